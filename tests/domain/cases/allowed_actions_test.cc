#include "domain/cases/allowed_actions.h"

#include <map>

#include "domain/cases/refusals.h"
#include "tests/domain/cases/case_testing.h"

namespace framdrift::cases {
namespace {

std::map<std::string, AllowedAction> Actions(const std::vector<Past>& past) {
  const GivenCase given(past);
  std::map<std::string, AllowedAction> actions;
  for (AllowedAction& action : AllowedActions(given.state(), {}, given.context())) {
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

TEST(AllowedActionsTest, KnowsEveryCommandOfTheContract) {
  const auto actions = Actions({kOpened});
  const auto* service = google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(
      "framdrift.casework.v1.CaseService");
  ASSERT_NE(service, nullptr);
  for (int i = 0; i < service->method_count(); ++i) {
    const std::string name = service->method(i)->name();
    const bool is_query = name.starts_with("Get") || name.starts_with("List") ||
                          name.starts_with("Count") || name.starts_with("Diff");
    const bool is_amendment = name == "CorrectEvent" || name == "VoidEvent";
    EXPECT_EQ(actions.contains(name), !is_query && !is_amendment) << name;
  }
}

TEST(AllowedActionsTest, OfANewCaseAreToOpenIt) {
  const auto actions = Actions({});
  EXPECT_TRUE(actions.at("OpenCase").refusals.empty());
  EXPECT_THAT(Reasons(actions.at("AddNote")), ::testing::ElementsAre(kCaseNotOpened));
}

TEST(AllowedActionsTest, SayWhyAPlanCannotBeAdoptedYet) {
  EXPECT_THAT(Reasons(Actions({kOpened}).at("AdoptWorkPlan")),
              ::testing::ElementsAre(kFirstContactMissing));
  EXPECT_TRUE(Actions({kOpened, kContacted}).at("AdoptWorkPlan").refusals.empty());
  EXPECT_THAT(Reasons(Actions({kOpened, kContacted, kPlanned}).at("AdoptWorkPlan")),
              ::testing::ElementsAre(kPlanAdopted));
}

TEST(AllowedActionsTest, NameTheStepsTheyAreAllowedOn) {
  const auto planned = Actions({kOpened, kContacted, kPlanned});
  EXPECT_THAT(planned.at("StartStep").targets, ::testing::ElementsAre(kStep));
  EXPECT_THAT(Reasons(planned.at("CompleteStep")), ::testing::ElementsAre(kStepNotStarted));
  const auto started = Actions({kOpened, kContacted, kPlanned, kStarted});
  EXPECT_THAT(Reasons(started.at("StartStep")), ::testing::ElementsAre(kStepStarted));
  EXPECT_THAT(started.at("CompleteStep").targets, ::testing::ElementsAre(kStep));
}

TEST(AllowedActionsTest, SayWhereThereIsNothingToActOn) {
  const auto actions = Actions({kOpened, kContacted});
  EXPECT_THAT(Reasons(actions.at("StartStep")), ::testing::ElementsAre(kPlanMissing));
  EXPECT_THAT(Reasons(actions.at("LockNote")), ::testing::ElementsAre(kNoteUnknown));
  EXPECT_THAT(Reasons(actions.at("DismissReminder")), ::testing::ElementsAre(kReminderUnknown));
}

TEST(AllowedActionsTest, NameNotesByPosition) {
  const auto actions = Actions({kOpened, {"2024-03-06 10:00", "note_added { }"}});
  EXPECT_THAT(actions.at("LockNote").targets, ::testing::ElementsAre("2"));
}

}  // namespace
}  // namespace framdrift::cases
