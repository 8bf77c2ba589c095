#include "domain/cases/session_sheet.h"

#include "tests/domain/cases/episode_testing.h"

namespace framdrift::cases {
namespace {

using codes::v1::AttendanceCode;

const history::ActivityId kGroup = IdOf<history::ActivityId>(kActivity);

std::optional<SheetEntry> EntryOf(const GivenCase& given,
                                  const std::string& start = "2024-03-20 09:00") {
  return SheetEntryOf(given.state(), kGroup, SessionAt(start), testing::Stockholm());
}

Past Announced(const std::string& more) {
  return {"2024-03-18 08:00",
          absl::StrCat("absence_announced { step_id: '", kStep, "' ", more, " }")};
}

TEST(SessionSheetTest, ExpectsWhoHasAStepOfTheActivityThatRuns) {
  const GivenCase given({kOpened, kContacted, kPlannedGroup, kStarted});
  const auto entry = EntryOf(given);
  ASSERT_TRUE(entry.has_value());
  EXPECT_EQ(entry->step->id, IdOf<StepId>(kStep));
  EXPECT_EQ(entry->suggested, AttendanceCode::ATTENDANCE_CODE_UNSPECIFIED);
}

TEST(SessionSheetTest, ExpectsNobodyWhoseStepHasNotBegunOrHasEnded) {
  EXPECT_FALSE(EntryOf(GivenCase({kOpened, kContacted, kPlannedGroup})));
  const GivenCase started({kOpened, kContacted, kPlannedGroup, kStarted});
  EXPECT_FALSE(EntryOf(started, "2024-03-08 09:00"));
  const GivenCase ended({kOpened, kContacted, kPlannedGroup, kStarted, kCompleted});
  EXPECT_FALSE(EntryOf(ended, "2024-04-15 09:00"));
  EXPECT_TRUE(EntryOf(ended, "2024-04-10 09:00"));
}

TEST(SessionSheetTest, ExpectsNobodyWhoseCaseIsExited) {
  const GivenCase exited({kOpened, kContacted, kPlannedGroup, kStarted, kExited});
  EXPECT_FALSE(EntryOf(exited, "2024-05-02 09:00"));
}

TEST(SessionSheetTest, SuggestsWhatTheAnnouncedAbsenceCountsAs) {
  const Past invalid =
      Announced(absl::StrCat("session_id: '", kSession, "' code: ATTENDANCE_CODE_ABSENT_INVALID"));
  const GivenCase given({kOpened, kContacted, kPlannedGroup, kStarted, invalid});
  EXPECT_EQ(EntryOf(given)->suggested, AttendanceCode::ATTENDANCE_CODE_ABSENT_INVALID);
}

TEST(SessionSheetTest, TakesAnAbsenceOfOldForAValidOne) {
  const GivenCase given({kOpened,
                         kContacted,
                         kPlannedGroup,
                         kStarted,
                         Announced(absl::StrCat("session_id: '", kSession, "'"))});
  EXPECT_EQ(EntryOf(given)->suggested, AttendanceCode::ATTENDANCE_CODE_ABSENT_VALID);
}

TEST(SessionSheetTest, AnAbsenceFollowsTheSessionThatIsMoved) {
  const Past absence = Announced(
      absl::StrCat("session_id: '", kSession, "' from_date { year: 2024 month: 3 day: 20 }"));
  const GivenCase given({kOpened, kContacted, kPlannedGroup, kStarted, absence});
  EXPECT_NE(EntryOf(given, "2024-03-27 13:00")->absence, nullptr);
}

TEST(SessionSheetTest, AnAbsenceFromDaysCoversTheSessionsOfThoseDays) {
  const Past days = Announced(
      "from_date { year: 2024 month: 3 day: 19 } until_date { year: 2024 month: 3 day: 21 } code: "
      "ATTENDANCE_CODE_SICK_UNCERTIFIED");
  const GivenCase given({kOpened, kContacted, kPlannedGroup, kStarted, days});
  EXPECT_EQ(EntryOf(given)->suggested, AttendanceCode::ATTENDANCE_CODE_SICK_UNCERTIFIED);
  EXPECT_EQ(EntryOf(given, "2024-03-21 09:00")->absence, nullptr);
}

TEST(SessionSheetTest, ShowsWhatIsRecordedAndSuggestsNothingMore) {
  const Past attended{"2024-03-20 09:00",
                      absl::StrCat("attendance_recorded { step_id: '",
                                   kStep,
                                   "' session_id: '",
                                   kSession,
                                   "' code: ATTENDANCE_CODE_LATE }")};
  const GivenCase given({kOpened,
                         kContacted,
                         kPlannedGroup,
                         kStarted,
                         Announced(absl::StrCat("session_id: '", kSession, "'")),
                         attended});
  const auto entry = EntryOf(given);
  ASSERT_NE(entry->attendance, nullptr);
  EXPECT_NE(entry->absence, nullptr);
  EXPECT_EQ(entry->suggested, AttendanceCode::ATTENDANCE_CODE_UNSPECIFIED);
}

TEST(SessionSheetTest, SuggestsThatTheProviderCancelled) {
  const GivenCase given({kOpened, kContacted, kPlannedGroup, kStarted});
  activity::SessionFacts cancelled = SessionAt("2024-03-20 09:00");
  cancelled.cancelled = true;
  const auto entry = SheetEntryOf(given.state(), kGroup, cancelled, testing::Stockholm());
  EXPECT_EQ(entry->suggested, AttendanceCode::ATTENDANCE_CODE_CANCELLED_BY_PROVIDER);
}

}  // namespace
}  // namespace framdrift::cases
