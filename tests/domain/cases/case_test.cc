#include "domain/cases/case.h"

#include "tests/domain/cases/case_testing.h"

namespace framdrift::cases {
namespace {

casework::v1::Phase PhaseOf(const std::vector<Past>& past) {
  return GivenCase(past).state().phase();
}

TEST(CaseTest, PhasesFollowFromEvents) {
  EXPECT_EQ(PhaseOf({}), casework::v1::PHASE_UNSPECIFIED);
  EXPECT_EQ(PhaseOf({kOpened}), casework::v1::PHASE_INTAKE);
  EXPECT_EQ(PhaseOf({kOpened, kContacted}), casework::v1::PHASE_ASSESSMENT);
  EXPECT_EQ(PhaseOf({kOpened, kContacted, kPlanned}), casework::v1::PHASE_PLANNED);
  EXPECT_EQ(PhaseOf({kOpened, kContacted, kPlanned, kStarted}), casework::v1::PHASE_ACTIVE);
  EXPECT_EQ(PhaseOf({kOpened, kContacted, kPlanned, kStarted, kCompleted}),
            casework::v1::PHASE_ACTIVE);
}

TEST(CaseTest, FoldsAnySubsetOfAHistory) {
  const std::vector<Past> whole = {kOpened, kContacted, kPlanned, kStarted, kCompleted};
  for (size_t mask = 0; mask < (1u << whole.size()); ++mask) {
    std::vector<Past> subset;
    for (size_t i = 0; i < whole.size(); ++i) {
      if ((mask >> i & 1) != 0) subset.push_back(whole[i]);
    }
    const GivenCase given(subset);
    EXPECT_EQ(given.state().episodes.size(), subset.empty() ? 0u : 1u);
  }
}

TEST(CaseTest, AnswersForTheUnitOfItsAssignmentElseOfItsOpening) {
  EXPECT_EQ(GivenCase({kOpened}).state().latest()->unit().ToString(), kUnit);
  const Past moved{"2024-03-02 08:00",
                   "case_assigned { caseworker_id: '00000000-0000-4000-8000-00000000000a' unit_id: "
                   "'00000000-0000-4000-8000-000000000002' }"};
  EXPECT_EQ(GivenCase({kOpened, moved}).state().latest()->unit().ToString(),
            "00000000-0000-4000-8000-000000000002");
}

TEST(CaseTest, RemembersTheLastEventInTimeNotInRecording) {
  const GivenCase given({kOpened, kPlanned, kContacted});
  ASSERT_TRUE(given.state().last_event.has_value());
  EXPECT_EQ(given.state().last_event->first.position, 2);
  EXPECT_EQ(given.state().last_event->second, casework::v1::CaseEvent::kWorkPlanAdopted);
}

}  // namespace
}  // namespace framdrift::cases
