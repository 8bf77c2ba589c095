// What is wrong with a definition is said of the exact place, with what would be right.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/refusal.h"
#include "domain/indicators/plan.h"
#include "tests/domain/indicators/facts.h"

namespace framdrift::indicators {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Fault {
  std::string field;
  std::string character;
  std::string message;
};

std::vector<Fault> FaultsOf(const std::string& text, Subject subject = Subject::kEpisode) {
  const Fields fields(subject, {{"pathway", "", FieldType::kName}});
  std::vector<Fault> faults;
  const auto plan = Compile(DefinitionOf(text), fields, Stockholm());
  if (plan.ok()) return faults;
  EXPECT_EQ(plan.status().code(), absl::StatusCode::kInvalidArgument);
  for (const Refusal& refusal : RefusalsOf(plan.status())) {
    EXPECT_EQ(refusal.reason, "DEFINITION_INVALID");
    const auto character = refusal.metadata.find("character");
    faults.push_back({refusal.metadata.at("field"),
                      character == refusal.metadata.end() ? "" : character->second,
                      refusal.message});
  }
  return faults;
}

TEST(CompileTest, AFilterIsFaultedAtItsCharacter) {
  const auto unknown = FaultsOf(
      "population: 'flow = MAIN AND targetgroup = YOUNG' "
      "measure { count {} }");
  ASSERT_EQ(unknown.size(), 1u);
  EXPECT_EQ(unknown[0].field, "population");
  EXPECT_EQ(unknown[0].character, "17");
  EXPECT_THAT(unknown[0].message, HasSubstr("target_group"));
  const auto type = FaultsOf("measure { share { numerator: 'flow = 3' } }");
  ASSERT_EQ(type.size(), 1u);
  EXPECT_EQ(type[0].field, "measure.share.numerator");
  EXPECT_THAT(type[0].message, HasSubstr("MAIN, OTHER"));
  const auto open = FaultsOf("population: '(flow = MAIN' measure { count {} }");
  ASSERT_EQ(open.size(), 1u);
  EXPECT_EQ(open[0].character, "1");
  EXPECT_THAT(
      FaultsOf("population: 'state_at(exit + 6 months) = PENSION' measure { count {} }")[0].message,
      HasSubstr("state_at(exited + 12 months)"));
}

TEST(CompileTest, EverythingThatIsWrongIsSaidAtOnce) {
  const auto faults = FaultsOf(
      "measure { duration { from: 'opend' to: 'sex' percent: 120 } } "
      "breakdowns: 'birth_date' weight: 'unit' "
      "anchor { milestone: 'age' }");
  std::vector<std::string> fields;
  for (const Fault& fault : faults) fields.push_back(fault.field);
  EXPECT_THAT(fields,
              ElementsAre("anchor.milestone",
                          "breakdowns[0]",
                          "weight",
                          "measure.duration.from",
                          "measure.duration.to",
                          "measure.duration.percent"));
}

TEST(CompileTest, MeasuresThatCannotBeAreRefused) {
  EXPECT_EQ(FaultsOf("")[0].field, "measure");
  EXPECT_EQ(FaultsOf("measure { share {} }")[0].field, "measure.share.numerator");
  EXPECT_EQ(FaultsOf("measure { return { from: 'exited' to: 'reopened' } }")[0].field,
            "measure.return.months");
  EXPECT_EQ(
      FaultsOf("measure { return { from: 'exited' to: 'reopened' months: 1 days: 2 } }")[0].field,
      "measure.return.months");
  EXPECT_EQ(
      FaultsOf("measure { distribution { of { field: 'age' } bands: '..5' bands: '5..9' } }")[0]
          .field,
      "measure.distribution.bands[1]");
  EXPECT_EQ(FaultsOf("measure { spread { by: 'unit' of { spread { by: 'sex' } } } }")[0].field,
            "measure.spread.of");
  EXPECT_EQ(FaultsOf("count_of: COUNT_OF_PERSONS pick: PICK_ANY measure { mean { of { field: 'age' "
                     "} } }")[0]
                .field,
            "pick");
  EXPECT_EQ(
      FaultsOf("measure { count {} } anchor { kind: ANCHOR_KIND_STOCK }", Subject::kSession)[0]
          .field,
      "anchor.kind");
}

TEST(CompileTest, FieldsCompareWithEachOtherAndWithNow) {
  EXPECT_THAT(FaultsOf("population: 'first_contact <= first_contact_due AND planned < now AND "
                       "attr.pathway = \"a*\" AND NOT exempt AND contacts:*' "
                       "measure { count {} }"),
              IsEmpty());
  EXPECT_EQ(FaultsOf("population: 'contacts > 2024-01-01' measure { count {} }").size(), 1u);
}

TEST(CompileTest, BandsAreReadWithTheirOpenEnds) {
  const auto band = ParseBand(">6..12 months");
  ASSERT_TRUE(band.has_value());
  EXPECT_FALSE(band->Holds(6));
  EXPECT_TRUE(band->Holds(6.5));
  EXPECT_TRUE(band->Holds(12));
  EXPECT_TRUE(ParseBand("31..60 days")->Holds(31));
  EXPECT_TRUE(ParseBand("..6")->Holds(-3));
  EXPECT_TRUE(ParseBand(">12")->Holds(13));
  EXPECT_TRUE(ParseBand("65..")->Holds(65));
  for (const char* text : {"", "6", "..", ">..6", "9..6", ">6..6", "a..b"}) {
    EXPECT_EQ(ParseBand(text), std::nullopt) << text;
  }
}

TEST(PeriodTest, PeriodsAreCalendarUnits) {
  const auto period = [](indicator::v1::PeriodUnit unit, int rolling = 0) {
    indicator::v1::Period made;
    made.set_unit(unit);
    made.set_rolling(rolling);
    return PeriodOf(made, Day("2024-12-31"));
  };
  EXPECT_EQ(period(indicator::v1::PERIOD_UNIT_DAY), (Window{Day("2024-12-31"), Day("2025-01-01")}));
  EXPECT_EQ(period(indicator::v1::PERIOD_UNIT_WEEK),
            (Window{Day("2024-12-30"), Day("2025-01-06")}));
  EXPECT_EQ(period(indicator::v1::PERIOD_UNIT_MONTH),
            (Window{Day("2024-12-01"), Day("2025-01-01")}));
  EXPECT_EQ(period(indicator::v1::PERIOD_UNIT_QUARTER),
            (Window{Day("2024-10-01"), Day("2025-01-01")}));
  EXPECT_EQ(period(indicator::v1::PERIOD_UNIT_YEAR),
            (Window{Day("2024-01-01"), Day("2025-01-01")}));
  EXPECT_EQ(period(indicator::v1::PERIOD_UNIT_MONTH, 12),
            (Window{Day("2024-01-01"), Day("2025-01-01")}));
}

}  // namespace
}  // namespace framdrift::indicators
