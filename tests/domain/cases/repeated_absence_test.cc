#include "domain/cases/repeated_absence.h"

#include "domain/cases/attendance_commands.h"
#include "domain/cases/attendance_rules.h"
#include "tests/domain/cases/episode_testing.h"

namespace framdrift::cases {
namespace {

using casework::v1::RecordAttendanceRequest;

constexpr char kInvalid[] = "ATTENDANCE_CODE_ABSENT_INVALID";
constexpr char kPresent[] = "ATTENDANCE_CODE_PRESENT";

// A day of kOtherStep in March 2024, as recorded.
Past DayOf(int day, const std::string& code) {
  return {absl::StrCat("2024-03-", day),
          absl::StrCat("attendance_recorded { step_id: '",
                       kOtherStep,
                       "' date { year: 2024 month: 3 day: ",
                       day,
                       " } code: ",
                       code,
                       " at_workplace: true }")};
}

std::string Date(int day) { return absl::StrCat("{ year: 2024 month: 3 day: ", day, " } "); }

std::string RecordedOn(int day, const std::string& code) { return DayOf(day, code).event; }

// The deviation that the default rule raises on these days.
std::string Raised(const std::string& dates) {
  return absl::StrCat("deviation_raised { deviation_id: '",
                      kPart,
                      "' deviation_kind: DEVIATION_KIND_REPEATED_INVALID_ABSENCE step_id: '",
                      kOtherStep,
                      "' rule { days: 2 within_days: 14 ",
                      dates,
                      "} }");
}

SessionFacts WithRule(int days = 2, int within_days = 14) {
  SessionFacts facts;
  facts.rule = {.policy_version = 0,
                .days = days,
                .within_days = within_days,
                .deviation_id = IdOf<DeviationId>(kPart)};
  return facts;
}

RecordAttendanceRequest Record(int day, const std::string& code, const std::string& more = "") {
  return On<RecordAttendanceRequest>(
      "step_id",
      kOtherStep,
      absl::StrCat("occurred { date ", Date(day), "} code: ", code, " ", more));
}

GivenCase With(std::vector<Past> more) {
  std::vector<Past> past = {kOpened, kContacted, kPlannedGroup, kOtherStarted};
  past.insert(past.end(), more.begin(), more.end());
  return GivenCase(past).At("2024-03-31 12:00");
}

TEST(RepeatedAbsenceTest, RaisesADeviationOnASecondDayInTheSameCommit) {
  With({DayOf(13, kInvalid)})
      .When(Record(27, kInvalid), WithRule())
      .Then(
          {RecordedOn(27, kInvalid), Raised(absl::StrCat("dates ", Date(13), "dates ", Date(27)))});
}

TEST(RepeatedAbsenceTest, HappensWhenItIsSeen) {
  const auto decided = With({DayOf(13, kInvalid)}).When(Record(27, kInvalid), WithRule());
  ASSERT_EQ(decided.result()->size(), 2u);
  EXPECT_EQ(decided.result()->at(1).occurred, testing::Occurred("2024-03-31 12:00"));
}

TEST(RepeatedAbsenceTest, RaisesNoneOnDaysFurtherApart) {
  With({DayOf(13, kInvalid)})
      .When(Record(28, kInvalid), WithRule())
      .Then({RecordedOn(28, kInvalid)});
}

TEST(RepeatedAbsenceTest, CountsInvalidAbsenceOnly) {
  With({DayOf(13, "ATTENDANCE_CODE_ABSENT_VALID"), DayOf(14, "ATTENDANCE_CODE_SICK_UNCERTIFIED")})
      .When(Record(15, kInvalid), WithRule())
      .Then({RecordedOn(15, kInvalid)});
  With({DayOf(13, kInvalid)})
      .When(Record(14, "ATTENDANCE_CODE_LATE"), WithRule())
      .Then({RecordedOn(14, "ATTENDANCE_CODE_LATE")});
}

TEST(RepeatedAbsenceTest, CountsTwoSessionsOfADayOnce) {
  const Past session{"2024-03-13 09:00",
                     absl::StrCat("attendance_recorded { step_id: '",
                                  kStep,
                                  "' session_id: '",
                                  kSession,
                                  "' date ",
                                  Date(13),
                                  "code: ATTENDANCE_CODE_ABSENT_INVALID }")};
  With({session}).When(Record(13, kInvalid), WithRule()).Then({RecordedOn(13, kInvalid)});
}

TEST(RepeatedAbsenceTest, SeesADayThatIsRecordedLate) {
  With({DayOf(20, kInvalid)})
      .When(Record(13, kInvalid), WithRule())
      .Then(
          {RecordedOn(13, kInvalid), Raised(absl::StrCat("dates ", Date(13), "dates ", Date(20)))});
}

TEST(RepeatedAbsenceTest, AsksForAsManyDaysAsThePolicySays) {
  const auto three = WithRule(3, 7);
  With({DayOf(13, kInvalid)}).When(Record(14, kInvalid), three).Then({RecordedOn(14, kInvalid)});
  const auto decided =
      With({DayOf(13, kInvalid), DayOf(18, kInvalid)}).When(Record(20, kInvalid), three);
  ASSERT_EQ(decided.result()->size(), 2u);
  EXPECT_EQ(decided.result()->at(1).event.deviation_raised().rule().dates_size(), 3);
  With({DayOf(13, kInvalid), DayOf(18, kInvalid)})
      .When(Record(21, kInvalid), three)
      .Then({RecordedOn(21, kInvalid)});
}

TEST(RepeatedAbsenceTest, RaisesNoneWhereThePolicyAsksForNone) {
  With({DayOf(13, kInvalid)})
      .When(Record(14, kInvalid), SessionFacts())
      .Then({RecordedOn(14, kInvalid)});
}

class StandingDeviationTest : public ::testing::Test {
 protected:
  const Past raised_{"2024-03-16 09:00",
                     Raised(absl::StrCat("dates ", Date(13), "dates ", Date(15)))};
  const Past resolved_{"2024-03-18 09:00",
                       absl::StrCat("deviation_resolved { deviation_id: '", kPart, "' }")};
  const std::vector<Past> before_ = {DayOf(13, kInvalid), DayOf(15, kInvalid), raised_};

