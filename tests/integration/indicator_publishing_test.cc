// What is published of indicators: to whom, what is hidden, and what corrections make of it.
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/integration/indicator_fixture.h"

namespace framdrift::testing {
namespace {

constexpr char kExitsByGroup[] =
    "code: 'exits' title: 'Avslut' measure { count {} } anchor { milestone: 'exited' } "
    "period { unit: PERIOD_UNIT_MONTH } breakdowns: 'unit' breakdowns: 'target_group'";
constexpr char kSibling[] =
    "code: 'sibling' title: 'Avslut' measure { count {} } anchor { milestone: 'exited' } "
    "period { unit: PERIOD_UNIT_MONTH } breakdowns: 'unit'";

class IndicatorPublishingTest : public IndicatorTest {
 protected:
  // So many cases from the eleventh person on are opened and exited, then the month is over.
  void ExitsOfAMonth(int count) {
    for (int person = 11; person < 11 + count; ++person) opened_[person] = OpenCase(person);
    for (int person = 11; person < 11 + count; ++person) exits_[person] = Exit(person);
    server_.clock().Advance(absl::Hours(24 * 40));
  }
  int64_t VoidExit(int person) {
    auto request =
        Named<casework::v1::VoidEventRequest>(CaseName(person), "reason_code: 'typing-error'");
    request.set_position(exits_[person]);
    return CallOk(cases_, &Cases_::VoidEvent, request).position();
  }
  void VoidPublication(const std::string& code, int64_t position) {
    auto request = Asking<iv::VoidEventRequest>(code, "reason_code: 'typing-error'");
    request.set_position(position);
    CallOk(*indicators_, &Indicators::VoidEvent, request);
  }
  iv::ComparePublicationResponse Compared(const std::string& code, int64_t min_position) {
    auto request = Asking<iv::ComparePublicationRequest>(code, "");
    request.set_min_position(min_position);
    return CallOk(*indicators_, &Indicators::ComparePublication, request);
  }

