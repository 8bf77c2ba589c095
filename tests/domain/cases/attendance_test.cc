#include "domain/cases/attendance_commands.h"

#include "domain/cases/refusals.h"
#include "tests/domain/cases/episode_testing.h"

namespace framdrift::cases {
namespace {

using casework::v1::AnnounceAbsenceRequest;
using casework::v1::RaiseDeviationRequest;
using casework::v1::RecordAttendanceRequest;
using casework::v1::ResolveDeviationRequest;

const Past kAttended{"2024-03-13 09:00",
                     "attendance_recorded { step_id: '00000000-0000-4000-8000-0000000000c1' "
                     "activity_id: '00000000-0000-4000-8000-0000000000e1' session_id: "
                     "'00000000-0000-4000-8000-0000000000f1' date { year: 2024 month: 3 day: 13 } "
                     "code: ATTENDANCE_CODE_PRESENT minutes: 120 planned_minutes: 120 }"};
const Past kRaised{"2024-03-13 15:00",
                   "deviation_raised { deviation_id: '00000000-0000-4000-8000-0000000000d1' "
                   "deviation_kind: DEVIATION_KIND_LATE_ARRIVAL session_id: "
                   "'00000000-0000-4000-8000-0000000000f1' }"};

SessionFacts Session(const std::string& start = "2024-03-13 09:00",
                     const char* activity = kActivity) {
  return {.activity = IdOf<history::ActivityId>(activity), .session = SessionAt(start)};
}

GivenCase Running() {
  return GivenCase({kOpened, kContacted, kPlannedGroup, kStarted, kOtherStarted})
      .At("2024-03-13 12:00");
}
GivenCase Attended() {
  return GivenCase({kOpened, kContacted, kPlannedGroup, kStarted, kOtherStarted, kAttended})
      .At("2024-03-14 12:00");
}
GivenCase Deviated() {
  return GivenCase({kOpened, kContacted, kPlannedGroup, kStarted, kAttended, kRaised});
}

RecordAttendanceRequest Attendance(const std::string& more) {
  return On<RecordAttendanceRequest>("session_id", kSession, more);
}
// A day of the step without sessions.
RecordAttendanceRequest AttendanceOn(const std::string& day, const std::string& more = "") {
  return On<RecordAttendanceRequest>(
      "step_id",
      kOtherStep,
      absl::StrCat("occurred { date { ", day, " } } code: ATTENDANCE_CODE_PRESENT ", more));
}

std::string Recorded(const std::string& more) {
  return absl::StrCat("attendance_recorded { step_id: '",
                      kStep,
                      "' activity_id: '",
                      kActivity,
                      "' session_id: '",
                      kSession,
                      "' date { year: 2024 month: 3 day: 13 } planned_minutes: 120 ",
                      more,
                      " }");
}

TEST(RecordAttendanceTest, TakesTheStepTheLengthAndTheTimeFromTheSession) {
  const auto decided =
      Running().When(Attendance("code: ATTENDANCE_CODE_PRESENT text: 'Pigg'"), Session());
  decided.Then({Recorded("code: ATTENDANCE_CODE_PRESENT minutes: 120")})
      .ThenSealed({"attendance_recorded { text: 'Pigg' }"});
  EXPECT_EQ(decided.result()->front().occurred, testing::Occurred("2024-03-13 09:00"));
}

TEST(RecordAttendanceTest, GivesTheAbsentNoMinutes) {
  Running()
      .When(Attendance("code: ATTENDANCE_CODE_ABSENT_INVALID"), Session())
      .Then({Recorded("code: ATTENDANCE_CODE_ABSENT_INVALID")});
}

TEST(RecordAttendanceTest, RecordsADayOfAStepWithoutSessionsAtItsWorkplace) {
  Running()
      .When(AttendanceOn("year: 2024 month: 3 day: 12", "minutes: 360"), SessionFacts())
      .Then({absl::StrCat("attendance_recorded { step_id: '",
                          kOtherStep,
                          "' date { year: 2024 month: 3 day: 12 } code: ATTENDANCE_CODE_PRESENT "
                          "minutes: 360 at_workplace: true }")});
}

TEST(RecordAttendanceTest, RefusesASecondRecordOfASession) {
  Attended()
      .When(Attendance("code: ATTENDANCE_CODE_LATE"), Session())
      .ThenRefuse({kAttendanceRecorded});
}

TEST(RecordAttendanceTest, RefusesASecondRecordOfADayOfAStep) {
  const Past day{"2024-03-12",
                 absl::StrCat("attendance_recorded { step_id: '",
                              kOtherStep,
                              "' date { year: 2024 month: 3 day: 12 } }")};
  const GivenCase given({kOpened, kContacted, kPlannedGroup, kOtherStarted, day});
  GivenCase later = given;
  later.At("2024-03-14 12:00");
  later.When(AttendanceOn("year: 2024 month: 3 day: 12"), SessionFacts())
      .ThenRefuse({kAttendanceRecorded});
  EXPECT_TRUE(
      later.When(AttendanceOn("year: 2024 month: 3 day: 13"), SessionFacts()).result().ok());
}

TEST(RecordAttendanceTest, ReplacesTheFirstRecordWhereAReasonIsGiven) {
  const GivenCase given = Attended();
  const auto decided = given.When(Attendance("code: ATTENDANCE_CODE_LATE minutes: 60 text: 'Tåget' "
                                             "correction_reason: CORRECTION_REASON_TYPING_ERROR"),
                                  Session());
  ASSERT_TRUE(decided.result().ok()) << decided.result().status();
  ASSERT_EQ(decided.result()->size(), 1u);
  const auto& emitted = decided.result()->front();
  EXPECT_EQ(emitted.event.event_corrected().position(), 6);
  EXPECT_EQ(emitted.reason_code, "typing-error");
  casework::v1::CaseSealed sealed;
  ASSERT_TRUE(emitted.parts.front().content.event_corrected().replacement().UnpackTo(&sealed));
  EXPECT_EQ(sealed.attendance_recorded().text(), "Tåget");

  CaseTimeline timeline = given.timeline();
  history::Recorded<casework::v1::CaseEvent> entry;
  entry.envelope.position = timeline.revision() + 1;
  entry.envelope.occurred = emitted.occurred;
  entry.event = emitted.event;
  timeline.Add(entry);
  const auto& entries = timeline.current().episodes[0].attendance.entries;
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].code, codes::v1::ATTENDANCE_CODE_LATE);
  EXPECT_EQ(entries[0].minutes, 60);
  EXPECT_EQ(entries[0].stamp.position, 6);
}

