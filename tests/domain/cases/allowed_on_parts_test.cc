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

std::map<std::string, AllowedAction> Actions(const std::vector<Past>& past) {
  const GivenCase given(past);
  std::map<std::string, AllowedAction> actions;
  for (AllowedAction& action : AllowedActions(given.state(), given.context())) {
    const std::string command = action.command;
    EXPECT_TRUE(actions.emplace(command, std::move(action)).second) << command << " stands twice";
  }
  return actions;
}

std::vector<std::string> Reasons(const AllowedAction& action) {
  std::vector<std::string> reasons;
  for (const Refusal& refusal : action.refusals) reasons.push_back(refusal.reason);
  return reasons;
}

TEST(AllowedOnPartsTest, KnowsEveryCommandOnOneCase) {
  const auto actions = Actions({kOpened});
  for (const auto* file : {casework::v1::RecordAttendanceRequest::descriptor()->file(),
                           casework::v1::ReferRequest::descriptor()->file(),
                           casework::v1::RecordExitRequest::descriptor()->file()}) {
    for (int i = 0; i < file->service(0)->method_count(); ++i) {
      const std::string name = file->service(0)->method(i)->name();
      EXPECT_EQ(actions.contains(name), name != "RecordGroupAttendance") << name;
    }
  }
}

TEST(AllowedOnPartsTest, AttendanceIsOfStepsThatRun) {
  const auto actions = Actions({kOpened, kContacted, kPlannedGroup, kStarted});
  EXPECT_THAT(actions.at("RecordAttendance").targets, ElementsAre(kStep));
  EXPECT_THAT(actions.at("AnnounceAbsence").targets, ElementsAre(kStep, kOtherStep));
  EXPECT_THAT(Reasons(actions.at("ResolveDeviation")), ElementsAre(kDeviationUnknown));
}

TEST(AllowedOnPartsTest, AnExitSaysWhichStepsRun) {
  const auto running = Actions({kOpened, kContacted, kPlannedGroup, kStarted, kOtherStarted});
  EXPECT_THAT(Reasons(running.at("RecordExit")),
              ElementsAre(kStepStillRunning, kStepStillRunning));
  EXPECT_TRUE(Actions({kOpened, kContacted}).at("RecordExit").refusals.empty());
  EXPECT_THAT(Reasons(running.at("ReopenCase")), ElementsAre(kCaseNotExited));
  EXPECT_THAT(Reasons(running.at("VerifyExit")), ElementsAre(kExitUnknown));
}

TEST(AllowedOnPartsTest, AnExitedCaseCanBeFollowedUpAndReopened) {
  const Past waived{"2024-05-02", "follow_up_waived { month: 1 }"};
  const Past answered{"2024-05-02",
                      "follow_up_recorded { month: 3 answer: STILL_SELF_SUPPORTING_YES }"};
  const auto actions = Actions({kOpened, kExited, waived, answered});
  EXPECT_THAT(actions.at("RecordFollowUp").targets, ElementsAre("3", "6", "12", "24"));
  EXPECT_THAT(actions.at("WaiveFollowUp").targets, ElementsAre("6", "12", "24"));
  EXPECT_TRUE(actions.at("ReopenCase").refusals.empty());
  EXPECT_THAT(Reasons(actions.at("RecordPlacement")), ElementsAre(kCaseNotOpen));
  EXPECT_TRUE(actions.at("RecordJob").refusals.empty());
}

TEST(AllowedOnPartsTest, ATransferThatWaitsCanBeAnsweredAndStandsInTheWayOfAnother) {
  const auto waiting = Actions({kOpened, kConsented, kProposed});
  EXPECT_THAT(waiting.at("AcceptTransfer").targets, ElementsAre(kPart));
  EXPECT_THAT(Reasons(waiting.at("ProposeTransfer")), ElementsAre(kTransferWaiting));
  EXPECT_THAT(waiting.at("WithdrawConsent").targets, ElementsAre(kPart));
  const auto rejected = Actions({kOpened, kProposed, kTransferRejected});
  EXPECT_THAT(Reasons(rejected.at("AcceptTransfer")), ElementsAre(kTransferAnswered));
  EXPECT_TRUE(rejected.at("ProposeTransfer").refusals.empty());
}

}  // namespace
}  // namespace framdrift::cases
