// Given what happened to an indicator, when a command comes, then these events or refusals.
#include "domain/indicators/indicator.h"

#include <gtest/gtest.h>

#include "tests/testing/given.h"

namespace framdrift::indicators {
namespace {

using framdrift::testing::Given;
using framdrift::testing::Past;
using framdrift::testing::Proto;

constexpr char kCounting[] =
    "definition { code: 'T6' span: SPAN_EPISODE measure { share { numerator: 'flow = MAIN' } } "
    "anchor { kind: ANCHOR_KIND_STOCK } }";
constexpr char kOther[] =
    "definition { code: 'T6' span: SPAN_EPISODE measure { share { numerator: 'flow = OTHER' } } "
    "anchor { kind: ANCHOR_KIND_STOCK } }";

std::string Quoted(const char* kind, const std::string& content) {
  return std::string(kind) + " { " + content + " }";
}

const Past kDefined{"2024-01-08 08:00", Quoted("indicator_defined", kCounting)};
const Past kBaseline{
    "2024-01-08 08:00",
    "baseline_set { baseline { value: 0.6 date { year: 2023 month: 12 day: 31 } } }"};
const Past kTarget{"2024-01-08 08:00",
                   "target_set { target { value: 0.85 date { year: 2025 month: 12 day: 31 } } }"};
const Past kRetired{"2024-05-01 08:00", "indicator_retired { reason: 'Goal reached' }"};

const Fields& Episodes() {
  static const Fields* const kFields = new Fields(Subject::kEpisode);
  return *kFields;
}

TEST(IndicatorTest, IsDefinedWithBaselineAndTargetInOneCommit) {
  const auto point = [](const Past& past) { return Proto<IndicatorDecider::Event>(past.event); };
  Given<IndicatorDecider>({})
      .When(Proto<indicator::v1::IndicatorDefined>(kCounting),
            Definitions{Episodes(),
                        point(kBaseline).baseline_set().baseline(),
                        point(kTarget).target_set().target()})
      .Then({kDefined.event, kBaseline.event, kTarget.event});
}

TEST(IndicatorTest, ADefinitionThatCannotBeComputedIsRefusedWithEveryFault) {
  Given<IndicatorDecider>({})
      .When(Proto<indicator::v1::IndicatorDefined>(
                "definition { population: 'flw = MAIN' measure { share { numerator: '(' } } }"),
            Definitions{Episodes(), {}, {}})
      .ThenRefuse({"DEFINITION_INVALID", "DEFINITION_INVALID"});
}

TEST(IndicatorTest, IsDefinedOnce) {
  Given<IndicatorDecider>({kDefined})
      .When(Proto<indicator::v1::IndicatorDefined>(kCounting), Definitions{Episodes(), {}, {}})
      .ThenRefuse({"INDICATOR_EXISTS"});
  Given<IndicatorDecider>({})
      .When(Proto<indicator::v1::IndicatorRetired>("reason: 'x'"))
      .ThenRefuse({"INDICATOR_NOT_FOUND"});
}

TEST(IndicatorTest, ARevisionIsANewVersionAndSaysSomethingNew) {
  const auto revised =
      Given<IndicatorDecider>({kDefined})
          .When(Proto<indicator::v1::IndicatorRevised>(std::string(kOther) + " reason: 'Turned'"),
                Episodes());
  revised.Then({Quoted("indicator_revised", std::string("version: 2 reason: 'Turned' ") + kOther)});
  EXPECT_EQ(revised.After().versions.size(), 2u);
  EXPECT_NE(revised.After().FindVersion(1), nullptr);
  Given<IndicatorDecider>({kDefined})
      .When(Proto<indicator::v1::IndicatorRevised>(kCounting), Episodes())
      .ThenRefuse({"INDICATOR_UNCHANGED"});
}

TEST(IndicatorTest, NoVersionNumberIsUsedTwice) {
  Given<IndicatorDecider>(
      {kDefined,
       {"2024-02-01 08:00", Quoted("indicator_revised", std::string("version: 2 ") + kOther)},
       {"2024-02-01 09:00", "event_voided { position: 2 reason_code: 'typing-error' }"}})
      .When(Proto<indicator::v1::IndicatorRevised>(kOther), Episodes())
      .Then({Quoted("indicator_revised", std::string("version: 3 ") + kOther)});
}

TEST(IndicatorTest, TheBaselineComesBeforeTheTarget) {
  Given<IndicatorDecider>({kDefined, kTarget})
      .When(Proto<indicator::v1::BaselineSet>(
          "baseline { value: 0.6 date { year: 2026 month: 1 day: 1 } }"))
      .ThenRefuse({"BASELINE_AFTER_TARGET"});
  Given<IndicatorDecider>({kDefined, kBaseline})
      .When(Proto<indicator::v1::TargetSet>(
          "target { value: 0.9 date { year: 2023 month: 12 day: 31 } }"))
      .ThenRefuse({"BASELINE_AFTER_TARGET"});
  Given<IndicatorDecider>({kDefined})
      .When(Proto<indicator::v1::TargetSet>(
          "target { value: nan date { year: 2025 month: 2 day: 30 } }"))
      .ThenRefuse({"POINT_INVALID"});
}

TEST(IndicatorTest, WhatIsPublishedNamesItsVersionAndAPeriodThatHasBegun) {
  const std::string january =
      "from_date { year: 2024 month: 1 day: 1 } "
      "to_date { year: 2024 month: 2 day: 1 } values { value: 0.7 }";
  Given<IndicatorDecider>({kDefined})
      .When(Proto<indicator::v1::IndicatorPublished>("version: 1 " + january))
      .Then({Quoted("indicator_published", "version: 1 " + january)});
  Given<IndicatorDecider>({kDefined})
      .When(Proto<indicator::v1::IndicatorPublished>(
          "version: 2 from_date { year: 2024 month: 2 day: 1 } "
          "to_date { year: 2024 month: 3 day: 1 }"))
      .ThenRefuse({"INDICATOR_VERSION_UNKNOWN", "PERIOD_INVALID"});
  Given<IndicatorDecider>({kDefined})
      .When(Proto<indicator::v1::IndicatorPublished>("version: 1"))
      .ThenRefuse({"PERIOD_INVALID"});
}

TEST(IndicatorTest, ABaselineIsToldWhereItSaysNoMoreThanWhatWasPublishedOfItsDay) {
  const auto is_told = [](const std::string& date, const std::string& whole) {
    const Past baseline{"2024-01-08 08:00",
                        Quoted("baseline_set", "baseline { value: 0.6 date { " + date + " } }")};
    const Past published{"2024-02-02 08:00",
                         Quoted("indicator_published",
                                "version: 1 from_date { year: 2024 month: 1 day: 1 } "
                                "to_date { year: 2024 month: 2 day: 1 } values { " +
                                    whole + " }")};
    const Given<IndicatorDecider> given({kDefined, baseline, published});
    return IsBaselineTold(given.state());
  };
  EXPECT_TRUE(is_told("year: 2024 month: 1 day: 31", "value: 0.6"));
  EXPECT_TRUE(is_told("year: 2024 month: 1 day: 31", "value: 0.5714")) << "rounded";
  EXPECT_TRUE(is_told("year: 2024 month: 2 day: 1", "value: 0.6")) << "as the period ends";
  EXPECT_FALSE(is_told("year: 2024 month: 1 day: 31", "value: 0.7")) << "another figure";
  EXPECT_FALSE(is_told("year: 2024 month: 1 day: 31", "suppressed: true"));
  EXPECT_FALSE(is_told("year: 2024 month: 2 day: 2", "value: 0.6")) << "another period's";
  EXPECT_FALSE(is_told("year: 2023 month: 12 day: 31", "value: 0.6"));
  EXPECT_FALSE(IsBaselineTold(Given<IndicatorDecider>({kDefined}).state())) << "there is none";
}

// What comes of replacing the event at `position` in `past`.
std::vector<std::string> Replacing(const std::vector<Past>& past, int64_t position,
                                   const std::string& replacement) {
  const Given<IndicatorDecider> given(past);
  std::vector<std::string> reasons;
  const absl::Status status = CheckReplacement(given.timeline(),
                                               position,
                                               Proto<IndicatorDecider::Event>(replacement),
                                               Episodes(),
                                               given.context());
  for (const Refusal& refusal : RefusalsOf(status)) reasons.push_back(refusal.reason);
  return reasons;
}

TEST(IndicatorTest, WhatWasPublishedIsNotCorrected) {
  const std::string january = Quoted("indicator_published",
                                     "version: 1 from_date { year: 2024 month: 1 day: 1 } "
                                     "to_date { year: 2024 month: 2 day: 1 } values { value: 7 }");
  EXPECT_EQ(Replacing({kDefined, {"2024-02-02 08:00", january}}, 2, january),
            std::vector<std::string>{"PUBLICATION_NOT_CORRECTED"});
}

TEST(IndicatorTest, ACorrectedDefinitionKeepsCodeAndVersionAndCanBeComputed) {
  using Reasons = std::vector<std::string>;
  const Past revised{"2024-02-01 08:00",
                     Quoted("indicator_revised", std::string("version: 2 ") + kOther)};
  const auto replacing = [&](int64_t position, const std::string& replacement) {
    return Replacing({kDefined, revised, kBaseline}, position, replacement);
  };
  EXPECT_EQ(replacing(1, Quoted("indicator_defined", kOther)), Reasons());
  EXPECT_EQ(replacing(3, kBaseline.event), Reasons());
  EXPECT_EQ(replacing(9, Quoted("indicator_defined", kOther)), Reasons());
  EXPECT_EQ(replacing(1, "indicator_defined { definition { code: 'T7' } }"),
            Reasons{"FIELD_INVALID"});
  EXPECT_EQ(replacing(2, Quoted("indicator_revised", std::string("version: 3 ") + kOther)),
            Reasons{"FIELD_INVALID"});
  EXPECT_EQ(
      replacing(2,
                "indicator_revised { version: 2 definition { code: 'T6' population: 'flw = MAIN' "
                "measure { count {} } anchor { kind: ANCHOR_KIND_STOCK } } }"),
      Reasons{"DEFINITION_INVALID"});
}

TEST(IndicatorTest, APositionHasTheDefinitionThatItHadThen) {
  const Past revised{"2024-02-01 08:00",
                     Quoted("indicator_revised", std::string("version: 2 ") + kOther)};
  const Past voided{"2024-02-01 09:00", "event_voided { position: 2 reason_code: 'typing-error' }"};
  const Given<IndicatorDecider> given({kDefined, revised, voided});
  EXPECT_TRUE(DefinitionAt(given.timeline(), 2, 2).has_value());
  EXPECT_FALSE(DefinitionAt(given.timeline(), 1, 2).has_value());
  EXPECT_FALSE(DefinitionAt(given.timeline(), 3, 2).has_value());
}

TEST(IndicatorTest, AnExternalValueNamesAMunicipalityByFourDigits) {
  const std::string year =
      " value: 41.5 from_date { year: 2022 month: 1 day: 1 } "
      "to_date { year: 2023 month: 1 day: 1 }";
  const auto record = [&](const std::string& code) {
    return Given<IndicatorDecider>({kDefined})
        .When(Proto<indicator::v1::ExternalValueRecorded>(code + year));
  };
  record("municipality_code: '0114'")
      .Then({Quoted("external_value_recorded", "municipality_code: '0114'" + year)});
  record("municipality_code: '114'").ThenRefuse({"EXTERNAL_CODE_INVALID"});
  record("municipality_code: '1229'").ThenRefuse({"EXTERNAL_CODE_INVALID"});
  EXPECT_TRUE(record("municipality_code: '1229' code_year: 1970").result().ok());
}

TEST(IndicatorTest, ARetiredIndicatorRests) {
  Given<IndicatorDecider>({kDefined, kRetired})
      .When(Proto<indicator::v1::BaselineSet>(
          "baseline { value: 0.6 date { year: 2023 month: 1 day: 1 } }"))
      .ThenRefuse({"INDICATOR_RETIRED"});
}

}  // namespace
}  // namespace framdrift::indicators