TEST(RecordAttendanceTest, RefusesASessionThatTheActivityDoesNotHave) {
  Running()
      .When(Attendance("code: ATTENDANCE_CODE_PRESENT"),
            SessionFacts{.activity = IdOf<history::ActivityId>(kActivity), .session = {}})
      .ThenRefuse({kSessionUnknown});
}

TEST(RecordAttendanceTest, RefusesASessionOfAnActivityThatIsNoStepOfThePerson) {
  Running()
      .When(Attendance("code: ATTENDANCE_CODE_PRESENT"),
            Session("2024-03-13 09:00", kOtherActivity))
      .ThenRefuse({kSessionOfNoStep});
}

TEST(RecordAttendanceTest, RefusesASessionBeforeTheStepBegan) {
  Running()
      .When(Attendance("code: ATTENDANCE_CODE_PRESENT"), Session("2024-03-08 09:00"))
      .ThenRefuse({kSessionOfNoStep});
  Running()
      .When(Attendance(absl::StrCat("code: ATTENDANCE_CODE_PRESENT step_id: '", kStep, "'")),
            Session("2024-03-08 09:00"))
      .ThenRefuse({kStepNotRunning});
}

TEST(RecordAttendanceTest, RefusesASessionAfterTheStepEnded) {
  GivenCase({kOpened, kContacted, kPlannedGroup, kStarted, kCompleted})
      .At("2024-05-01 12:00")
      .When(Attendance("code: ATTENDANCE_CODE_PRESENT"), Session("2024-04-15 09:00"))
      .ThenRefuse({kSessionOfNoStep});
}

