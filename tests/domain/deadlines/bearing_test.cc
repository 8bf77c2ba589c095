// What bears on a clock that runs: pauses, exemptions and later policies.
#include <gtest/gtest.h>

#include "tests/domain/deadlines/given_deadlines.h"

namespace framdrift::deadlines {
namespace {

using casework::v1::DEADLINE_ACTIVITY;
using casework::v1::DEADLINE_CONTACT;
using casework::v1::DEADLINE_FIRST_CONTACT;
using casework::v1::DEADLINE_FOLLOW_UP;
using casework::v1::DEADLINE_STATUS_EXEMPT;
using casework::v1::DEADLINE_STATUS_LATE;
using casework::v1::DEADLINE_STATUS_PAUSED;
using casework::v1::DEADLINE_STATUS_PENDING;
using casework::v1::DEADLINE_TURNING_18;
using casework::v1::DEADLINE_WORK_PLAN;

using cases::kContacted;
using cases::kOpened;
using cases::kPlanned;

Past Paused(const std::string& when, int month = 4, int day = 1) {
  return {
      when,
      absl::StrCat("case_paused { reason: PAUSE_REASON_SICKNESS until_date { year: 2024 month: ",
                   month,
                   " day: ",
                   day,
                   " } }")};
}
Past Resumed(const std::string& when) { return {when, "case_resumed {}"}; }
Past Exempted(const std::string& when, const std::string& rule, int month, int day) {
  return {when,
          absl::StrCat("deadline_exempted { deadline: DEADLINE_",
                       rule,
                       " code: DEADLINE_EXEMPTION_HEALTH until_date { year: 2024 month: ",
                       month,
                       " day: ",
                       day,
                       " } }")};
}

// Pauses.

TEST(PauseTest, ShiftsCivilDaysByTheDaysThatRested) {
  GivenDeadlines({kOpened, Paused("2024-03-06 09:00"), Resumed("2024-03-16 09:00")})
      .Then(DEADLINE_CONTACT, {"due 2024-03-25 23:59:59, pending"});
}

TEST(PauseTest, ShiftsWorkingDaysByTheWorkingDaysThatRested) {
  // Wednesday to Monday: three of them working days.
  GivenDeadlines({kOpened, Paused("2024-03-06 09:00"), Resumed("2024-03-11 09:00")})
      .Then(DEADLINE_WORK_PLAN, {"due 2024-03-20 23:59:59, pending"})
      .Then(DEADLINE_FIRST_CONTACT, {"due 2024-03-04 09:00:00, pending"});
}

TEST(PauseTest, ShiftsNothingWhenItEndsTheDayItBegan) {
  GivenDeadlines({kOpened, Paused("2024-03-01 10:00"), Resumed("2024-03-01 16:00")})
      .Then(DEADLINE_FIRST_CONTACT, {"due 2024-03-04 09:00:00, pending"})
      .Then(DEADLINE_CONTACT, {"due 2024-03-15 23:59:59, pending"});
}

TEST(PauseTest, APausedCaseIsNeverLateAndLateAgainWhenItWasBefore) {
  const absl::Time later = testing::Instant("2024-12-01 12:00");
  const GivenDeadlines paused({kOpened, Paused("2024-03-06 09:00", 3, 11)});
  paused.Then(DEADLINE_WORK_PLAN, {"due 2024-03-20 23:59:59, paused"});
  for (const Deadline& deadline : paused.All()) {
    EXPECT_FALSE(IsLate(deadline, later));
    EXPECT_EQ(StatusAt(deadline, later), DEADLINE_STATUS_PAUSED);
    EXPECT_EQ(TurnsLateAt(deadline), std::nullopt);
  }
  const GivenDeadlines resumed({kOpened, Paused("2024-03-06 09:00"), Resumed("2024-03-07 09:00")});
  EXPECT_TRUE(IsLate(resumed.Of(DEADLINE_FIRST_CONTACT)[0], testing::Instant("2024-03-07 09:00")));
}

TEST(PauseTest, CountsOnlyFromTheDayTheClockStarted) {
  const Past held{"2024-03-10 09:00", "contact_held {}"};
  const std::vector<Deadline> contacts =
      GivenDeadlines({kOpened, Paused("2024-03-06 09:00"), held, Resumed("2024-03-12 09:00")})
          .Of(DEADLINE_CONTACT);
  EXPECT_EQ(Written(contacts[1]), "due 2024-03-26 23:59:59, pending");
}

TEST(PauseTest, DoesNotMoveABirthdayOrAFollowUp) {
  GivenDeadlines({kOpened, Paused("2024-03-06 09:00"), Resumed("2024-03-16 09:00")})
      .Born(absl::CivilDay(2006, 9, 1))
      .Then(DEADLINE_TURNING_18, {"due 2024-06-03 23:59:59, pending"});
  const std::vector<Deadline> marks =
      GivenDeadlines({kOpened, Paused("2024-04-06 09:00"), kExit}).Of(DEADLINE_FOLLOW_UP);
  EXPECT_EQ(Written(marks[0]), "due 2024-05-10 23:59:59, pending");
}

// Exemptions.

TEST(ExemptionTest, HoldsUntilItsDayAndThenTheDeadlineAppliesAgain) {
  const GivenDeadlines given({kOpened, Exempted("2024-03-12 09:00", "WORK_PLAN", 4, 1)});
  given.Then(DEADLINE_WORK_PLAN, {"due 2024-04-01 23:59:59, exempt HEALTH until 2024-04-01"});
  const Deadline plan = given.Of(DEADLINE_WORK_PLAN)[0];
  EXPECT_EQ(StatusAt(plan, testing::Instant("2024-03-31 23:59")), DEADLINE_STATUS_EXEMPT);
  EXPECT_EQ(StatusAt(plan, testing::Instant("2024-04-01 00:00")), DEADLINE_STATUS_PENDING);
  EXPECT_EQ(StatusAt(plan, testing::Instant("2024-04-02 00:00")), DEADLINE_STATUS_LATE);
}

TEST(ExemptionTest, OfOneRuleLeavesTheOthers) {
  GivenDeadlines({kOpened, Exempted("2024-03-12 09:00", "WORK_PLAN", 4, 1)})
      .Then(DEADLINE_CONTACT, {"due 2024-03-15 23:59:59, pending"});
}

TEST(ExemptionTest, ThatEndsBeforeTheDeadlineIsDueChangesNothing) {
  GivenDeadlines({kOpened, Exempted("2024-03-02 09:00", "WORK_PLAN", 3, 15)})
      .Then(DEADLINE_WORK_PLAN, {"due 2024-03-15 23:59:59, pending"});
}

TEST(ExemptionTest, MayBeGivenWhenTheDeadlineIsLateButNotWhenItHasEnded) {
  GivenDeadlines({kOpened, Exempted("2024-03-20 09:00", "WORK_PLAN", 4, 1)})
      .Then(DEADLINE_WORK_PLAN, {"due 2024-04-01 23:59:59, exempt HEALTH until 2024-04-01"});
  const Past plan{"2024-03-19 09:00", "work_plan_adopted {}"};
  GivenDeadlines({kOpened, kContacted, plan, Exempted("2024-03-20 09:00", "WORK_PLAN", 4, 1)})
      .Then(DEADLINE_WORK_PLAN, {"due 2024-03-15 23:59:59, met 2024-03-19 09:00:00"});
}

TEST(ExemptionTest, IsKeptOnWhatWasMetOrClosedWhileItHeld) {
  const Past plan{"2024-03-25 09:00", "work_plan_adopted {}"};
  const Deadline met =
      GivenDeadlines({kOpened, kContacted, Exempted("2024-03-12 09:00", "WORK_PLAN", 4, 1), plan})
          .Of(DEADLINE_WORK_PLAN)[0];
  EXPECT_EQ(Written(met), "due 2024-04-01 23:59:59, met 2024-03-25 09:00:00");
  EXPECT_EQ(met.exemption->code, codes::v1::DEADLINE_EXEMPTION_HEALTH);
  const Past exit{"2024-03-20", "exit_recorded { reason: EXIT_REASON_MOVED }"};
  const Deadline closed =
      GivenDeadlines({kOpened, kContacted, Exempted("2024-03-12 09:00", "WORK_PLAN", 4, 1), exit})
          .Of(DEADLINE_WORK_PLAN)[0];
  EXPECT_EQ(Written(closed), "due 2024-04-01 23:59:59, exempt HEALTH until 2024-04-01");
  EXPECT_FALSE(IsLate(closed, testing::Instant("2024-05-01 00:00")));
}

TEST(ExemptionTest, APlanOutsideTheRequirementIsWhileADecidedExemptionHolds) {
  const auto month = [](const std::string& when, int number) {
    return Past{
        when,
        absl::StrCat(
            "aid_month_set { month { year: 2024 month: ", number, " day: 1 } paid_ore: 1 }")};
  };
  std::vector<Past> past = {kOpened,
                            kContacted,
                            {"2024-03-05",
                             "work_plan_adopted { terms { track: "
                             "PLAN_TRACK_SOCIAL_SUPPORT } }"},
                            month("2024-03-25", 3),
                            month("2024-04-25", 4),
                            month("2024-05-25", 5)};
  GivenDeadlines(past).Then(DEADLINE_ACTIVITY, {"due 2024-05-31 23:59:59, pending"});
  past.push_back(Exempted("2024-05-26", "ACTIVITY_REQUIREMENT", 9, 1));
  GivenDeadlines(past).Then(DEADLINE_ACTIVITY,
                            {"due 2024-09-01 23:59:59, exempt HEALTH until 2024-09-01"});
}

// Policies.

constexpr char kWeekly[] = "deadlines { no_contact_days: 7 apply_to_running: true }";

TEST(PolicyVersionTest, ADeadlineCountsUnderThePolicyOfTheDayItsClockStarted) {
  const std::vector<Deadline> contacts =
      GivenDeadlines({kOpened, kContacted})
          .Policy(absl::CivilDay(2024, 3, 4), "deadlines { no_contact_days: 7 }")
          .Of(DEADLINE_CONTACT);
  EXPECT_EQ(contacts[0].policy_version, 0);
  EXPECT_EQ(contacts[1].policy_version, 1);
  EXPECT_EQ(Written(contacts[1]), "due 2024-03-11 23:59:59, pending");
}

TEST(PolicyVersionTest, ALaterOneCountsRunningDeadlinesAnewWhereItSaysSo) {
  const GivenDeadlines given =
      GivenDeadlines({kOpened}).Policy(absl::CivilDay(2024, 3, 6), kWeekly);
  given.Then(DEADLINE_CONTACT, {"due 2024-03-08 23:59:59, pending"});
  EXPECT_EQ(given.Of(DEADLINE_CONTACT)[0].policy_version, 1);
  GivenDeadlines({kOpened})
      .Policy(absl::CivilDay(2024, 3, 6), "deadlines { no_contact_days: 7 }")
      .Then(DEADLINE_CONTACT, {"due 2024-03-15 23:59:59, pending"});
}

TEST(PolicyVersionTest, ALaterOneMakesNothingDueBeforeItsOwnFirstDayHasPassed) {
  GivenDeadlines({kOpened})
      .Policy(absl::CivilDay(2024, 3, 12), kWeekly)
      .Then(DEADLINE_CONTACT, {"due 2024-03-12 23:59:59, pending"});
}

TEST(PolicyVersionTest, ALaterOneLeavesWhatWasMetStoppedOrDueBeforeIt) {
  const GivenDeadlines given =
      GivenDeadlines({kOpened, kContacted})
          .Policy(absl::CivilDay(2024, 3, 19),
                  "deadlines { no_contact_days: 60 work_plan_working_days: "
                  "60 apply_to_running: true }");
  given.Then(
      DEADLINE_CONTACT,
      {"due 2024-03-15 23:59:59, met 2024-03-04 10:00:00", "due 2024-03-18 23:59:59, pending"});
  EXPECT_EQ(given.Of(DEADLINE_WORK_PLAN)[0].policy_version, 0);
}

TEST(PolicyVersionTest, ADayTheTenantClosesIsNoWorkingDay) {
  const std::string squeeze =
      "closed_days { date { year: 2024 month: 5 day: 10 } label: 'Klämdag' }";
  const Past opened{"2024-05-08 11:00", "case_opened {}"};
  GivenDeadlines({opened})
      .Policy(absl::CivilDay(2024, 1, 1), squeeze)
      .Then(DEADLINE_FIRST_CONTACT, {"due 2024-05-13 11:00:00, pending"});
}

TEST(PolicyVersionTest, AVersionReplacedOnItsFirstDayNeverTakesForce) {
  GivenDeadlines({kOpened})
      .Policy(absl::CivilDay(2024, 3, 6), kWeekly)
      .Policy(absl::CivilDay(2024, 3, 6), "deadlines { no_contact_days: 3 }")
      .Then(DEADLINE_CONTACT, {"due 2024-03-15 23:59:59, pending"});
}

TEST(PolicyVersionTest, ALaterOneMayAddAndTakeAwayMarks) {
  const auto months = [](const GivenDeadlines& given) {
    std::vector<int> found;
    for (const Deadline& mark : given.Of(DEADLINE_FOLLOW_UP)) found.push_back(mark.month);
    return found;
  };
  EXPECT_EQ(months(GivenDeadlines({kOpened, kContacted, kExit})
                       .Policy(absl::CivilDay(2024, 6, 1),
                               "deadlines { follow_up_months: 6 apply_to_running: true }")),
            (std::vector<int>{1, 6}));
}

}  // namespace
}  // namespace framdrift::deadlines
