// Sessions on a worklist: when they are today's, and when attendance is missing.
#include "domain/worklist/sessions.h"

#include <gtest/gtest.h>

#include "tests/domain/worklist/given_worklist.h"

namespace framdrift::worklist {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// The lines about sessions.
std::vector<std::string> Sessions(const Histories& histories, const std::string& now) {
  std::vector<std::string> lines = GivenWorklist(histories).At(now).Listed();
  std::erase_if(lines, [](const std::string& line) { return !absl::StrContains(line, kSession); });
  return lines;
}

std::string Session(const std::string& due) {
  return absl::StrCat(due, " session-", kSession, " SESSIONS");
}
std::string Missing(const std::string& due) {
  return absl::StrCat(due, " attendance-", kSession, " ATTENDANCE");
}

TEST(SessionsTest, OneOfTodayStandsUntilItEndsAndThenItsAttendanceIsMissing) {
  const Histories histories{InActivity(), {}, SessionOn(14)};
  EXPECT_THAT(Sessions(histories, "2024-03-13 23:59"), IsEmpty());
  EXPECT_THAT(Sessions(histories, "2024-03-14 00:00"), ElementsAre(Session("2024-03-14 09:00:00")));
  EXPECT_THAT(Sessions(histories, "2024-03-14 10:59"), ElementsAre(Session("2024-03-14 09:00:00")));
  EXPECT_THAT(Sessions(histories, "2024-03-14 11:00"), ElementsAre(Missing("2024-03-14 11:00:00")));
  EXPECT_THAT(Sessions(histories, "2024-05-14 11:00"), ElementsAre(Missing("2024-03-14 11:00:00")));
}

TEST(SessionsTest, AttendanceRecordedEndsBoth) {
  Histories histories{InActivity(), {}, SessionOn(14)};
  histories.of_case.push_back({"2024-03-14 09:00",
                               absl::StrCat("attendance_recorded { step_id: '",
                                            cases::kStep,
                                            "' activity_id: '",
                                            kActivity,
                                            "' session_id: '",
                                            kSession,
                                            "' code: ATTENDANCE_CODE_PRESENT }")});
  EXPECT_THAT(Sessions(histories, "2024-03-14 10:00"), IsEmpty());
  EXPECT_THAT(Sessions(histories, "2024-03-15 10:00"), IsEmpty());
}

TEST(SessionsTest, OneThatWasMovedStandsWhereItIsNow) {
  Histories histories{InActivity(), {}, SessionOn(14)};
  histories.of_activity.push_back({"2024-03-12",
                                   absl::StrCat("session_moved { session_id: '",
                                                kSession,
                                                "' start_time { seconds: ",
                                                absl::ToUnixSeconds(Instant("2024-03-15 13:00")),
                                                " } end_time { seconds: ",
                                                absl::ToUnixSeconds(Instant("2024-03-15 15:00")),
                                                " } }")});
  EXPECT_THAT(Sessions(histories, "2024-03-14 08:00"), IsEmpty());
  EXPECT_THAT(Sessions(histories, "2024-03-15 08:00"), ElementsAre(Session("2024-03-15 13:00:00")));
}

TEST(SessionsTest, OneThatWasCancelledAwaitsNobody) {
  Histories histories{InActivity(), {}, SessionOn(14)};
  histories.of_activity.push_back({"2024-03-12",
                                   absl::StrCat("session_cancelled { session_id: '",
                                                kSession,
                                                "' reason: CANCELLATION_REASON_PREMISES }")});
  EXPECT_THAT(Sessions(histories, "2024-03-14 08:00"), IsEmpty());
  EXPECT_THAT(Sessions(histories, "2024-03-15 08:00"), IsEmpty());
}

TEST(SessionsTest, AStepPlannedForTheDayIsExpectedButMissesNothing) {
  Histories histories{InActivity(), {}, SessionOn(14)};
  histories.of_case.pop_back();
  EXPECT_THAT(Sessions(histories, "2024-03-14 08:00"), ElementsAre(Session("2024-03-14 09:00:00")));
  EXPECT_THAT(Sessions(histories, "2024-03-15 08:00"), IsEmpty());
  // Before its first day nobody is expected.
  EXPECT_THAT(Sessions({histories.of_case, {}, SessionOn(8)}, "2024-03-08 08:00"), IsEmpty());
}

TEST(SessionsTest, BeforeAStepBeganAndAfterItEndedNobodyIsExpected) {
  Histories histories{InActivity(), {}, SessionOn(8)};
  EXPECT_THAT(Sessions(histories, "2024-03-12 08:00"), IsEmpty());
  histories.of_case.push_back(
      {"2024-03-13 16:00", absl::StrCat("step_completed { step_id: '", cases::kStep, "' }")});
  EXPECT_THAT(Sessions({histories.of_case, {}, SessionOn(14)}, "2024-03-14 08:00"), IsEmpty());
  EXPECT_THAT(Sessions({histories.of_case, {}, SessionOn(14)}, "2024-03-15 08:00"), IsEmpty());
  EXPECT_THAT(Sessions({histories.of_case, {}, SessionOn(12)}, "2024-03-15 08:00"),
              ElementsAre(Missing("2024-03-12 11:00:00")));
}

TEST(SessionsTest, AnAnnouncedAbsenceIsSeen) {
  Histories histories{InActivity(), {}, SessionOn(14)};
  const auto announced = [&](const std::string& what) {
    Histories with = histories;
    with.of_case.push_back(
        {"2024-03-12 08:00",
         absl::StrCat("absence_announced { step_id: '", cases::kStep, "' ", what, " }")});
    return GivenWorklist(with).At("2024-03-14 08:00").The("session-").absence_announced();
  };
  EXPECT_FALSE(GivenWorklist(histories).At("2024-03-14 08:00").The("session-").absence_announced());
  EXPECT_TRUE(announced(absl::StrCat("session_id: '", kSession, "'")));
  EXPECT_TRUE(announced("from_date { year: 2024 month: 3 day: 13 }"));
  EXPECT_FALSE(announced("from_date { year: 2024 month: 3 day: 15 }"));
  EXPECT_FALSE(
      announced("from_date { year: 2024 month: 3 day: 12 } "
                "until_date { year: 2024 month: 3 day: 14 }"));
}

TEST(SessionsTest, SaysWhereItIsAndWhoLeads) {
  const v1::WorkItem item =
      GivenWorklist({InActivity(), {}, SessionOn(14)}).At("2024-03-14 08:00").The("session-");
  EXPECT_EQ(item.place(), "Rum 2");
  EXPECT_EQ(item.leader_staff_id(), cases::kBertil);
  EXPECT_EQ(item.activity_id(), kActivity);
  EXPECT_EQ(item.step_id(), cases::kStep);
  EXPECT_EQ(item.staff_id(), kMe);
}

// The items of the session for whoever has the case, at noon of its day.
std::vector<v1::WorkItem> MissingIn(const Histories& histories) {
  std::vector<v1::WorkItem> items = GivenWorklist(histories).At("2024-03-14 12:00").All();
  std::erase_if(items, [](const v1::WorkItem& item) { return item.session_id() != kSession; });
  return items;
}

TEST(SessionsTest, WhoLeadsOneHasItTooAndSeesNothingOfTheCase) {
  const auto missing = MissingIn({InActivity(), {}, SessionOn(14)});
  EXPECT_FALSE(IsForLeader(missing.at(0)));
  const std::vector<v1::WorkItem> led = LedItemsOf(missing);
  ASSERT_EQ(led.size(), 1u);
  EXPECT_TRUE(IsForLeader(led[0]));
  EXPECT_EQ(led[0].kind(), v1::WORK_ITEM_KIND_ATTENDANCE);
  EXPECT_EQ(led[0].group(), v1::WORK_ITEM_GROUP_ATTENDANCE);
  EXPECT_EQ(led[0].name(), missing[0].name());
  EXPECT_EQ(led[0].staff_id(), cases::kBertil);
  EXPECT_EQ(led[0].place(), "Rum 2");
  EXPECT_TRUE(led[0].unit_id().empty() && led[0].caseworker_id().empty());
  EXPECT_EQ(led[0].phase(), casework::v1::PHASE_UNSPECIFIED);
  EXPECT_EQ(led[0].track(), casework::v1::PLAN_TRACK_UNSPECIFIED);
}

TEST(SessionsTest, ACaseworkerWhoLeadsOneHasItOnce) {
  Histories histories{InActivity(), {}, SessionOn(14)};
  histories.of_case.push_back({"2024-03-12 08:00", Assigned(cases::kBertil)[1].event});
  const auto missing = MissingIn(histories);
  ASSERT_EQ(missing.size(), 1u);
  EXPECT_EQ(missing[0].staff_id(), cases::kBertil);
  EXPECT_TRUE(LedItemsOf(missing).empty());
}

TEST(SessionsTest, AnExitedCaseHasNone) {
  Histories histories{InActivity(), {}, SessionOn(14)};
  histories.of_case.push_back({"2024-03-13", "exit_recorded {}"});
  EXPECT_THAT(Sessions(histories, "2024-03-14 08:00"), IsEmpty());
}

}  // namespace
}  // namespace framdrift::worklist