TEST(RecordAttendanceTest, RefusesACancelledSessionUnlessThatIsWhatItRecords) {
  SessionFacts cancelled = Session();
  cancelled.session->cancelled = true;
  Running()
      .When(Attendance("code: ATTENDANCE_CODE_PRESENT"), cancelled)
      .ThenRefuse({kSessionCancelled});
  Running()
      .When(Attendance("code: ATTENDANCE_CODE_CANCELLED_BY_PROVIDER"), cancelled)
      .Then({Recorded("code: ATTENDANCE_CODE_CANCELLED_BY_PROVIDER")});
}

TEST(RecordAttendanceTest, RefusesASessionThatHasNotBegun) {
  Running()
      .When(Attendance("code: ATTENDANCE_CODE_PRESENT"), Session("2024-03-20 09:00"))
      .ThenRefuse({kSessionNotStarted});
}

TEST(RecordAttendanceTest, RefusesATimeBeforeTheSession) {
  Running()
      .When(Attendance("code: ATTENDANCE_CODE_PRESENT occurred { date { year: 2024 month: 3 day: "
                       "12 } }"),
            Session())
      .ThenRefuse({kSessionNotStarted});
  EXPECT_TRUE(Running()
                  .When(Attendance("code: ATTENDANCE_CODE_PRESENT occurred { date { year: 2024 "
                                   "month: 3 day: 13 } }"),
                        Session())
                  .result()
                  .ok());
}

TEST(RecordAttendanceTest, FollowsASessionThatWasMoved) {
  // Moved from 09:00 to a later hour, and to a later day, than it was first planned for.
  Running()
      .When(Attendance("code: ATTENDANCE_CODE_PRESENT"), Session("2024-03-13 12:30"))
      .ThenRefuse({kSessionNotStarted});
  const auto decided =
      Running()
          .At("2024-03-15 12:00")
          .When(Attendance("code: ATTENDANCE_CODE_PRESENT"), Session("2024-03-15 10:00"));
  EXPECT_EQ(decided.result()->front().occurred, testing::Occurred("2024-03-15 10:00"));
}

TEST(RecordAttendanceTest, RefusesAStepThatThePlanDoesNotHave) {
  Running()
      .When(Attendance(absl::StrCat("code: ATTENDANCE_CODE_PRESENT step_id: '", kPart, "'")),
            Session())
      .ThenRefuse({kStepUnknown});
}

TEST(RecordAttendanceTest, RefusesMinutesThatCannotBe) {
  Running()
      .When(Attendance("code: ATTENDANCE_CODE_PRESENT minutes: 1441"), Session())
      .ThenRefuse({kMinutesOutOfRange});
  Running()
      .When(Attendance("code: ATTENDANCE_CODE_SICK_CERTIFIED minutes: 30"), Session())
      .ThenRefuse({kMinutesWhileAbsent});
}

TEST(RecordAttendanceTest, RefusesForEveryReasonAtOnce) {
  SessionFacts session = Session("2024-03-20 09:00", kOtherActivity);
  session.session->cancelled = true;
  Running()
      .When(Attendance("code: ATTENDANCE_CODE_PRESENT minutes: -1"), session)
      .ThenRefuse({kMinutesOutOfRange, kSessionCancelled, kSessionNotStarted, kSessionOfNoStep});
}