  // By person: where it was recorded.
  std::map<int, int64_t> opened_;
  std::map<int, int64_t> exits_;
};

TEST_F(IndicatorPublishingTest, PublishesAPeriodThatIsOverForThoseWhoMayNotOpenCases) {
  for (int person = 11; person <= 17; ++person) OpenCase(person);
  Exit(11);
  Define(kOpened);
  Define(kExitShare);
  EXPECT_EQ(PublishingFails("opened", "period_date { year: 2024 month: 3 day: 1 }"),
            std::vector<std::string>{"PERIOD_NOT_OVER"});
  server_.clock().Advance(absl::Hours(24 * 40));
  const iv::IndicatorPublished count = Publish("opened").indicator().publications(0).content();
  EXPECT_EQ(count.from_date().month(), 3);
  ASSERT_EQ(count.values_size(), 2);
  EXPECT_EQ(count.values(0).value(), 7);
  EXPECT_EQ(count.values(1).group(), UnitId());
  const iv::PublishIndicatorResponse share = Publish("exit-share");
  const iv::PublishedValue& hidden = share.indicator().publications(0).content().values(0);
  EXPECT_TRUE(hidden.suppressed()) << "one exit is one person";
  EXPECT_FALSE(hidden.has_value());
  EXPECT_FALSE(hidden.has_denominator());
  const std::map<std::string, std::string> evaluator = {
      {"framdrift-actor", "id=eva; role=evaluator"}};
  auto asked = Asking<iv::QueryIndicatorRequest>("opened", "breakdown: 'unit'");
  asked.set_min_position(share.position());
  const auto seen = CallOk(*indicators_, &Indicators::QueryIndicator, asked, evaluator);
  ASSERT_EQ(seen.figures_size(), 2);
  EXPECT_EQ(seen.figures(0).value(), 7);
  EXPECT_EQ(seen.figures(1).group_name(), "Enheten");
}

TEST_F(IndicatorPublishingTest, AnExportHoldsWhatWasPublishedAndNothingElse) {
  for (int person = 11; person <= 17; ++person) OpenCase(person);
  Exit(11);
  for (const char* definition : {kOpened, kExitShare, kExits}) Define(definition);
  server_.clock().Advance(absl::Hours(24 * 40));
  Publish("opened");
  const int64_t position = Publish("exit-share").position();
  const std::map<std::string, std::string> evaluator = {
      {"framdrift-actor", "id=eva; role=evaluator"}};
  auto asked = Parented<iv::ExportIndicatorsRequest>("page_size: 3");
  asked.set_min_position(position);
  const auto first = CallOk(*indicators_, &Indicators::ExportIndicators, asked, evaluator);
  ASSERT_EQ(first.figures_size(), 3);
  EXPECT_EQ(first.total_size(), 4);
  EXPECT_EQ(first.figures(0).code(), "opened");
  EXPECT_EQ(first.figures(0).value(), 7);
  EXPECT_EQ(first.figures(1).group(), UnitId());
  EXPECT_EQ(first.figures(2).code(), "exit-share");
  EXPECT_TRUE(first.figures(2).suppressed());
  EXPECT_FALSE(first.figures(2).has_value());
  asked.set_page_token(first.next_page_token());
  const auto rest = CallOk(*indicators_, &Indicators::ExportIndicators, asked, evaluator);
  EXPECT_EQ(rest.figures_size(), 1);
  EXPECT_EQ(rest.position(), first.position());
  EXPECT_EQ(rest.next_page_token(), "");
  const auto count = [&](const std::string& text) {
    return CallOk(*indicators_,
                  &Indicators::ExportIndicators,
                  Parented<iv::ExportIndicatorsRequest>(text))
        .total_size();
  };
  EXPECT_EQ(count("codes: 'opened'"), 2);
  EXPECT_EQ(count("codes: 'exits'"), 0) << "never published";
  EXPECT_EQ(count("from_date { year: 2024 month: 4 day: 1 }"), 0);
  EXPECT_EQ(count("to_date { year: 2024 month: 3 day: 1 }"), 0);
  EXPECT_EQ(count("from_date { year: 2024 month: 3 day: 31 }"), 4);
  for (const char* wrong : {"codes: 'opend'", "from_date { year: 2024 month: 13 }"}) {
    const auto request = Parented<iv::ExportIndicatorsRequest>(wrong);
    EXPECT_EQ(CallFails(*indicators_, &Indicators::ExportIndicators, request).code,
              grpc::StatusCode::INVALID_ARGUMENT)
        << wrong;
  }
}

TEST_F(IndicatorPublishingTest, ALittleChangedPeriodIsNotReleasedAgain) {
  for (int person = 11; person <= 17; ++person) OpenCase(person);
  Define(kOpened);
  server_.clock().Advance(absl::Hours(24 * 40));
  Publish("opened");
  EXPECT_EQ(PublishingFails("opened", "breakdown: 'unit'"),
            std::vector<std::string>{"RELEASE_CHANGED_TOO_LITTLE"});
  EXPECT_EQ(PublishingFails("opened", "breakdown: 'caseworker'").size(), 1);
}

TEST_F(IndicatorPublishingTest, WhatWasPublishedStandsBesideWhatCorrectionsMadeOfIt) {
  std::map<int, int64_t> exits;
  for (int person = 11; person <= 16; ++person) OpenCase(person);
  for (int person = 11; person <= 16; ++person) exits[person] = Exit(person);
  Define(kExits);
  server_.clock().Advance(absl::Hours(24 * 40));
  EXPECT_EQ(Publish("exits").indicator().publications(0).content().values(0).value(), 6);
  auto voiding = Named<casework::v1::VoidEventRequest>(CaseName(12), "reason_code: 'typing-error'");
  voiding.set_position(exits[12]);
  const int64_t position = CallOk(cases_, &Cases_::VoidEvent, voiding).position();
  auto asked = Asking<iv::ComparePublicationRequest>("exits", "");
  asked.set_min_position(position);
  const auto compared = CallOk(*indicators_, &Indicators::ComparePublication, asked);
  ASSERT_EQ(compared.figures_size(), 2);
  EXPECT_EQ(compared.figures(0).published_value(), 6);
  EXPECT_EQ(compared.figures(0).current_value(), 5);
  EXPECT_EQ(compared.figures(1).group_name(), "Enheten");
  ASSERT_EQ(compared.events_size(), 1);
  EXPECT_EQ(compared.events(0).case_(), CaseName(12));
  EXPECT_EQ(compared.events(0).kind(), "EventVoided");
  EXPECT_TRUE(compared.events(0).counts_otherwise());
  const auto figures = Query("exits", "periods: 2 breakdown: 'unit'", position);
  EXPECT_EQ(figures.figures(0).value(), 5);
  ASSERT_EQ(figures.publications_size(), 1);
  EXPECT_EQ(figures.publications(0).content().values(0).value(), 6);
  asked.set_publication_position(1);
  EXPECT_EQ(CallFails(*indicators_, &Indicators::ComparePublication, asked).info.reason(),
            "PUBLICATION_NOT_FOUND");
}

TEST_F(IndicatorPublishingTest, WhatWasPublishedIsVoidedAndPublishedAgainNotCorrected) {
  ExitsOfAMonth(7);
  Define(kExitsByGroup);
  const auto published = Publish("exits");
  auto correct = Asking<iv::CorrectEventRequest>("exits", "reason_code: 'typing-error'");
  correct.set_position(published.position());
  iv::IndicatorPublished& replacement =
      *correct.mutable_replacement()->mutable_indicator_published();
  replacement = published.indicator().publications(0).content();
  replacement.mutable_values(0)->set_value(8);
  EXPECT_EQ(CallFails(*indicators_, &Indicators::CorrectEvent, correct).refusals(),
            std::vector<std::string>{"PUBLICATION_NOT_CORRECTED"});
  VoidPublication("exits", published.position());
  EXPECT_EQ(Publish("exits").indicator().publications(0).content().values(0).value(), 7);
}

TEST_F(IndicatorPublishingTest, AllReleasesOfThePeriodCountAgainstAnother) {
  const std::vector<std::string> too_little = {"RELEASE_CHANGED_TOO_LITTLE"};
  ExitsOfAMonth(7);
  Define(kExitsByGroup);
  const int64_t first = Publish("exits").position();
  VoidExit(12);
  EXPECT_EQ(PublishingFails("exits", "breakdown: 'target_group'"), too_little)
      << "the whole would tell of the one who left";
  VoidPublication("exits", first);
  EXPECT_EQ(PublishingFails("exits", "breakdown: 'unit'"), too_little)
      << "who read it before it was voided knows it still";
}

TEST_F(IndicatorPublishingTest, TheSameWholeMayBeToldUnderAnotherBreakdown) {
  ExitsOfAMonth(7);
  Define(kExitsByGroup);
  Publish("exits");
  const auto again =
      CallOk(*indicators_,
             &Indicators::PublishIndicator,
             Asking<iv::PublishIndicatorRequest>("exits", "breakdown: 'target_group'"));
  ASSERT_EQ(again.indicator().publications_size(), 2);
  EXPECT_EQ(again.indicator().publications(1).content().values(0).value(), 7);
}

TEST_F(IndicatorPublishingTest, AnotherIndicatorsReleaseIsAsItWasWhenItWasRead) {
  ExitsOfAMonth(7);
  Define(kExitsByGroup);
  Define(kSibling);
  VoidPublication("exits", Publish("exits").position());
  VoidExit(12);
  const iv::IndicatorPublished released = Publish("sibling").indicator().publications(0).content();
  for (const iv::PublishedValue& value : released.values()) {
    EXPECT_TRUE(value.suppressed()) << "seven were told, six would tell of one";
  }
}

TEST_F(IndicatorPublishingTest, ManySpansOfFewPersonsAreHidden) {
  // Four persons exit and are opened again in one month: eight exits.
  for (int person = 11; person <= 14; ++person) {
    OpenCase(person);
    Exit(person);
    CallOk(outcomes_,
           &Outcomes::ReopenCase,
           Named<casework::v1::ReopenCaseRequest>(CaseName(person),
                                                  "reason: REOPEN_REASON_NEW_APPLICATION"));
    Exit(person);
  }
  Define(kSibling);
  server_.clock().Advance(absl::Hours(24 * 40));
  EXPECT_TRUE(Publish("sibling").indicator().publications(0).content().values(0).suppressed());
}

TEST_F(IndicatorPublishingTest, WhoIsCountedInAnotherGroupCountsOtherwise) {
  ExitsOfAMonth(6);
  Define(kExitsByGroup);
  CallOk(*indicators_,
         &Indicators::PublishIndicator,
         Asking<iv::PublishIndicatorRequest>("exits", "breakdown: 'target_group'"));
  auto correct =
      Named<casework::v1::CorrectEventRequest>(CaseName(12), "reason_code: 'typing-error'");
  correct.set_position(opened_[12]);
  casework::v1::CaseOpened& opened = *correct.mutable_replacement()->mutable_case_opened();
  opened.set_target_group(codes::v1::TARGET_GROUP_NEWLY_ARRIVED);
  opened.set_unit_id(UnitId());
  const auto compared =
      Compared("exits", CallOk(cases_, &Cases_::CorrectEvent, correct).position());
  ASSERT_EQ(compared.events_size(), 1);
  EXPECT_EQ(compared.events(0).case_(), CaseName(12));
  EXPECT_TRUE(compared.events(0).counts_otherwise());
  EXPECT_EQ(compared.figures(0).current_value(), 6);
}

}  // namespace
}  // namespace framdrift::testing
