#include "domain/cases/allowed_on_parts.h"

#include <map>

#include "domain/cases/refusals.h"
#include "framdrift/casework/v1/attendance_service.pb.h"
#include "framdrift/casework/v1/cooperation_service.pb.h"
#include "framdrift/casework/v1/outcome_service.pb.h"
#include "tests/domain/cases/cooperation_testing.h"

namespace framdrift::cases {
namespace {

using ::testing::ElementsAre;

std::map<std::string, AllowedAction> ActionsOnParts(
    const std::vector<Past>& past, const std::vector<ActivitySession>& sessions = {},
    const std::string& unit = "") {
  const GivenCase given(past);
  history::Context context = given.context();
  context.actor.unit = history::IdOrNone<history::UnitId>(unit);
  std::map<std::string, AllowedAction> actions;
  for (AllowedAction& action : AllowedActions(given.state(), sessions, context)) {
    const std::string command = action.command;
    EXPECT_TRUE(actions.emplace(command, std::move(action)).second) << command << " stands twice";
  }
  return actions;
}

std::vector<std::string> ReasonsOf(const AllowedAction& action) {
  std::vector<std::string> reasons;
  for (const Refusal& refusal : action.refusals) reasons.push_back(refusal.reason);
  return reasons;
}

TEST(AllowedOnPartsTest, KnowsEveryCommandOnOneCase) {
  const auto actions = ActionsOnParts({kOpened});
  for (const auto* file : {casework::v1::RecordAttendanceRequest::descriptor()->file(),
                           casework::v1::ReferRequest::descriptor()->file(),
                           casework::v1::RecordExitRequest::descriptor()->file()}) {
    for (int i = 0; i < file->service(0)->method_count(); ++i) {
      const std::string name = file->service(0)->method(i)->name();
      const bool is_of_a_group = name == "RecordGroupAttendance" || name == "GetSessionSheet";
      EXPECT_EQ(actions.contains(name), !is_of_a_group) << name;
    }
  }
}

TEST(AllowedOnPartsTest, AttendanceIsOfStepsThatRun) {
  const auto actions = ActionsOnParts({kOpened, kContacted, kPlannedGroup, kStarted});
  EXPECT_THAT(actions.at("RecordAttendance").targets, ElementsAre(kStep));
  EXPECT_THAT(actions.at("AnnounceAbsence").targets, ElementsAre(kStep, kOtherStep));
  EXPECT_THAT(ReasonsOf(actions.at("ResolveDeviation")), ElementsAre(kDeviationUnknown));
}

TEST(AllowedOnPartsTest, AnExitSaysWhichStepsRun) {
  const auto running =
      ActionsOnParts({kOpened, kContacted, kPlannedGroup, kStarted, kOtherStarted});
  EXPECT_THAT(ReasonsOf(running.at("RecordExit")),
              ElementsAre(kStepStillRunning, kStepStillRunning));
  EXPECT_TRUE(ActionsOnParts({kOpened, kContacted}).at("RecordExit").refusals.empty());
  EXPECT_THAT(ReasonsOf(running.at("ReopenCase")), ElementsAre(kCaseNotExited));
  EXPECT_THAT(ReasonsOf(running.at("VerifyExit")), ElementsAre(kExitUnknown));
}

TEST(AllowedOnPartsTest, AnExitAsksForAttendanceAsTheCommandDoes) {
  const std::vector<ActivitySession> sessions = {
      {IdOf<history::ActivityId>(kActivity), SessionAt("2024-03-11 08:30")}};
  const std::vector<Past> past = {kOpened, kContacted, kPlannedGroup, kStarted};
  EXPECT_THAT(ReasonsOf(ActionsOnParts(past, sessions).at("RecordExit")),
              ElementsAre(kAttendanceMissing, kStepStillRunning));
  GivenCase(past)
      .When(Command<casework::v1::RecordExitRequest>("reason: EXIT_REASON_WORK_UNSUBSIDISED"),
            ExitFacts{.sessions = sessions})
      .ThenRefuse({kAttendanceMissing, kStepStillRunning});
}

TEST(AllowedOnPartsTest, AReasonStandsOnceHoweverManyPartsItIsAgainst) {
  const auto open = ActionsOnParts({kOpened, kContacted, kPlannedGroup});
  EXPECT_THAT(ReasonsOf(open.at("RecordFollowUp")), ElementsAre(kExitUnknown));
  EXPECT_THAT(ReasonsOf(open.at("WaiveFollowUp")), ElementsAre(kExitUnknown));
  const AllowedAction complete = open.at("CompleteStep");
  EXPECT_THAT(ReasonsOf(complete), ElementsAre(kStepNotStarted));
  EXPECT_TRUE(complete.refusals[0].metadata.empty()) << "it is about two steps";
}

TEST(AllowedOnPartsTest, ADeviationNeedsSomethingToBeAbout) {
  EXPECT_THAT(ReasonsOf(ActionsOnParts({kOpened, kContacted}).at("RaiseDeviation")),
              ElementsAre(kDeviationOfNothing));
  EXPECT_TRUE(
      ActionsOnParts({kOpened, kContacted, kPlannedGroup}).at("RaiseDeviation").refusals.empty());
}

TEST(AllowedOnPartsTest, AReferralNeedsAConsentInForce) {
  EXPECT_THAT(ReasonsOf(ActionsOnParts({kOpened}).at("Refer")), ElementsAre(kConsentMissing));
  EXPECT_TRUE(ActionsOnParts({kOpened, kConsented}).at("Refer").refusals.empty());
}

TEST(AllowedOnPartsTest, OnlyTheUnitAskedMayAnswerATransfer) {
  const std::vector<Past> past = {kOpened, kProposed};
  EXPECT_THAT(ReasonsOf(ActionsOnParts(past, {}, kUnit).at("AcceptTransfer")),
              ElementsAre(kTransferOfOtherUnit));
  EXPECT_THAT(ActionsOnParts(past, {}, kOtherUnit).at("RejectTransfer").targets,
              ElementsAre(kPart));
}

TEST(AllowedOnPartsTest, AnExitedCaseCanBeFollowedUpAndReopened) {
  const Past waived{"2024-05-02", "follow_up_waived { month: 1 }"};
  const Past answered{"2024-05-02",
                      "follow_up_recorded { month: 3 answer: STILL_SELF_SUPPORTING_YES }"};
  const auto actions = ActionsOnParts({kOpened, kExited, waived, answered});
  EXPECT_THAT(actions.at("RecordFollowUp").targets, ElementsAre("3", "6", "12", "24"));
  EXPECT_THAT(actions.at("WaiveFollowUp").targets, ElementsAre("6", "12", "24"));
  EXPECT_TRUE(actions.at("ReopenCase").refusals.empty());
  EXPECT_THAT(ReasonsOf(actions.at("RecordPlacement")), ElementsAre(kCaseNotOpen));
  EXPECT_TRUE(actions.at("RecordJob").refusals.empty());
}

TEST(AllowedOnPartsTest, ATransferThatWaitsCanBeAnsweredAndStandsInTheWayOfAnother) {
  const auto waiting = ActionsOnParts({kOpened, kConsented, kProposed});
  EXPECT_THAT(waiting.at("AcceptTransfer").targets, ElementsAre(kPart));
  EXPECT_THAT(ReasonsOf(waiting.at("ProposeTransfer")), ElementsAre(kTransferWaiting));
  EXPECT_THAT(waiting.at("WithdrawConsent").targets, ElementsAre(kPart));
  const auto rejected = ActionsOnParts({kOpened, kProposed, kTransferRejected});
  EXPECT_THAT(ReasonsOf(rejected.at("AcceptTransfer")), ElementsAre(kTransferAnswered));
  EXPECT_TRUE(rejected.at("ProposeTransfer").refusals.empty());
}

}  // namespace
}  // namespace framdrift::cases