  std::vector<Past> And(std::vector<Past> more) const {
    std::vector<Past> past = before_;
    past.insert(past.end(), more.begin(), more.end());
    return past;
  }
  static SessionFacts Again() {
    SessionFacts facts = WithRule();
    facts.rule.deviation_id = IdOf<DeviationId>(kOtherPart);
    return facts;
  }
};

TEST_F(StandingDeviationTest, IsNotRepeatedWhileItStands) {
  With(before_).When(Record(17, kInvalid), Again()).Then({RecordedOn(17, kInvalid)});
}

TEST_F(StandingDeviationTest, OnceResolvedTheCountBeginsAnew) {
  With(And({resolved_})).When(Record(19, kInvalid), Again()).Then({RecordedOn(19, kInvalid)});
  EXPECT_EQ(With(And({resolved_, DayOf(19, kInvalid)}))
                .When(Record(20, kInvalid), Again())
                .result()
                ->size(),
            2u);
}

TEST_F(StandingDeviationTest, LosesItsGroundWhenTheAttendanceIsSetRight) {
  const GivenCase given = With(before_);
  const auto& attendance = given.state().episodes[0].attendance;
  EXPECT_TRUE(HasGround(attendance, attendance.deviations[0]));
  const auto decided = given.When(
      Record(15, kPresent, "correction_reason: CORRECTION_REASON_TYPING_ERROR"), Again());
  ASSERT_EQ(decided.result()->size(), 1u);
  CaseTimeline timeline = given.timeline();
  history::Recorded<casework::v1::CaseEvent> entry;
  entry.envelope.position = timeline.revision() + 1;
  entry.envelope.occurred = decided.result()->front().occurred;
  entry.event = decided.result()->front().event;
  timeline.Add(entry);
  const auto& after = timeline.current().episodes[0].attendance;
  ASSERT_EQ(after.deviations.size(), 1u);
  EXPECT_FALSE(HasGround(after, after.deviations[0]));
  EXPECT_FALSE(after.deviations[0].resolved.has_value());
}

TEST(RepeatedAbsenceTest, ACorrectionThatGivesTheGroundRaisesOneToo) {
  const auto decided =
      With({DayOf(13, kInvalid), DayOf(15, kPresent)})
          .When(Record(15, kInvalid, "correction_reason: CORRECTION_REASON_TYPING_ERROR"),
                WithRule());
  ASSERT_EQ(decided.result()->size(), 2u);
  EXPECT_TRUE(decided.result()->at(0).event.has_event_corrected());
  EXPECT_TRUE(decided.result()->at(1).event.has_deviation_raised());
}

TEST(RepeatedAbsenceTest, ACorrectionDoesNotCountWhatItReplaces) {
  const GivenCase given = With({DayOf(13, kInvalid)});
  const AttendanceEntry* entry = &given.state().episodes[0].attendance.entries[0];
  EXPECT_FALSE(
      FindRepeatedAbsence(
          given.state().episodes[0].attendance, absl::CivilDay(2024, 3, 14), entry, WithRule().rule)
          .has_value());
}

TEST(RepeatedAbsenceTest, AnExitedEpisodeRaisesNone) {
  const Past exited{"2024-03-20", "exit_recorded { reason: EXIT_REASON_WORK_UNSUBSIDISED }"};
  With({DayOf(13, kInvalid), exited})
      .When(Record(14, kInvalid), WithRule())
      .Then({RecordedOn(14, kInvalid)});
}

}  // namespace
}  // namespace framdrift::cases
