#include "domain/cases/exit_commands.h"
#include "domain/cases/refusals.h"
#include "tests/domain/cases/episode_testing.h"

namespace framdrift::cases {
namespace {

using casework::v1::EndObservationRequest;
using casework::v1::ReclassifyExitRequest;
using casework::v1::RecordExitRequest;
using casework::v1::ReopenCaseRequest;
using casework::v1::VerifyExitRequest;

const Past kReopenedInJune{"2024-06-03",
                           "case_reopened { reason: REOPEN_REASON_NEW_APPLICATION unit_id: "
                           "'00000000-0000-4000-8000-000000000001' }"};

RecordExitRequest Exit(const std::string& more = "") {
  return Command<RecordExitRequest>("reason: EXIT_REASON_WORK_UNSUBSIDISED " + more);
}

std::string Exited(const std::string& more = "") {
  return absl::StrCat(
      "exit_recorded { reason: EXIT_REASON_WORK_UNSUBSIDISED code_list_version: 1 ", more, " }");
}

// Two sessions of the plan's activity: one that was, one cancelled.
ExitFacts Sessions() {
  ExitFacts facts;
  const auto activity = IdOf<history::ActivityId>(kActivity);
  facts.sessions.push_back({activity, SessionAt("2024-03-13 09:00")});
  facts.sessions.push_back({activity, SessionAt("2024-03-20 09:00", kOtherSession)});
  facts.sessions.back().session.cancelled = true;
  return facts;
}

GivenCase Completed() {
  return GivenCase({kOpened, kContacted, kPlannedGroup, kStarted, kCompleted})
      .At("2024-05-02 12:00");
}
GivenCase LeftAfterContact() {
  return GivenCase({kOpened, kContacted, kExited}).At("2024-06-10 12:00");
}

TEST(RecordExitTest, EndsTheEpisode) {
  const auto decided = GivenCase({kOpened, kContacted})
                           .When(Exit("destination: LIVELIHOOD_STATE_UNSUBSIDISED_WORK "
                                      "hours_per_week: 40 verified: true evidence: "
                                      "EVIDENCE_CONTRACT text: 'Lycka till'"),
                                 ExitFacts());
  decided
      .Then({Exited("destination: LIVELIHOOD_STATE_UNSUBSIDISED_WORK hours_per_week: 40 verified: "
                    "true evidence: EVIDENCE_CONTRACT")})
      .ThenSealed({"exit_recorded { text: 'Lycka till' }"});
  EXPECT_EQ(decided.After().phase(), casework::v1::PHASE_EXITED);
  EXPECT_TRUE(decided.After().latest()->outcome.exit->verified.has_value());
}

TEST(RecordExitTest, CountsALocalCodeAsItsNationalReason) {
  ExitFacts facts;
  facts.codes = *codes::CodeLists::From({{"exit_reason", "vik", "Vikariat", "work-unsubsidised"}});
  const GivenCase given({kOpened});
  given.When(Command<RecordExitRequest>("local_code: 'vik'"), facts)
      .Then({Exited("local_code: 'vik'")});
  given.When(Command<RecordExitRequest>("local_code: 'vik' reason: EXIT_REASON_MOVED"), facts)
      .ThenRefuse({kExitReasonUnknown});
  given.When(Command<RecordExitRequest>("local_code: 'tim'"), facts)
      .ThenRefuse({kExitReasonUnknown});
}

TEST(RecordExitTest, RefusesForEveryReasonAtOnce) {
  GivenCase({kOpened, kContacted, kPlannedGroup, kStarted, kOtherStarted})
      .At("2024-05-02 12:00")
      .When(Command<RecordExitRequest>("hours_per_week: 169"), Sessions())
      .ThenRefuse({kStepStillRunning,
                   kStepStillRunning,
                   kAttendanceMissing,
                   kExitReasonUnknown,
                   kHoursOutOfRange});
}

TEST(RecordExitTest, NamesTheStepAndTheSessionInTheWay) {
  const auto decided = GivenCase({kOpened, kContacted, kPlannedGroup, kStarted})
                           .At("2024-05-02 12:00")
                           .When(Exit(), Sessions());
  std::map<std::string, std::string> named;
  for (const Refusal& refusal : RefusalsOf(decided.result().status())) {
    named.insert(refusal.metadata.begin(), refusal.metadata.end());
  }
  EXPECT_EQ(named["step_id"], kStep);
  EXPECT_EQ(named["session_id"], kSession);
  EXPECT_EQ(named["start_time"], "2024-03-13T09:00:00+01:00");
}

TEST(RecordExitTest, EndsStepsAndSetsMissingAttendanceWhereTold) {
  const auto decided =
      GivenCase({kOpened, kContacted, kPlannedGroup, kStarted})
          .At("2024-05-02 12:00")
          .When(Exit("running_steps: STEPS_AT_EXIT_COMPLETE set_missing_attendance: true"),
                Sessions());
  decided.Then({absl::StrCat("attendance_recorded { step_id: '",
                             kStep,
                             "' activity_id: '",
                             kActivity,
                             "' session_id: '",
                             kSession,
                             "' date { year: 2024 month: 3 day: 13 } code: "
                             "ATTENDANCE_CODE_NOT_REGISTERED planned_minutes: 120 }"),
                absl::StrCat("step_completed { step_id: '", kStep, "' }"),
                Exited()});
  EXPECT_EQ((*decided.result())[0].occurred, testing::Occurred("2024-03-13 09:00"));
  EXPECT_EQ(decided.After().phase(), casework::v1::PHASE_EXITED);
}

TEST(RecordExitTest, CancelsStepsWhereTold) {
  GivenCase({kOpened, kContacted, kPlannedGroup, kOtherStarted})
      .When(Exit("running_steps: STEPS_AT_EXIT_CANCEL"), ExitFacts())
      .Then({absl::StrCat("step_cancelled { step_id: '", kOtherStep, "' }"), Exited()});
}

TEST(RecordExitTest, AsksOnlyForSessionsWhileTheStepRanAndBeforeTheExit) {
  const auto activity = IdOf<history::ActivityId>(kActivity);
  ExitFacts facts;
  facts.sessions = {{activity, SessionAt("2024-03-08 09:00", kSession)},
                    {activity, SessionAt("2024-04-15 09:00", kOtherSession)},
                    {IdOf<history::ActivityId>(kOtherActivity), SessionAt("2024-03-13 09:00")}};
  Completed().When(Exit(), facts).Then({Exited()});
  facts.sessions = {{activity, SessionAt("2024-04-10 09:00")}};
  Completed().When(Exit(), facts).ThenRefuse({kAttendanceMissing});
}

TEST(RecordExitTest, RefusesADayBeforeWhatHappenedInTheEpisode) {
  Completed()
      .When(Exit("occurred { date { year: 2024 month: 4 day: 11 } }"), ExitFacts())
      .ThenRefuse({kEventsAfterExit});
  Completed()
      .When(Exit("occurred { date { year: 2024 month: 4 day: 12 } }"), ExitFacts())
      .Then({Exited()});
}

TEST(RecordExitTest, RefusesWithoutAnOpenEpisodeAndInTheFuture) {
  GivenCase({}).When(Exit(), ExitFacts()).ThenRefuse({kCaseNotOpened});
  LeftAfterContact().When(Exit(), ExitFacts()).ThenRefuse({kCaseNotOpen});
  GivenCase({kOpened})
      .When(Exit("occurred { date { year: 2024 month: 2 day: 1 } }"), ExitFacts())
      .ThenRefuse({kBeforeOpening});
  GivenCase({kOpened})
      .When(Exit("occurred { date { year: 2030 month: 1 day: 1 } }"), ExitFacts())
      .ThenRefuse({"OCCURRED_IN_FUTURE"});
}

TEST(VerifyExitTest, SaysWhatItRestsOn) {
  const auto decided = LeftAfterContact().When(
      Command<VerifyExitRequest>("evidence: EVIDENCE_PAYSLIP text: 'Lönespec maj'"));
  decided.Then({"exit_verified { exit_position: 3 evidence: EVIDENCE_PAYSLIP }"})
      .ThenSealed({"exit_verified { text: 'Lönespec maj' }"});
  EXPECT_TRUE(decided.After().latest()->outcome.exit->verified.has_value());
}

TEST(VerifyExitTest, RefusesExitsThatAreNotThereAndEarlierTimes) {
  const std::string evidence = "evidence: EVIDENCE_PAYSLIP ";
  GivenCase({kOpened}).When(Command<VerifyExitRequest>(evidence)).ThenRefuse({kExitUnknown});
  GivenCase({}).When(Command<VerifyExitRequest>(evidence)).ThenRefuse({kCaseNotOpened});
  LeftAfterContact()
      .When(Command<VerifyExitRequest>(evidence + "exit_position: 2"))
      .ThenRefuse({kExitUnknown});
  LeftAfterContact()
      .When(Command<VerifyExitRequest>(evidence +
                                       "occurred { date { year: 2024 month: 4 day: 30 } }"))
      .ThenRefuse({kBeforeExit});
}

TEST(ReclassifyExitTest, GivesAnotherReasonThatIsToBeVerifiedAnew) {
  const Past verified{"2024-05-10", "exit_verified { exit_position: 3 }"};
  const auto decided =
      GivenCase({kOpened, kContacted, kExited, verified})
          .When(Command<ReclassifyExitRequest>("reason: EXIT_REASON_MOVED text: 'Fel val'"),
                ReclassificationFacts());
  decided
      .Then(
          {"exit_reclassified { exit_position: 3 reason: EXIT_REASON_MOVED code_list_version: 1 }"})
      .ThenSealed({"exit_reclassified { text: 'Fel val' }"});
  const Case after = decided.After();
  const auto& exit = *after.latest()->outcome.exit;
  EXPECT_EQ(exit.reason, codes::v1::EXIT_REASON_MOVED);
  EXPECT_FALSE(exit.verified.has_value());
}

TEST(ReclassifyExitTest, RefusesExitsThatAreNotThereEarlierTimesAndUnknownReasons) {
  GivenCase({kOpened})
      .When(Command<ReclassifyExitRequest>(), ReclassificationFacts())
      .ThenRefuse({kExitUnknown, kExitReasonUnknown});
  LeftAfterContact()
      .When(Command<ReclassifyExitRequest>(
                "reason: EXIT_REASON_MOVED occurred { date { year: 2024 month: 4 day: 30 } }"),
            ReclassificationFacts())
      .ThenRefuse({kBeforeExit});
}

TEST(ReopenCaseTest, BeginsANewEpisodeAtIntakeAsBefore) {
  const auto decided = LeftAfterContact().When(
      Command<ReopenCaseRequest>("reason: REOPEN_REASON_NEW_APPLICATION text: 'Åter'"),
      ReopeningFacts{.unit_open = true});
  decided
      .Then({absl::StrCat("case_reopened { reason: REOPEN_REASON_NEW_APPLICATION target_group: "
                          "TARGET_GROUP_YOUNG unit_id: '",
                          kUnit,
                          "' }")})
      .ThenSealed({"case_reopened { text: 'Åter' }"});
  const Case after = decided.After();
  ASSERT_EQ(after.episodes.size(), 2u);
  EXPECT_EQ(after.phase(), casework::v1::PHASE_INTAKE);
  EXPECT_TRUE(after.latest()->opening->reopened);
  EXPECT_EQ(after.episodes[0].phase(), casework::v1::PHASE_EXITED);
}

TEST(ReopenCaseTest, MayBeOnTheDayOfTheExit) {
  EXPECT_TRUE(
      LeftAfterContact()
          .When(Command<ReopenCaseRequest>("reason: REOPEN_REASON_ENDED_BY_MISTAKE "
                                           "occurred { date { year: 2024 month: 5 day: 1 } }"),
                ReopeningFacts{.unit_open = true})
          .result()
          .ok());
}

TEST(ReopenCaseTest, RefusesOpenCasesClosedUnitsAndTimesBeforeTheExit) {
  const std::string reason = "reason: REOPEN_REASON_OWN_REQUEST ";
  GivenCase({kOpened})
      .When(Command<ReopenCaseRequest>(reason), ReopeningFacts())
      .ThenRefuse({kCaseNotExited, kUnitNotOpen});
  GivenCase({})
      .When(Command<ReopenCaseRequest>(reason), ReopeningFacts{.unit_open = true})
      .ThenRefuse({kCaseNotOpened});
  LeftAfterContact()
      .When(
          Command<ReopenCaseRequest>(reason + "occurred { date { year: 2024 month: 4 day: 30 } }"),
          ReopeningFacts{.unit_open = true})
      .ThenRefuse({kBeforeExit});
}

TEST(ReopenCaseTest, LeavesTheExitBeforeToBeVerified) {
  const GivenCase given({kOpened, kContacted, kExited, kReopenedInJune});
  given.When(Command<VerifyExitRequest>("evidence: EVIDENCE_REGISTER"))
      .Then({"exit_verified { exit_position: 3 evidence: EVIDENCE_REGISTER }"});
}

TEST(EndObservationTest, IsNotAnExit) {
  const auto decided = GivenCase({kOpened, kContacted})
                           .When(Command<EndObservationRequest>("reason: OBSERVATION_END_MOVED"));
  decided.Then({"observation_ended { reason: OBSERVATION_END_MOVED }"});
  EXPECT_TRUE(decided.After().latest()->open());
  EXPECT_EQ(decided.After().latest()->outcome.observation_end->reason,
            casework::v1::OBSERVATION_END_MOVED);
}

TEST(EndObservationTest, IsOnceForAnEpisode) {
  const Past ended{"2024-06-01", "observation_ended { reason: OBSERVATION_END_MOVED }"};
  const auto end = Command<EndObservationRequest>("reason: OBSERVATION_END_MOVED");
  GivenCase({kOpened, kExited, ended}).When(end).ThenRefuse({kObservationEnded});
  EXPECT_TRUE(GivenCase({kOpened, kExited, ended, kReopenedInJune}).When(end).result().ok());
  GivenCase({}).When(end).ThenRefuse({kCaseNotOpened});
}

}  // namespace
}  // namespace framdrift::cases
