// What stands on the worklist of a case.
#include "domain/worklist/items.h"

#include <gtest/gtest.h>

#include "tests/domain/worklist/given_worklist.h"

namespace framdrift::worklist {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<Past> With(const std::string& when, const std::string& event) {
  return And(Assigned(), {{when, event}});
}

TEST(ItemsTest, ANewCaseHasItsDeadlinesAndIsNewToItsCaseworker) {
  EXPECT_THAT(
      GivenWorklist(Assigned()).At("2024-03-01 11:00").Listed(),
      ElementsAre("2024-03-01 10:00:00 new-2 NEW", "2024-03-04 09:00:00 first_contact-1 DUE"));
}

TEST(ItemsTest, ADeadlineTurnsLateWithoutAnEvent) {
  GivenWorklist given(Assigned());
  EXPECT_THAT(given.At("2024-03-04 08:59").The("first_contact").group(), v1::WORK_ITEM_GROUP_DUE);
  EXPECT_THAT(given.At("2024-03-04 09:00").The("first_contact").group(), v1::WORK_ITEM_GROUP_LATE);
  EXPECT_TRUE(given.The("first_contact").late());
}

TEST(ItemsTest, ADeadlineIsShownWhenItsDayIsAmongTheNextSeven) {
  // Due by the end of Friday 15 March.
  GivenWorklist given(Assigned());
  EXPECT_EQ(given.At("2024-03-07 23:59").The("work_plan").group(), v1::WORK_ITEM_GROUP_UNSPECIFIED);
  EXPECT_EQ(given.At("2024-03-08 00:00").The("work_plan").group(), v1::WORK_ITEM_GROUP_DUE);
}

TEST(ItemsTest, NoContactForTooLongIsAGroupOfItsOwn) {
  GivenWorklist given(And(Assigned(), {cases::kContacted}));
  EXPECT_EQ(given.At("2024-03-18 12:00").The("contact-3").group(), v1::WORK_ITEM_GROUP_DUE);
  EXPECT_EQ(given.At("2024-03-19 00:00").The("contact-3").group(), v1::WORK_ITEM_GROUP_NO_CONTACT);
}

TEST(ItemsTest, WhatIsMetIsGone) {
  const std::vector<Past> past = And(Assigned(), {cases::kContacted, cases::kPlanned});
  for (const v1::WorkItem& item : GivenWorklist(past).All()) {
    EXPECT_NE(item.rule(), casework::v1::DEADLINE_FIRST_CONTACT);
    EXPECT_NE(item.rule(), casework::v1::DEADLINE_WORK_PLAN);
  }
}

TEST(ItemsTest, TheNextClockOfARuleIsAnotherItem) {
  GivenWorklist before(And(Assigned(), {cases::kContacted}));
  GivenWorklist after(
      And(Assigned(), {cases::kContacted, {"2024-03-06 10:00", "contact_held {}"}}));
  EXPECT_EQ(before.The("contact-").name(), "contact-3");
  EXPECT_EQ(after.The("contact-").name(), "contact-4");
}

TEST(ItemsTest, ADeadlineExemptForGoodIsGoneAndOneExemptUntilADayComesBack) {
  const auto exempt = [](const std::string& until) {
    return With("2024-03-01 12:00",
                "deadline_exempted { deadline: DEADLINE_WORK_PLAN code: "
                "DEADLINE_EXEMPTION_HEALTH " +
                    until + " }");
  };
  for (const v1::WorkItem& item : GivenWorklist(exempt("")).All()) {
    EXPECT_NE(item.rule(), casework::v1::DEADLINE_WORK_PLAN);
  }
  GivenWorklist put_off(exempt("until_date { year: 2024 month: 4 day: 2 }"));
  EXPECT_EQ(put_off.At("2024-03-20 12:00").The("work_plan").group(),
            v1::WORK_ITEM_GROUP_UNSPECIFIED);
  EXPECT_EQ(put_off.At("2024-04-02 12:00").The("work_plan").group(), v1::WORK_ITEM_GROUP_DUE);
}

TEST(ItemsTest, NothingOfAPausedCaseIsLate) {
  GivenWorklist given(
      With("2024-03-01 12:00", "case_paused { until_date { year: 2024 month: 3 day: 25 } }"));
  given.At("2024-06-01 12:00");
  for (const v1::WorkItem& item : given.All()) {
    EXPECT_FALSE(item.late()) << item.name();
    EXPECT_TRUE(item.paused()) << item.name();
  }
}

TEST(ItemsTest, ADeadlineOfAPausedCaseIsShownWhenItIsDueOnceTheCaseIsTakenUpAgain) {
  GivenWorklist given(
      With("2024-03-01 12:00", "case_paused { until_date { year: 2024 month: 3 day: 25 } }"));
  // Taken up on the 25th, the first contact is due the next working day.
  EXPECT_EQ(given.At("2024-03-12 12:00").The("first_contact").group(),
            v1::WORK_ITEM_GROUP_UNSPECIFIED);
  EXPECT_EQ(given.At("2024-03-25 12:00").The("first_contact").group(), v1::WORK_ITEM_GROUP_DUE);
}

TEST(ItemsTest, FollowUpsAreDueAfterTheExitWithWhoeverIsResponsible) {
  GivenWorklist given(
      With("2024-03-10", "exit_recorded { reason: EXIT_REASON_WORK_UNSUBSIDISED }"));
  const v1::WorkItem first = given.At("2024-04-05 08:00").The("follow_up-3-1");
  EXPECT_EQ(first.group(), v1::WORK_ITEM_GROUP_DUE);
  EXPECT_EQ(first.month(), 1);
  EXPECT_EQ(first.staff_id(), cases::kAnna);
  EXPECT_EQ(given.The("follow_up-3-24").group(), v1::WORK_ITEM_GROUP_UNSPECIFIED);
}

TEST(ItemsTest, AMinorsBirthdayIsAnItemOnlyWhereTheBirthDateIsKnown) {
  for (const v1::WorkItem& item : GivenWorklist(Assigned()).All()) {
    EXPECT_NE(item.rule(), casework::v1::DEADLINE_TURNING_18);
  }
  GivenWorklist minor(Assigned());
  minor.Born(absl::CivilDay(2006, 6, 10));
  EXPECT_EQ(minor.At("2024-03-06 12:00").The("turning_18-1").group(), v1::WORK_ITEM_GROUP_DUE);
}

TEST(ItemsTest, WhoWasAMinorAtTheOpeningIsAskedForAlone) {
  const cases::GivenCase of_case(Assigned());
  const v1::OpenCase open = *OpenCaseOf(of_case.state(), Stockholm());
  EXPECT_TRUE(WasMinor(open, absl::CivilDay(2006, 3, 2)));
  EXPECT_FALSE(WasMinor(open, absl::CivilDay(2006, 3, 1)));
  const policy::PolicyHistory none;
  const deadlines::PolicyTerms terms(none, Stockholm());
  const auto item = TurningEighteen(of_case.state(), {absl::CivilDay(2006, 6, 10)}, terms);
  ASSERT_TRUE(item.has_value());
  EXPECT_EQ(item->name(), "turning_18-1");
  EXPECT_FALSE(TurningEighteen(of_case.state(), {absl::CivilDay(2000, 1, 1)}, terms).has_value());
}

TEST(ItemsTest, ACompleteApplicationIsDueWithEachApplicantUntilItIsDecided) {
  using household::Field;
  using household::kApplication;
  const Past completed{"2024-03-04 10:00",
                       "application_completed { " + Field("application_id", kApplication) + "}"};
  Histories histories{Assigned(), household::And(household::Formed(), household::Applied()), {}};
  for (const v1::WorkItem& item : GivenWorklist(histories).All()) {
    EXPECT_NE(item.rule(), casework::v1::DEADLINE_DECISION);
  }
  histories.of_household.push_back(completed);
  const v1::WorkItem item = GivenWorklist(histories).At("2024-03-05 08:00").The("decision-");
  EXPECT_EQ(item.name(), "decision-" + kApplication);
  EXPECT_EQ(item.application_id(), kApplication);
  EXPECT_EQ(item.group(), v1::WORK_ITEM_GROUP_DUE);
  EXPECT_EQ(item.staff_id(), cases::kAnna);
  histories.of_household.push_back(household::Decided("2024-03-05"));
  for (const v1::WorkItem& left : GivenWorklist(histories).All()) {
    EXPECT_NE(left.rule(), casework::v1::DEADLINE_DECISION);
  }
}

TEST(ItemsTest, AReminderIsForItsDayAndForWhomItNames) {
  const std::string set =
      "reminder_set { reminder_kind: REMINDER_KIND_CONTACT due_date { year: 2024 "
      "month: 3 day: 12 } ";
  GivenWorklist given(With("2024-03-01 12:00", set + "}"));
  EXPECT_EQ(given.At("2024-03-04 12:00").The("reminder-3").group(),
            v1::WORK_ITEM_GROUP_UNSPECIFIED);
  EXPECT_EQ(given.At("2024-03-05 12:00").The("reminder-3").group(), v1::WORK_ITEM_GROUP_REMINDERS);
  EXPECT_FALSE(given.At("2024-03-12 12:00").The("reminder-3").late());
  EXPECT_TRUE(given.At("2024-03-13 00:00").The("reminder-3").late());
  EXPECT_EQ(given.The("reminder-3").staff_id(), cases::kAnna);
  const v1::WorkItem named =
      GivenWorklist(With("2024-03-01 12:00", set + "staff_id: '" + cases::kBertil + "' }"))
          .The("reminder-3");
  EXPECT_EQ(named.staff_id(), cases::kBertil);
  EXPECT_EQ(named.caseworker_id(), cases::kAnna);
}

TEST(ItemsTest, ADismissedReminderIsGone) {
  const std::vector<Past> past =
      And(With("2024-03-01 12:00", "reminder_set { due_date { year: 2024 month: 3 day: 4 } }"),
          {{"2024-03-01 13:00", "reminder_dismissed { reminder_position: 3 }"}});
  for (const v1::WorkItem& item : GivenWorklist(past).All()) {
    EXPECT_NE(item.kind(), v1::WORK_ITEM_KIND_REMINDER);
  }
}

TEST(ItemsTest, AProposalWaitsWithTheUnitThatIsToAnswerAndShowsNothingOfTheCase) {
  const std::string to = "00000000-0000-4000-8000-000000000002";
  const std::string id = "00000000-0000-4000-8000-0000000000f1";
  const std::vector<Past> past =
      With("2024-03-01 12:00",
           "transfer_proposed { transfer_id: '" + id + "' to_unit_id: '" + to + "' }");
  const v1::WorkItem item = GivenWorklist(past).The("transfer-");
  EXPECT_EQ(item.name(), "transfer-" + id);
  EXPECT_EQ(item.group(), v1::WORK_ITEM_GROUP_PROPOSALS);
  EXPECT_EQ(item.unit_id(), to);
  EXPECT_TRUE(item.staff_id().empty() && item.caseworker_id().empty());
  EXPECT_EQ(item.phase(), casework::v1::PHASE_UNSPECIFIED);
  EXPECT_EQ(item.target_group(), codes::v1::TARGET_GROUP_UNSPECIFIED);
  const std::vector<Past> answered =
      And(past, {{"2024-03-04 12:00", "transfer_rejected { transfer_id: '" + id + "' }"}});
  for (const v1::WorkItem& left : GivenWorklist(answered).All()) {
    EXPECT_NE(left.kind(), v1::WORK_ITEM_KIND_TRANSFER);
  }
}

TEST(ItemsTest, AReferralWaitsWithItsReceiverAndIsLateAfterTheDayToAnswerBy) {
  const std::string sent =
      "referral_sent { referral_id: '00000000-0000-4000-8000-0000000000f2' receiver_id: "
      "'00000000-0000-4000-8000-000000000003' ";
  GivenWorklist by_a_day(
      With("2024-03-01 12:00", sent + "answer_by_date { year: 2024 month: 3 day: 8 } }"));
  EXPECT_FALSE(by_a_day.At("2024-03-08 12:00").The("referral-").late());
  EXPECT_TRUE(by_a_day.At("2024-03-09 12:00").The("referral-").late());
  EXPECT_EQ(by_a_day.The("referral-").group(), v1::WORK_ITEM_GROUP_PROPOSALS);
  EXPECT_FALSE(
      GivenWorklist(With("2024-03-01 12:00", sent + "}")).At("2025-01-01").The("referral-").late());
}

TEST(ItemsTest, AnAnswerIsDueOnTheLastDayAndOverdueAfterItForWhoHasTheCase) {
  const std::string id = "referral_id: '00000000-0000-4000-8000-0000000000f2' ";
  const std::string sent = "referral_sent { receiver_id: '00000000-0000-4000-8000-000000000003' ";
  const std::string by_a_day = sent + id + "answer_by_date { year: 2024 month: 3 day: 8 } }";
  GivenWorklist given(With("2024-03-01 12:00", by_a_day));
  EXPECT_EQ(given.At("2024-03-07 23:59").The("answer-").group(), v1::WORK_ITEM_GROUP_UNSPECIFIED);
  EXPECT_EQ(given.At("2024-03-08 00:00").The("answer-").group(), v1::WORK_ITEM_GROUP_DUE);
  EXPECT_EQ(given.At("2024-03-09 00:00").The("answer-").group(), v1::WORK_ITEM_GROUP_LATE);
  EXPECT_EQ(given.The("answer-").staff_id(), cases::kAnna);
  EXPECT_EQ(given.The("answer-").unit_id(), cases::kUnit);
  EXPECT_EQ(given.The("answer-").receiver_id(), "00000000-0000-4000-8000-000000000003");

  const auto awaited = [&](const std::vector<Past>& then) {
    const auto items =
        GivenWorklist(And(With("2024-03-01 12:00", by_a_day), then)).At("2024-03-12 12:00").All();
    return std::any_of(items.begin(), items.end(), [](const v1::WorkItem& item) {
      return item.kind() == v1::WORK_ITEM_KIND_ANSWER;
    });
  };
  EXPECT_TRUE(awaited({{"2024-03-10 12:00", "referral_accepted { " + id + "}"}}));
  EXPECT_FALSE(awaited({{"2024-03-10 12:00", "referral_answered { " + id + "}"}}));
  EXPECT_FALSE(awaited({{"2024-03-10 12:00", "referral_declined { " + id + "}"}}));
  EXPECT_FALSE(awaited({{"2024-03-10 12:00", "case_paused {}"}}));
  EXPECT_FALSE(awaited({{"2024-03-10 12:00", "exit_recorded {}"}}));
  // Without a day to answer by nothing is overdue.
  for (const v1::WorkItem& item : GivenWorklist(With("2024-03-01 12:00", sent + id + "}")).All()) {
    EXPECT_NE(item.kind(), v1::WORK_ITEM_KIND_ANSWER);
  }
}

TEST(ItemsTest, ACaseIsNewUntilItsCaseworkerRecordsSomething) {
  const std::vector<Past> mine = Assigned(kMe);
  EXPECT_EQ(GivenWorklist(mine).The("new-2").group(), v1::WORK_ITEM_GROUP_NEW);
  for (const v1::WorkItem& item : GivenWorklist(And(mine, {cases::kContacted})).All()) {
    EXPECT_NE(item.kind(), v1::WORK_ITEM_KIND_NEW);
  }
  // What others record leaves it new.
  EXPECT_EQ(GivenWorklist(And(Assigned(), {cases::kContacted})).The("new-2").group(),
            v1::WORK_ITEM_GROUP_NEW);
  // What they recorded before it was theirs too, also when it happened later.
  const std::vector<Past> before = {cases::kOpened, {"2024-03-05 10:00", "contact_held {}"}};
  EXPECT_EQ(GivenWorklist(And(before, {Assigned(kMe)[1]})).The("new-3").group(),
            v1::WORK_ITEM_GROUP_NEW);
}

TEST(ItemsTest, ACaseIsNewForAsManyDaysAsThePolicySays) {
  GivenWorklist given(Assigned());
  EXPECT_EQ(given.At("2024-03-08 23:59").The("new-2").group(), v1::WORK_ITEM_GROUP_NEW);
  EXPECT_EQ(given.At("2024-03-09 00:00").The("new-2").group(), v1::WORK_ITEM_GROUP_UNSPECIFIED);
  given.Policy(absl::CivilDay(2024, 1, 1), "worklist { new_days: 2 }");
  EXPECT_EQ(given.At("2024-03-03 12:00").The("new-2").group(), v1::WORK_ITEM_GROUP_NEW);
  EXPECT_EQ(given.At("2024-03-04 00:00").The("new-2").group(), v1::WORK_ITEM_GROUP_UNSPECIFIED);
}

TEST(ItemsTest, ACaseThatNeverHadAnEpisodeHasNone) {
  EXPECT_THAT(GivenWorklist(std::vector<Past>()).All(), IsEmpty());
}

}  // namespace
}  // namespace framdrift::worklist
