#include "domain/cases/case.h"

#include "domain/cases/allowed_actions.h"
#include "domain/cases/assignment.h"
#include "domain/cases/contact.h"
#include "domain/cases/opening.h"
#include "domain/cases/refusals.h"
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

using casework::v1::RecordContactRequest;

const Past kExited{"2024-05-01", "exit_recorded { reason: EXIT_REASON_WORK_UNSUBSIDISED }"};
const Past kReopened{"2024-06-03 09:00", "case_reopened { }"};
constexpr char kTalk[] = "mode: CONTACT_MODE_PHONE ";

std::string OnDay(const std::string& month_and_day) {
  return std::string(kTalk) + "occurred { date { year: 2024 " + month_and_day + " } }";
}

TEST(EpisodeTest, NothingGoesOnAfterAnExit) {
  const GivenCase given({kOpened, kContacted, kExited});
  given.When(Command<RecordContactRequest>(kTalk)).ThenRefuse({kCaseNotOpen});
  for (const AllowedAction& action : AllowedActions(given.state(), {}, given.context())) {
    if (action.command != "RecordContact" && action.command != "AdoptWorkPlan") continue;
    ASSERT_EQ(action.refusals.size(), 1u);
    EXPECT_EQ(action.refusals[0].reason, kCaseNotOpen);
  }
}

TEST(EpisodeTest, TheDayOfAnExitIsTheFirstDayOut) {
  const GivenCase given({kOpened, kContacted, kExited});
  given.When(Command<RecordContactRequest>(OnDay("month: 5 day: 1"))).ThenRefuse({kCaseNotOpen});
  given.When(Command<RecordContactRequest>(OnDay("month: 4 day: 30")))
      .Then({"contact_held { mode: CONTACT_MODE_PHONE }"});
}

TEST(EpisodeTest, AFactBetweenTwoEpisodesBelongsToNone) {
  const GivenCase given({kOpened, kContacted, kExited, kReopened});
  EXPECT_EQ(given.state().episodes.size(), 2u);
  EXPECT_EQ(given.state().phase(), casework::v1::PHASE_INTAKE);
  given.When(Command<RecordContactRequest>(OnDay("month: 5 day: 20"))).ThenRefuse({kCaseNotOpen});
  given.When(Command<RecordContactRequest>(OnDay("month: 6 day: 3")))
      .Then({"contact_held { mode: CONTACT_MODE_PHONE }"});
}

TEST(EpisodeTest, AFactOfAnEarlierEpisodeIsFoldedIntoIt) {
  const GivenCase given(
      {kOpened, kContacted, kExited, kReopened, {"2024-04-02", "contact_held { }"}});
  EXPECT_EQ(given.state().episodes[0].contacts.size(), 2u);
  EXPECT_TRUE(given.state().episodes[1].contacts.empty());
}

TEST(EpisodeTest, AnExitedCaseMayBeGivenToSomeoneForItsFollowUpsWithoutCountingAsLoad) {
  const AssignmentFacts full{{.active_in_unit = true, .load_percent = 100, .max_load = 1}};
  const auto decided = GivenCase({kOpened, kContacted, kExited})
                           .When(Command<casework::v1::AssignCaseRequest>(
                                     "caseworker_id: '00000000-0000-4000-8000-00000000000a' "
                                     "unit_id: '00000000-0000-4000-8000-000000000001'"),
                                 full);
  EXPECT_TRUE(decided.result().ok()) << decided.result().status();
}

TEST(EpisodeTest, APersonWhoLeftMayBeginANewEpisode) {
  const auto decided = GivenCase({kOpened, kContacted, kExited})
                           .When(Command<casework::v1::OpenCaseRequest>(
                                     "unit_id: '00000000-0000-4000-8000-000000000001'"),
                                 OpeningFacts{.person_known = true, .unit_open = true});
  EXPECT_EQ(decided.After().episodes.size(), 2u);
}

}  // namespace
}  // namespace framdrift::cases
