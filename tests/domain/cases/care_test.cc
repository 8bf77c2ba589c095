#include "domain/cases/care.h"

#include "domain/cases/refusals.h"
#include "tests/domain/cases/case_testing.h"

namespace framdrift::cases {
namespace {

using casework::v1::DismissReminderRequest;
using casework::v1::ExemptDeadlineRequest;
using casework::v1::PauseCaseRequest;
using casework::v1::ResumeCaseRequest;
using casework::v1::SetReminderRequest;

const Past kPaused{"2024-03-05 08:00", "case_paused { reason: PAUSE_REASON_SICKNESS }"};
const Past kReminder{"2024-03-05 08:00",
                     "reminder_set { due_date { year: 2024 month: 4 day: 1 } }"};
constexpr char kUntilApril[] = " until_date { year: 2024 month: 4 day: 1 } ";

TEST(PauseCaseTest, PausesAcrossThePhases) {
  const auto decided =
      GivenCase({kOpened, kContacted})
          .When(Command<PauseCaseRequest>("reason: PAUSE_REASON_TREATMENT text: 'Avgiftning'" +
                                          std::string(kUntilApril)))
          .Then({"case_paused { reason: PAUSE_REASON_TREATMENT" + std::string(kUntilApril) + "}"})
          .ThenSealed({"case_paused { text: 'Avgiftning' }"});
  EXPECT_TRUE(decided.After().paused());
  EXPECT_EQ(decided.After().phase(), casework::v1::PHASE_ASSESSMENT);
}

TEST(PauseCaseTest, RefusesAPausedCaseAndAPauseThatEndsAsItBegins) {
  GivenCase({kOpened, kPaused})
      .When(Command<PauseCaseRequest>(
          "reason: PAUSE_REASON_AWAY until_date { year: 2024 month: 3 day: 5 }"))
      .ThenRefuse({kCasePaused, kDatesOutOfOrder});
}

TEST(ResumeCaseTest, TakesUpAPausedCase) {
  const auto decided =
      GivenCase({kOpened, kPaused})
          .When(Command<ResumeCaseRequest>("reason: RESUME_REASON_AS_PLANNED text: 'Frisk'"))
          .Then({"case_resumed { reason: RESUME_REASON_AS_PLANNED }"})
          .ThenSealed({"case_resumed { text: 'Frisk' }"});
  EXPECT_FALSE(decided.After().paused());
}

TEST(ResumeCaseTest, RefusesACaseThatIsNotPausedOrWasNotThen) {
  GivenCase({kOpened})
      .When(Command<ResumeCaseRequest>("reason: RESUME_REASON_OTHER"))
      .ThenRefuse({kCaseNotPaused});
  GivenCase({kOpened, kPaused})
      .When(Command<ResumeCaseRequest>(
          "reason: RESUME_REASON_OTHER occurred { date { year: 2024 month: 3 day: 4 } }"))
      .ThenRefuse({kCaseNotPaused});
}

TEST(SetReminderTest, SetsAReminderForWhoeverIsResponsible) {
  GivenCase({kOpened})
      .When(Command<SetReminderRequest>(
          "kind: REMINDER_KIND_CONTACT due_date { year: 2024 month: 3 day: 8 } text: 'Ring'"))
      .Then({"reminder_set { reminder_kind: REMINDER_KIND_CONTACT due_date { year: 2024 month: 3 "
             "day: 8 } }"})
      .ThenSealed({"reminder_set { text: 'Ring' }"});
}

TEST(SetReminderTest, RefusesADayThatHasPassedAndACaseNeverOpened) {
  GivenCase({})
      .When(Command<SetReminderRequest>(
          "kind: REMINDER_KIND_CONTACT due_date { year: 2023 month: 3 day: 8 }"))
      .ThenRefuse({kCaseNotOpened, kDatesOutOfOrder});
}

TEST(DismissReminderTest, PutsAReminderAwayOnce) {
  const GivenCase given({kOpened, kReminder});
  const auto decided = given.When(Command<DismissReminderRequest>("reminder_position: 2"))
                           .Then({"reminder_dismissed { reminder_position: 2 }"});
  EXPECT_TRUE(decided.After().reminders[0].dismissed.has_value());
  GivenCase({kOpened, kReminder, {"2024-03-06", "reminder_dismissed { reminder_position: 2 }"}})
      .When(Command<DismissReminderRequest>("reminder_position: 2"))
      .ThenRefuse({kReminderDismissed});
}

TEST(DismissReminderTest, RefusesOneThatIsNotThere) {
  GivenCase({kOpened})
      .When(Command<DismissReminderRequest>("reminder_position: 2"))
      .ThenRefuse({kReminderUnknown});
}

TEST(ExemptDeadlineTest, FreesFromADeadlineUntilADay) {
  const std::string code =
      "deadline: DEADLINE_PHASE code: DEADLINE_EXEMPTION_HEALTH" + std::string(kUntilApril);
  const auto decided = GivenCase({kOpened})
                           .When(Command<ExemptDeadlineRequest>(code + "text: 'Läkarintyg'"))
                           .Then({"deadline_exempted { " + code + "}"})
                           .ThenSealed({"deadline_exempted { text: 'Läkarintyg' }"});
  EXPECT_EQ(decided.After().exemptions[0].until, absl::CivilDay(2024, 4, 1));
}

TEST(ExemptDeadlineTest, RefusesACaseNeverOpenedAndAnEndThatHasPassed) {
  GivenCase({})
      .When(Command<ExemptDeadlineRequest>("deadline: DEADLINE_PHASE code: "
                                           "DEADLINE_EXEMPTION_HEALTH until_date { year: 2023 "
                                           "month: 1 day: 1 }"))
      .ThenRefuse({kCaseNotOpened, kDatesOutOfOrder});
}

}  // namespace
}  // namespace framdrift::cases
