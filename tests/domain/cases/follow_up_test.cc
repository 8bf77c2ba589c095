#include "domain/cases/follow_up_commands.h"
#include "domain/cases/refusals.h"
#include "tests/domain/cases/episode_testing.h"

namespace framdrift::cases {
namespace {

using casework::v1::RecordFollowUpRequest;
using casework::v1::WaiveFollowUpRequest;

const Past kAnswered{"2024-06-03",
                     "follow_up_recorded { exit_position: 2 month: 1 answer: "
                     "STILL_SELF_SUPPORTING_YES source: FOLLOW_UP_SOURCE_CITIZEN }"};
const Past kUnanswered{
    "2024-06-03",
    "follow_up_recorded { exit_position: 2 month: 1 answer: STILL_SELF_SUPPORTING_NO_ANSWER }"};
const Past kWaived{"2024-06-03", "follow_up_waived { exit_position: 2 month: 1 }"};

constexpr char kYes[] =
    "month: 1 answer: STILL_SELF_SUPPORTING_YES source: FOLLOW_UP_SOURCE_CITIZEN ";

GivenCase Left(std::vector<Past> more = {}) {
  more.insert(more.begin(), {kOpened, kExited});
  return GivenCase(more).At("2024-06-10 12:00");
}

TEST(RecordFollowUpTest, RecordsAMarkOfTheLatestExit) {
  Left()
      .When(Command<RecordFollowUpRequest>(
          absl::StrCat(kYes, "livelihood: LIVELIHOOD_STATE_UNSUBSIDISED_WORK text: 'Trivs'")))
      .Then({absl::StrCat("follow_up_recorded { exit_position: 2 ",
                          kYes,
                          "livelihood: LIVELIHOOD_STATE_UNSUBSIDISED_WORK }")})
      .ThenSealed({"follow_up_recorded { text: 'Trivs' }"});
}

TEST(RecordFollowUpTest, NeedsToKnowWhoAnswered) {
  const auto decided =
      Left().When(Command<RecordFollowUpRequest>("month: 1 answer: STILL_SELF_SUPPORTING_NO"));
  EXPECT_EQ(decided.result().status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(RecordFollowUpTest, TwoTriesWithoutAnAnswerCloseTheMark) {
  const auto tried =
      Command<RecordFollowUpRequest>("month: 1 answer: STILL_SELF_SUPPORTING_NO_ANSWER");
  const GivenCase once = Left({kUnanswered});
  EXPECT_FALSE(once.state().latest()->outcome.FindFollowUp(1)->settled());
  const auto twice = once.When(tried);
  twice.Then({kUnanswered.event});
  const auto after = twice.After();
  EXPECT_TRUE(after.latest()->outcome.FindFollowUp(1)->settled());
  EXPECT_EQ(after.latest()->outcome.FindFollowUp(1)->answer(),
            casework::v1::STILL_SELF_SUPPORTING_NO_ANSWER);
}

TEST(RecordFollowUpTest, AnAnswerAfterATryInVainIsRecorded) {
  Left({kUnanswered})
      .When(Command<RecordFollowUpRequest>(kYes))
      .Then({absl::StrCat("follow_up_recorded { exit_position: 2 ", kYes, "}")});
}

TEST(RecordFollowUpTest, ALaterRecordOfASettledMarkCorrectsIt) {
  for (const GivenCase& given : {Left({kAnswered}), Left({kUnanswered, kUnanswered})}) {
    const auto decided = given.When(Command<RecordFollowUpRequest>(
        "month: 1 answer: STILL_SELF_SUPPORTING_NO source: FOLLOW_UP_SOURCE_REGISTER"));
    ASSERT_TRUE(decided.result().ok()) << decided.result().status();
    const auto& corrected = decided.result()->front().event.event_corrected();
    EXPECT_EQ(corrected.position(), given.timeline().revision());
    EXPECT_EQ(corrected.reason_code(), "new-information");
    casework::v1::CaseEvent replacement;
    ASSERT_TRUE(corrected.replacement().UnpackTo(&replacement));
    EXPECT_EQ(replacement.follow_up_recorded().answer(), casework::v1::STILL_SELF_SUPPORTING_NO);
  }
}

TEST(RecordFollowUpTest, RefusesWithoutAnExitBeforeItAndOtherMonths) {
  GivenCase({kOpened}).When(Command<RecordFollowUpRequest>(kYes)).ThenRefuse({kExitUnknown});
  GivenCase({}).When(Command<RecordFollowUpRequest>(kYes)).ThenRefuse({kCaseNotOpened});
  Left()
      .When(Command<RecordFollowUpRequest>(
          absl::StrCat(kYes, "occurred { date { year: 2024 month: 4 day: 30 } }")))
      .ThenRefuse({kBeforeExit});
  Left()
      .When(Command<RecordFollowUpRequest>(
          "month: 2 answer: STILL_SELF_SUPPORTING_YES source: FOLLOW_UP_SOURCE_CITIZEN"))
      .ThenRefuse({kFollowUpMonthUnknown});
}

TEST(RecordFollowUpTest, RefusesAMarkThatWasWaived) {
  Left({kWaived}).When(Command<RecordFollowUpRequest>(kYes)).ThenRefuse({kFollowUpWaived});
}

TEST(WaiveFollowUpTest, WaivesOneMarkOrAllThatRemain) {
  Left()
      .When(Command<WaiveFollowUpRequest>("month: 3 reason: WAIVE_REASON_MOVED text: 'Malmö'"))
      .Then({"follow_up_waived { exit_position: 2 month: 3 reason: WAIVE_REASON_MOVED }"})
      .ThenSealed({"follow_up_waived { text: 'Malmö' }"});
  const auto all =
      Left({kAnswered}).When(Command<WaiveFollowUpRequest>("reason: WAIVE_REASON_DECEASED"));
  const std::string waived = "follow_up_waived { exit_position: 2 reason: WAIVE_REASON_DECEASED ";
  all.Then({waived + "month: 3 }",
            waived + "month: 6 }",
            waived + "month: 12 }",
            waived + "month: 24 }"});
  EXPECT_EQ(all.After().phase(), casework::v1::PHASE_CLOSED);
}

TEST(WaiveFollowUpTest, RefusesSettledAndWaivedMarks) {
  Left({kAnswered})
      .When(Command<WaiveFollowUpRequest>("month: 1 reason: WAIVE_REASON_MOVED"))
      .ThenRefuse({kFollowUpSettled});
  Left({kWaived})
      .When(Command<WaiveFollowUpRequest>("month: 1 reason: WAIVE_REASON_MOVED"))
      .ThenRefuse({kFollowUpWaived});
}

TEST(WaiveFollowUpTest, RefusesWhenNoMarkRemains) {
  std::vector<Past> all;
  for (const int month : kFollowUpMonths) {
    all.push_back({"2024-06-03", absl::StrCat("follow_up_waived { month: ", month, " }")});
  }
  const GivenCase closed = Left(all);
  EXPECT_EQ(closed.state().phase(), casework::v1::PHASE_CLOSED);
  closed.When(Command<WaiveFollowUpRequest>("reason: WAIVE_REASON_MOVED"))
      .ThenRefuse({kFollowUpSettled});
}

TEST(WaiveFollowUpTest, RefusesWithoutAnExitBeforeItAndOtherMonths) {
  GivenCase({kOpened})
      .When(Command<WaiveFollowUpRequest>("reason: WAIVE_REASON_MOVED"))
      .ThenRefuse({kExitUnknown});
  Left()
      .When(Command<WaiveFollowUpRequest>(
          "reason: WAIVE_REASON_MOVED occurred { date { year: 2024 month: 4 day: 30 } }"))
      .ThenRefuse({kBeforeExit});
  Left()
      .When(Command<WaiveFollowUpRequest>("month: 2 reason: WAIVE_REASON_MOVED"))
      .ThenRefuse({kFollowUpMonthUnknown});
}

}  // namespace
}  // namespace framdrift::cases