TEST(RecordAttendanceTest, NeedsASessionOrAStep) {
  const auto decided = Running().When(
      Command<RecordAttendanceRequest>("code: ATTENDANCE_CODE_PRESENT"), SessionFacts());
  EXPECT_EQ(decided.result().status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(RecordAttendanceTest, RefusesWhereNoCaseIsOpenedOrNotYet) {
  GivenCase({})
      .At("2024-03-13 12:00")
      .When(AttendanceOn("year: 2024 month: 3 day: 12"), SessionFacts())
      .ThenRefuse({kCaseNotOpened});
  Running()
      .When(AttendanceOn("year: 2024 month: 2 day: 1"), SessionFacts())
      .ThenRefuse({kBeforeOpening});
}

TEST(RecordAttendanceTest, RefusesASessionBeforeTheCaseWasOpened) {
  Running()
      .When(Attendance("code: ATTENDANCE_CODE_PRESENT"), Session("2024-02-01 09:00"))
      .ThenRefuse({kBeforeOpening});
  GivenCase({})
      .At("2024-03-13 12:00")
      .When(Attendance("code: ATTENDANCE_CODE_PRESENT"), Session())
      .ThenRefuse({kCaseNotOpened});
}

TEST(RecordAttendanceTest, RefusesADayInTheFuture) {
  Running()
      .When(AttendanceOn("year: 2024 month: 4 day: 1"), SessionFacts())
      .ThenRefuse({"OCCURRED_IN_FUTURE"});
}

TEST(AnnounceAbsenceTest, IsFromTheDayOfASessionToCome) {
  Running()
      .When(On<AnnounceAbsenceRequest>(
                "session_id", kSession, "announced_by: ANNOUNCED_BY_CITIZEN text: 'Tandläkare'"),
            Session("2024-03-20 09:00"))
      .Then({absl::StrCat("absence_announced { step_id: '",
                          kStep,
                          "' session_id: '",
                          kSession,
                          "' from_date { year: 2024 month: 3 day: 20 } until_date { year: 2024 "
                          "month: 3 day: 21 } announced_by: ANNOUNCED_BY_CITIZEN code: "
                          "ATTENDANCE_CODE_ABSENT_VALID }")})
      .ThenSealed({"absence_announced { text: 'Tandläkare' }"});
}

TEST(AnnounceAbsenceTest, IsFromSomeDaysOfAStep) {
  const std::string days =
      "from_date { year: 2024 month: 3 day: 18 } until_date { year: 2024 month: 3 day: 20 } "
      "announced_by: ANNOUNCED_BY_STAFF";
  Running()
      .When(On<AnnounceAbsenceRequest>("step_id", kOtherStep, days), SessionFacts())
      .Then({absl::StrCat("absence_announced { step_id: '",
                          kOtherStep,
                          "' ",
                          days,
                          " code: ATTENDANCE_CODE_ABSENT_VALID }")});
}

TEST(AnnounceAbsenceTest, RefusesASessionBeforeTheCaseWasOpened) {
  Running()
      .When(
          On<AnnounceAbsenceRequest>("session_id", kSession, "announced_by: ANNOUNCED_BY_CITIZEN"),
          Session("2024-02-01 09:00"))
      .ThenRefuse({kBeforeOpening});
}

TEST(AnnounceAbsenceTest, SaysHowTheAbsenceIsToCount) {
  const auto announce = [](const char* code) {
    return On<AnnounceAbsenceRequest>(
        "session_id", kSession, absl::StrCat("announced_by: ANNOUNCED_BY_CITIZEN code: ", code));
  };
  const auto decided =
      Running().When(announce("ATTENDANCE_CODE_ABSENT_INVALID"), Session("2024-03-20 09:00"));
  EXPECT_EQ(decided.After().episodes[0].attendance.absences[0].code,
            codes::v1::ATTENDANCE_CODE_ABSENT_INVALID);
  for (const char* code : {"ATTENDANCE_CODE_PRESENT",
                           "ATTENDANCE_CODE_CANCELLED_BY_PROVIDER",
                           "ATTENDANCE_CODE_NOT_REGISTERED"}) {
    Running().When(announce(code), Session("2024-03-20 09:00")).ThenRefuse({kAbsenceCodeUnfit});
  }
}

TEST(AnnounceAbsenceTest, RefusesSessionsThatAreNotThePersons) {
  const auto announce =
      On<AnnounceAbsenceRequest>("session_id", kSession, "announced_by: ANNOUNCED_BY_CITIZEN");
  Running().When(announce, SessionFacts()).ThenRefuse({kSessionUnknown});
  Running()
      .When(announce, Session("2024-03-20 09:00", kOtherActivity))
      .ThenRefuse({kSessionOfNoStep});
}

TEST(AnnounceAbsenceTest, RefusesStepsThatHaveEndedOrAreUnknownAndDaysOutOfOrder) {
  const std::string by = "announced_by: ANNOUNCED_BY_CITIZEN ";
  GivenCase({kOpened, kContacted, kPlannedGroup, kStarted, kCompleted})
      .When(On<AnnounceAbsenceRequest>("step_id", kStep, by), SessionFacts())
      .ThenRefuse({kStepEnded});
  Running()
      .When(On<AnnounceAbsenceRequest>("step_id",
                                       kPart,
                                       by + "from_date { year: 2024 month: 3 day: 18 } "
                                            "until_date { year: 2024 month: 3 day: 18 }"),
            SessionFacts())
      .ThenRefuse({kStepUnknown, kDatesOutOfOrder});
}

TEST(AnnounceAbsenceTest, RefusesOnceTheCaseIsExited) {
  GivenCase({kOpened, kContacted, kPlannedGroup, kExited})
      .When(On<AnnounceAbsenceRequest>("step_id", kStep, "announced_by: ANNOUNCED_BY_CITIZEN"),
            SessionFacts())
      .ThenRefuse({kCaseNotOpen});
}

TEST(RaiseDeviationTest, RefersToTheAttendanceOfASession) {
  Attended()
      .When(On<RaiseDeviationRequest>(
                "session_id", kSession, "kind: DEVIATION_KIND_INVALID_ABSENCE text: 'Sov'"),
            DeviationFacts{.fresh_id = IdOf<DeviationId>(kOtherPart)})
      .Then({absl::StrCat("deviation_raised { deviation_id: '",
                          kOtherPart,
                          "' deviation_kind: DEVIATION_KIND_INVALID_ABSENCE session_id: '",
                          kSession,
                          "' }")})
      .ThenSealed({"deviation_raised { text: 'Sov' }"});
}

TEST(RaiseDeviationTest, RefersToAStep) {
  Running()
      .When(On<RaiseDeviationRequest>(
                "step_id",
                kStep,
                absl::StrCat("deviation_id: '", kPart, "' kind: DEVIATION_KIND_PROVIDER")),
            DeviationFacts())
      .Then({absl::StrCat("deviation_raised { deviation_id: '",
                          kPart,
                          "' deviation_kind: DEVIATION_KIND_PROVIDER step_id: '",
                          kStep,
                          "' }")});
}

TEST(RaiseDeviationTest, RefusesOnesThatReferToNothing) {
  Running()
      .When(Command<RaiseDeviationRequest>("kind: DEVIATION_KIND_OTHER"), DeviationFacts())
      .ThenRefuse({kDeviationOfNothing});
  Running()
      .When(On<RaiseDeviationRequest>(
                "session_id",
                kSession,
                absl::StrCat("kind: DEVIATION_KIND_OTHER step_id: '", kPart, "'")),
            DeviationFacts())
      .ThenRefuse({kStepUnknown, kAttendanceUnknown});
}

TEST(RaiseDeviationTest, RefusesAnIdThatIsTaken) {
  Deviated()
      .When(On<RaiseDeviationRequest>(
                "deviation_id",
                kPart,
                absl::StrCat("kind: DEVIATION_KIND_OTHER session_id: '", kSession, "'")),
            DeviationFacts())
      .ThenRefuse({kDeviationExists});
}

TEST(ResolveDeviationTest, SaysWhatCameOfIt) {
  const auto decided = Deviated().When(On<ResolveDeviationRequest>(
      "deviation_id", kPart, "outcome: DEVIATION_OUTCOME_AGREED text: 'Väckarklocka'"));
  decided
      .Then({absl::StrCat(
          "deviation_resolved { deviation_id: '", kPart, "' outcome: DEVIATION_OUTCOME_AGREED }")})
      .ThenSealed({"deviation_resolved { text: 'Väckarklocka' }"});
  EXPECT_TRUE(decided.After().episodes[0].attendance.deviations[0].resolved.has_value());
}

TEST(ResolveDeviationTest, RefusesUnknownResolvedAndEarlierOnes) {
  const std::string outcome = "outcome: DEVIATION_OUTCOME_EXPLAINED ";
  const auto resolve = On<ResolveDeviationRequest>("deviation_id", kPart, outcome);
  Running().When(resolve).ThenRefuse({kDeviationUnknown});
  const Past resolved{"2024-03-14 09:00",
                      absl::StrCat("deviation_resolved { deviation_id: '", kPart, "' }")};
  GivenCase({kOpened, kContacted, kPlannedGroup, kStarted, kAttended, kRaised, resolved})
      .When(resolve)
      .ThenRefuse({kDeviationResolved});
  Deviated()
      .When(On<ResolveDeviationRequest>(
          "deviation_id", kPart, outcome + "occurred { date { year: 2024 month: 3 day: 12 } }"))
      .ThenRefuse({kDatesOutOfOrder});
}

}  // namespace
}  // namespace framdrift::cases
