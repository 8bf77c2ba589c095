#include "domain/cases/work_plan.h"

#include "absl/strings/str_cat.h"
#include "domain/cases/refusals.h"
#include "tests/domain/cases/case_testing.h"

namespace framdrift::cases {
namespace {

using casework::v1::AcknowledgeWorkPlanRequest;
using casework::v1::AdoptWorkPlanRequest;
using casework::v1::ReviewWorkPlanRequest;
using casework::v1::ReviseWorkPlanRequest;

constexpr char kGoal[] =
    "goals { title: 'Arbete inom vården' target_date { year: 2024 month: 9 day: 1 } } ";
constexpr char kWorkTrack[] = "track: PLAN_TRACK_WORK ";

TEST(AdoptWorkPlanTest, NeedsNoMoreThanOneGoalWithTitleAndDate) {
  const auto decided =
      GivenCase({kOpened, kContacted})
          .When(Command<AdoptWorkPlanRequest>(absl::StrCat(kWorkTrack, kGoal)), StepFacts())
          .Then({"work_plan_adopted { terms { track: PLAN_TRACK_WORK goals { target_date { year: "
                 "2024 month: 9 day: 1 } } } }"})
          .ThenSealed({"work_plan_adopted { goal_titles: 'Arbete inom vården' }"});
  EXPECT_EQ(decided.After().phase(), casework::v1::PHASE_PLANNED);
}

TEST(AdoptWorkPlanTest, PlansItsStepsWithIdsOfTheirOwn) {
  StepFacts facts;
  facts.fresh_ids = {*StepId::Parse(kStep), *StepId::Parse(kOtherStep)};
  const auto decided =
      GivenCase({kOpened, kContacted})
          .When(Command<AdoptWorkPlanRequest>(absl::StrCat(
                    kWorkTrack,
                    kGoal,
                    "steps { activity_type: ACTIVITY_TYPE_SFI hours_per_week: 15 } steps { "
                    "activity_type: ACTIVITY_TYPE_INTERNSHIP text: 'Kronans förskola' }")),
                facts)
          .ThenSealed({"work_plan_adopted { goal_titles: 'Arbete inom vården' step_texts: '' "
                       "step_texts: 'Kronans förskola' }"});
  const Case after = decided.After();
  ASSERT_EQ(after.episodes[0].steps.size(), 2u);
  EXPECT_EQ(after.episodes[0].steps[1].id.ToString(), kOtherStep);
  EXPECT_EQ(after.episodes[0].steps[1].index_in_event, 1);
  EXPECT_EQ(after.phase(), casework::v1::PHASE_PLANNED);
}

TEST(AdoptWorkPlanTest, RefusesBeforeTheFirstContactAndWithoutAGoalAtOnce) {
  GivenCase({kOpened})
      .When(Command<AdoptWorkPlanRequest>(kWorkTrack), StepFacts())
      .ThenRefuse({kFirstContactMissing, kGoalMissing});
}

TEST(AdoptWorkPlanTest, RefusesAGoalWithoutTitleAndOneWithoutDate) {
  const GivenCase given({kOpened, kContacted});
  given
      .When(Command<AdoptWorkPlanRequest>(
                absl::StrCat(kWorkTrack, "goals { target_date { year: 2024 month: 9 day: 1 } }")),
            StepFacts())
      .ThenRefuse({kGoalMissing});
  given
      .When(Command<AdoptWorkPlanRequest>(absl::StrCat(kWorkTrack, "goals { title: 'Arbete' }")),
            StepFacts())
      .ThenRefuse({kGoalMissing});
}

TEST(AdoptWorkPlanTest, RefusesASecondPlan) {
  GivenCase({kOpened, kContacted, kPlanned})
      .When(Command<AdoptWorkPlanRequest>(absl::StrCat(kWorkTrack, kGoal)), StepFacts())
      .ThenRefuse({kPlanAdopted});
}

TEST(AdoptWorkPlanTest, RefusesDatesBeforeThePlanAndStepsThatEndBeforeTheyBegin) {
  GivenCase({kOpened, kContacted})
      .When(Command<AdoptWorkPlanRequest>(absl::StrCat(
                kWorkTrack,
                "goals { title: 'Arbete' target_date { year: 2024 month: 3 day: 3 } } "
                "target_date { year: 2024 month: 3 day: 3 } "
                "next_review_date { year: 2023 month: 9 day: 1 } steps { step_id: '",
                kStep,
                "' activity_type: ACTIVITY_TYPE_SFI from_date { year: 2024 month: 4 day: 1 } "
                "to_date { year: 2024 month: 4 day: 1 } }")),
            StepFacts())
      .ThenRefuse({kDatesOutOfOrder, kDatesOutOfOrder, kDatesOutOfOrder, kDatesOutOfOrder});
}

TEST(AdoptWorkPlanTest, RefusesMoreHoursThanAWeekHasAndFewerThanNone) {
  GivenCase({kOpened, kContacted})
      .When(Command<AdoptWorkPlanRequest>(absl::StrCat(
                kWorkTrack, kGoal, "hours_per_week_required: 169 own_search_hours: -1")),
            StepFacts())
      .ThenRefuse({kHoursOutOfRange, kHoursOutOfRange});
}

TEST(AdoptWorkPlanTest, RefusesTwoStepsOfOneId) {
  const std::string step =
      absl::StrCat("steps { step_id: '", kStep, "' activity_type: ACTIVITY_TYPE_SFI } ");
  GivenCase({kOpened, kContacted})
      .When(Command<AdoptWorkPlanRequest>(absl::StrCat(kWorkTrack, kGoal, step, step)), StepFacts())
      .ThenRefuse({kStepExists});
}

TEST(ReviseWorkPlanTest, ReplacesTheTermsAndAsksToBeSeenAgain) {
  const Past seen{"2024-03-06", "work_plan_acknowledged { by: ACKNOWLEDGED_BY_CITIZEN }"};
  const auto decided = GivenCase({kOpened, kContacted, kPlanned, seen})
                           .When(Command<ReviseWorkPlanRequest>(absl::StrCat(
                               "track: PLAN_TRACK_STUDY own_search_hours: 2 ", kGoal)));
  const WorkPlan plan = *decided.After().episodes[0].plan;
  EXPECT_EQ(plan.track, casework::v1::PLAN_TRACK_STUDY);
  EXPECT_EQ(plan.own_search_hours, 2);
  EXPECT_FALSE(plan.acknowledged.has_value());
  EXPECT_EQ(decided.After().episodes[0].steps.size(), 1u);
}

TEST(ReviseWorkPlanTest, RefusesWithoutPlanAndWithoutGoal) {
  GivenCase({kOpened, kContacted})
      .When(Command<ReviseWorkPlanRequest>(kWorkTrack))
      .ThenRefuse({kPlanMissing, kGoalMissing});
}

TEST(ReviewWorkPlanTest, MovesTheNextReview) {
  const auto decided =
      GivenCase({kOpened, kContacted, kPlanned})
          .When(Command<ReviewWorkPlanRequest>("result: REVIEW_RESULT_CONTINUES next_review_date { "
                                               "year: 2024 month: 6 day: 1 } text: 'Går bra'"))
          .Then({"work_plan_reviewed { result: REVIEW_RESULT_CONTINUES next_review_date { year: "
                 "2024 month: 6 day: 1 } }"})
          .ThenSealed({"work_plan_reviewed { text: 'Går bra' }"});
  EXPECT_EQ(decided.After().episodes[0].plan->next_review, absl::CivilDay(2024, 6, 1));
}

TEST(ReviewWorkPlanTest, RefusesWithoutPlanAndAReviewInThePast) {
  GivenCase({kOpened, kContacted})
      .When(Command<ReviewWorkPlanRequest>(
          "result: REVIEW_RESULT_CONTINUES next_review_date { year: 2024 month: 1 day: 1 }"))
      .ThenRefuse({kPlanMissing, kDatesOutOfOrder});
}

TEST(AcknowledgeWorkPlanTest, TheCitizenSeesThePlan) {
  const auto decided = GivenCase({kOpened, kContacted, kPlanned})
                           .When(Command<AcknowledgeWorkPlanRequest>("by: ACKNOWLEDGED_BY_CITIZEN"),
                                 AcknowledgementFacts())
                           .Then({"work_plan_acknowledged { by: ACKNOWLEDGED_BY_CITIZEN }"});
  EXPECT_TRUE(decided.After().episodes[0].plan->acknowledged.has_value());
}

TEST(AcknowledgeWorkPlanTest, RefusesWithoutPlanAndARepresentativeWhomNobodyKnows) {
  GivenCase({kOpened, kContacted})
      .When(Command<AcknowledgeWorkPlanRequest>("by: ACKNOWLEDGED_BY_REPRESENTATIVE"),
            AcknowledgementFacts())
      .ThenRefuse({kPlanMissing, kRepresentativeMissing});
}

}  // namespace
}  // namespace framdrift::cases
