#include <gtest/gtest.h>

#include "tests/domain/deadlines/given_deadlines.h"

namespace framdrift::deadlines {
namespace {

using casework::v1::DEADLINE_ACTIVITY;
using casework::v1::DEADLINE_CONTACT;
using casework::v1::DEADLINE_FIRST_CONTACT;
using casework::v1::DEADLINE_FOLLOW_UP;
using casework::v1::DEADLINE_PLAN_REVIEW;
using casework::v1::DEADLINE_STATUS_LATE;
using casework::v1::DEADLINE_STATUS_MET;
using casework::v1::DEADLINE_STATUS_MET_LATE;
using casework::v1::DEADLINE_STATUS_MISSED;
using casework::v1::DEADLINE_STATUS_PENDING;
using casework::v1::DEADLINE_TURNING_18;
using casework::v1::DEADLINE_WORK_PLAN;

using cases::kContacted;
using cases::kOpened;
using cases::kPlanned;
using cases::kStarted;

Past Held(const std::string& when) { return {when, "contact_held { mode: CONTACT_MODE_PHONE }"}; }
Past Reviewed(const std::string& when, const std::string& more = "") {
  return {when, "work_plan_reviewed { result: REVIEW_RESULT_CONTINUES " + more + "}"};
}
Past Support(const std::string& when, int year, int month, int paid_ore = 500000) {
  return {when,
          absl::StrCat("aid_month_set { household_id: '00000000-0000-4000-8000-0000000000aa' "
                       "month { year: ",
                       year,
                       " month: ",
                       month,
                       " day: 1 } paid_ore: ",
                       paid_ore,
                       " }")};
}
Past FollowedUp(const std::string& when, int month, const std::string& answer) {
  return {
      when,
      absl::StrCat(
          "follow_up_recorded { month: ", month, " answer: STILL_SELF_SUPPORTING_", answer, " }")};
}

// First contact.

TEST(FirstContactDeadlineTest, IsDueTheNextWorkingDayAtTheSameTime) {
  // A Friday.
  GivenDeadlines({kOpened}).Then(DEADLINE_FIRST_CONTACT, {"due 2024-03-04 09:00:00, pending"});
}

TEST(FirstContactDeadlineTest, SkipsEaster) {
  const Past opened{"2024-03-28 15:30", "case_opened {}"};
  GivenDeadlines({opened}).Then(DEADLINE_FIRST_CONTACT, {"due 2024-04-02 15:30:00, pending"});
}

TEST(FirstContactDeadlineTest, IsDueAfterADayWhereThePolicySaysSo) {
  GivenDeadlines({kOpened})
      .Policy(absl::CivilDay(2024, 1, 1),
              "deadlines { first_contact: FIRST_CONTACT_RULE_WITHIN_24_HOURS }")
      .Then(DEADLINE_FIRST_CONTACT, {"due 2024-03-02 09:00:00, pending"});
}

TEST(FirstContactDeadlineTest, IsMetByTheFirstContactAndNotByAnOfferOrAMissedOne) {
  const Past offered{"2024-03-01 10:00", "contact_offered { slot_time { seconds: 1709550000 } }"};
  const Past missed{"2024-03-04 08:00", "first_contact_missed {}"};
  GivenDeadlines({kOpened, offered, missed})
      .Then(DEADLINE_FIRST_CONTACT, {"due 2024-03-04 09:00:00, pending"});
  const GivenDeadlines given({kOpened, offered, missed, kContacted});
  given.Then(DEADLINE_FIRST_CONTACT, {"due 2024-03-04 09:00:00, met 2024-03-04 10:00:00"});
  EXPECT_FALSE(WasMetInTime(given.Of(DEADLINE_FIRST_CONTACT)[0]));
}

TEST(FirstContactDeadlineTest, IsInTimeInItsLastSecond) {
  const GivenDeadlines given({kOpened, {"2024-03-04 09:00", "first_contact_held {}"}});
  EXPECT_TRUE(WasMetInTime(given.Of(DEADLINE_FIRST_CONTACT)[0]));
}

TEST(FirstContactDeadlineTest, ADateOnlyFactHappensAsTheDayBegins) {
  GivenDeadlines({{"2024-03-01", "case_opened {}"}, {"2024-03-04", "first_contact_held {}"}})
      .Then(DEADLINE_FIRST_CONTACT, {"due 2024-03-04 00:00:00, met 2024-03-04 00:00:00"});
}

TEST(FirstContactDeadlineTest, IsMissedWhenTheEpisodeEndsAfterIt) {
  GivenDeadlines({kOpened, kExit})
      .Then(DEADLINE_FIRST_CONTACT, {"due 2024-03-04 09:00:00, missed EXITED"});
}

TEST(FirstContactDeadlineTest, IsNoneWhenTheEpisodeEndsBeforeIt) {
  const Past exit{"2024-03-01 16:00", "exit_recorded { reason: EXIT_REASON_MOVED }"};
  GivenDeadlines({kOpened, exit}).Then(DEADLINE_FIRST_CONTACT, {});
}

TEST(FirstContactDeadlineTest, StartsAnewWithEachEpisode) {
  GivenDeadlines({kOpened, kContacted, kExit, {"2024-09-02 13:00", "case_reopened {}"}})
      .Then(
          DEADLINE_FIRST_CONTACT,
          {"due 2024-03-04 09:00:00, met 2024-03-04 10:00:00", "due 2024-09-03 13:00:00, pending"});
}

// Work plan.

TEST(WorkPlanDeadlineTest, IsDueByTheEndOfTheTenthWorkingDay) {
  GivenDeadlines({kOpened, kContacted})
      .Then(DEADLINE_WORK_PLAN, {"due 2024-03-15 23:59:59, pending"});
}

TEST(WorkPlanDeadlineTest, IsMetByAnyPlanWhateverItsTrack) {
  const Past waits{"2024-03-05 13:00", "work_plan_adopted { terms { track: PLAN_TRACK_WAITING } }"};
  const GivenDeadlines given({kOpened, kContacted, waits});
  given.Then(DEADLINE_WORK_PLAN, {"due 2024-03-15 23:59:59, met 2024-03-05 13:00:00"});
  EXPECT_TRUE(WasMetInTime(given.Of(DEADLINE_WORK_PLAN)[0]));
}

TEST(WorkPlanDeadlineTest, IsMetTooLateTheDayAfter) {
  const GivenDeadlines given({kOpened, kContacted, {"2024-03-16", "work_plan_adopted {}"}});
  EXPECT_FALSE(WasMetInTime(given.Of(DEADLINE_WORK_PLAN)[0]));
}

// Review of the plan.

TEST(PlanReviewDeadlineTest, IsDueFourWeeksAfterAdoptionAndAfterEachReview) {
  GivenDeadlines({kOpened, kContacted, kPlanned, Reviewed("2024-03-20 10:00")})
      .Then(
          DEADLINE_PLAN_REVIEW,
          {"due 2024-04-02 23:59:59, met 2024-03-20 10:00:00", "due 2024-04-17 23:59:59, pending"});
}

TEST(PlanReviewDeadlineTest, IsDueOnTheDayTheLastReviewNames) {
  GivenDeadlines({kOpened,
                  kContacted,
                  kPlanned,
                  Reviewed("2024-03-20 10:00", "next_review_date { year: 2024 month: 6 day: 3 } ")})
      .Then(
          DEADLINE_PLAN_REVIEW,
          {"due 2024-04-02 23:59:59, met 2024-03-20 10:00:00", "due 2024-06-03 23:59:59, pending"});
}

TEST(PlanReviewDeadlineTest, ARevisionMovesTheAgreedDayWithoutBeingAReview) {
  const Past revised{
      "2024-03-12 10:00",
      "work_plan_revised { terms { next_review_date { year: 2024 month: 3 day: 25 } } }"};
  GivenDeadlines({kOpened, kContacted, kPlanned, revised})
      .Then(DEADLINE_PLAN_REVIEW, {"due 2024-03-25 23:59:59, pending"});
}

TEST(PlanReviewDeadlineTest, AReviewThatWasNotHeldMovesTheDayWithoutBeingAReview) {
  const Past not_held{"2024-03-20 10:00",
                      "work_plan_reviewed { result: REVIEW_RESULT_NOT_HELD next_review_date { "
                      "year: 2024 month: 3 day: 27 } }"};
  GivenDeadlines({kOpened, kContacted, kPlanned, not_held})
      .Then(DEADLINE_PLAN_REVIEW, {"due 2024-03-27 23:59:59, pending"});
}

// Contact.

TEST(ContactDeadlineTest, IsDueTwoWeeksAfterTheOpeningAndAfterEachContact) {
  GivenDeadlines({kOpened, kContacted, Held("2024-03-20 10:00")})
      .Then(DEADLINE_CONTACT,
            {"due 2024-03-15 23:59:59, met 2024-03-04 10:00:00",
             "due 2024-03-18 23:59:59, met 2024-03-20 10:00:00",
             "due 2024-04-03 23:59:59, pending"});
}

TEST(ContactDeadlineTest, CountsCalendarDaysOverAChangeOfTheClock) {
  const Past opened{"2024-03-20 09:00", "case_opened {}"};
  GivenDeadlines({opened}).Then(DEADLINE_CONTACT, {"due 2024-04-03 23:59:59, pending"});
}

TEST(ContactDeadlineTest, EndsWithTheEpisodeAndWithObservation) {
  GivenDeadlines({kOpened, kContacted, kExit})
      .Then(DEADLINE_CONTACT,
            {"due 2024-03-15 23:59:59, met 2024-03-04 10:00:00",
             "due 2024-03-18 23:59:59, missed EXITED"});
  const Past unknown{"2024-03-10", "observation_ended { reason: OBSERVATION_END_MOVED }"};
  GivenDeadlines({kOpened, kContacted, unknown})
      .Then(DEADLINE_CONTACT, {"due 2024-03-15 23:59:59, met 2024-03-04 10:00:00"});
}

// Follow-ups.

TEST(FollowUpDeadlineTest, AreDueOnTheDayOfTheMonthAfterTheExit) {
  GivenDeadlines({kOpened, kContacted, kExit})
      .Then(DEADLINE_FOLLOW_UP,
            {"due 2024-05-10 23:59:59, pending",
             "due 2024-07-10 23:59:59, pending",
             "due 2024-10-10 23:59:59, pending",
             "due 2025-04-10 23:59:59, pending",
             "due 2026-04-10 23:59:59, pending"});
}

TEST(FollowUpDeadlineTest, AreDueOnTheLastDayOfAShorterMonth) {
  const Past exit{"2024-01-31", "exit_recorded { reason: EXIT_REASON_WORK_UNSUBSIDISED }"};
  const Past opened{"2024-01-02 09:00", "case_opened {}"};
  EXPECT_EQ(Written(GivenDeadlines({opened, exit}).Of(DEADLINE_FOLLOW_UP)[0]),
            "due 2024-02-29 23:59:59, pending");
}

TEST(FollowUpDeadlineTest, AreMetByAnAnswerOrByTwoTriesInVain) {
  const GivenDeadlines given({kOpened,
                              kContacted,
                              kExit,
                              FollowedUp("2024-05-10 10:00", 1, "YES"),
                              FollowedUp("2024-07-08 10:00", 3, "NO_ANSWER"),
                              FollowedUp("2024-07-15 10:00", 3, "NO_ANSWER")});
  const std::vector<Deadline> marks = given.Of(DEADLINE_FOLLOW_UP);
  EXPECT_EQ(Written(marks[0]), "due 2024-05-10 23:59:59, met 2024-05-10 10:00:00");
  EXPECT_EQ(Written(marks[1]), "due 2024-07-10 23:59:59, met 2024-07-15 10:00:00");
  EXPECT_EQ(marks[1].month, 3);
  EXPECT_EQ(Written(marks[2]), "due 2024-10-10 23:59:59, pending");
}

TEST(FollowUpDeadlineTest, AWaivedOneIsNoneUnlessItWasLateBefore) {
  const auto waived = [](const std::string& when, int month) {
    return Past{when, absl::StrCat("follow_up_waived { month: ", month, " }")};
  };
  const GivenDeadlines given(
      {kOpened, kContacted, kExit, waived("2024-05-02", 1), waived("2024-08-01", 3)});
  const std::vector<Deadline> marks = given.Of(DEADLINE_FOLLOW_UP);
  ASSERT_EQ(marks.size(), 4u);
  EXPECT_EQ(Written(marks[0]), "due 2024-07-10 23:59:59, missed FOLLOW_UP_WAIVED");
}

TEST(FollowUpDeadlineTest, AreThoseOfThePolicyInForceAtTheExit) {
  const std::vector<Deadline> marks =
      GivenDeadlines({kOpened, kContacted, kExit})
          .Policy(absl::CivilDay(2024, 1, 1),
                  "deadlines { follow_up_months: 6 follow_up_months: 12 }")
          .Of(DEADLINE_FOLLOW_UP);
  ASSERT_EQ(marks.size(), 2u);
  EXPECT_EQ(marks[0].month, 6);
  EXPECT_EQ(marks[0].policy_version, 1);
}

// Turning 18.

TEST(Turning18DeadlineTest, IsDueNinetyDaysBeforeTheBirthday) {
  GivenDeadlines({kOpened})
      .Born(absl::CivilDay(2006, 9, 1))
      .Then(DEADLINE_TURNING_18, {"due 2024-06-03 23:59:59, pending"});
}

TEST(Turning18DeadlineTest, IsMetByALookAtThePlanWithinOneIntervalOfReviewsOrLater) {
  GivenDeadlines({kOpened, kContacted, kPlanned, Reviewed("2024-05-05 10:00")})
      .Born(absl::CivilDay(2006, 9, 1))
      .Then(DEADLINE_TURNING_18, {"due 2024-06-03 23:59:59, pending"});
  GivenDeadlines({kOpened, kContacted, kPlanned, Reviewed("2024-05-06 10:00")})
      .Born(absl::CivilDay(2006, 9, 1))
      .Then(DEADLINE_TURNING_18, {"due 2024-06-03 23:59:59, met 2024-05-06 10:00:00"});
}

TEST(Turning18DeadlineTest, IsNeverDueBeforeTheCaseWasOpened) {
  GivenDeadlines({kOpened})
      .Born(absl::CivilDay(2006, 4, 1))
      .Then(DEADLINE_TURNING_18, {"due 2024-03-01 23:59:59, pending"});
}

TEST(Turning18DeadlineTest, IsNoneForAdultsAndWhereTheBirthDateIsUnknown) {
  GivenDeadlines({kOpened}).Then(DEADLINE_TURNING_18, {});
  GivenDeadlines({kOpened}).Born(absl::CivilDay(2006, 3, 1)).Then(DEADLINE_TURNING_18, {});
}

// Activity.

TEST(ActivityDeadlineTest, IsDueWhenTheThirdConsecutiveSupportMonthHasPassed) {
  const std::vector<Past> two = {
      kOpened, Support("2024-03-25", 2024, 3), Support("2024-04-25", 2024, 4)};
  GivenDeadlines(two).Then(DEADLINE_ACTIVITY, {});
  std::vector<Past> three = two;
  three.push_back(Support("2024-05-27", 2024, 5));
  GivenDeadlines(three).Then(DEADLINE_ACTIVITY, {"due 2024-05-31 23:59:59, pending"});
}

TEST(ActivityDeadlineTest, CountsMonthsElsewhereAndNotThoseWithoutNetPayment) {
  const Past elsewhere{"2024-04-25",
                       "aid_month_elsewhere { month { year: 2024 month: 4 day: 1 } "
                       "municipality_code: '1284' }"};
  GivenDeadlines(
      {kOpened, Support("2024-03-25", 2024, 3), elsewhere, Support("2024-05-27", 2024, 5)})
      .Then(DEADLINE_ACTIVITY, {"due 2024-05-31 23:59:59, pending"});
  GivenDeadlines({kOpened,
                  Support("2024-03-25", 2024, 3),
                  Support("2024-04-25", 2024, 4, 0),
                  Support("2024-05-27", 2024, 5)})
      .Then(DEADLINE_ACTIVITY, {});
}

TEST(ActivityDeadlineTest, IsMetByAStepThatIsPlannedAndNotCancelledBeforeItBegan) {
  const std::vector<Past> supported = {kOpened,
                                       kContacted,
                                       kPlanned,
                                       Support("2024-03-25", 2024, 3),
                                       Support("2024-04-25", 2024, 4),
                                       Support("2024-05-27", 2024, 5)};
  GivenDeadlines(supported).Then(DEADLINE_ACTIVITY,
                                 {"due 2024-05-31 23:59:59, met 2024-03-05 13:00:00"});
  std::vector<Past> cancelled = supported;
  cancelled.push_back(
      {"2024-05-28 09:00", "step_cancelled { step_id: '00000000-0000-4000-8000-0000000000c1' }"});
  GivenDeadlines(cancelled).Then(DEADLINE_ACTIVITY, {"due 2024-05-31 23:59:59, pending"});
}

TEST(ActivityDeadlineTest, IsMetByAPlacement) {
  GivenDeadlines({kOpened,
                  Support("2024-03-25", 2024, 3),
                  Support("2024-04-25", 2024, 4),
                  Support("2024-05-27", 2024, 5),
                  {"2024-06-03", "placement_started {}"}})
      .Then(DEADLINE_ACTIVITY, {"due 2024-05-31 23:59:59, met 2024-06-03 00:00:00"});
}

TEST(ActivityDeadlineTest, OfARunFromBeforeTheOpeningIsDueTheDayTheCaseWasOpened) {
  GivenDeadlines({{"2024-06-10 09:00", "case_opened {}"},
                  Support("2024-06-11", 2024, 3),
                  Support("2024-06-11", 2024, 4),
                  Support("2024-06-11", 2024, 5),
                  Support("2024-06-25", 2024, 6)})
      .Then(DEADLINE_ACTIVITY, {"due 2024-06-10 23:59:59, pending"});
}

// Lateness.

TEST(LatenessTest, ADeadlineTurnsLateByItself) {
  const Deadline plan = GivenDeadlines({kOpened}).Of(DEADLINE_WORK_PLAN)[0];
  EXPECT_FALSE(IsLate(plan, testing::Instant("2024-03-15 23:59")));
  EXPECT_TRUE(IsLate(plan, testing::Instant("2024-03-16 00:00")));
  EXPECT_EQ(StatusAt(plan, testing::Instant("2024-03-15 12:00")), DEADLINE_STATUS_PENDING);
  EXPECT_EQ(StatusAt(plan, testing::Instant("2024-03-16 00:00")), DEADLINE_STATUS_LATE);
  EXPECT_EQ(TurnsLateAt(plan), plan.due);
}

TEST(LatenessTest, WhatIsMetOrClosedIsNotLate) {
  const absl::Time later = testing::Instant("2025-01-01 00:00");
  const GivenDeadlines given({kOpened, kContacted, kPlanned, kExit});
  for (const Deadline& deadline : given.All()) {
    if (deadline.rule == DEADLINE_FOLLOW_UP) continue;
    EXPECT_FALSE(IsLate(deadline, later)) << Written(deadline);
  }
  EXPECT_EQ(StatusAt(given.Of(DEADLINE_FIRST_CONTACT)[0], later), DEADLINE_STATUS_MET_LATE);
  EXPECT_EQ(StatusAt(given.Of(DEADLINE_WORK_PLAN)[0], later), DEADLINE_STATUS_MET);
  EXPECT_EQ(StatusAt(given.Of(DEADLINE_PLAN_REVIEW)[0], later), DEADLINE_STATUS_MISSED);
}

TEST(OpenOrLastTest, ShowsTheClockThatRunsAndEveryMark) {
  const GivenDeadlines given({kOpened, kContacted, Held("2024-03-10 10:00"), kExit});
  std::vector<std::string> shown;
  for (const Deadline& deadline : OpenOrLast(given.All())) shown.push_back(Written(deadline));
  EXPECT_EQ(shown.size(), 8u);
  EXPECT_EQ(shown[2], "due 2024-03-24 23:59:59, missed EXITED");
}

}  // namespace
}  // namespace framdrift::deadlines
