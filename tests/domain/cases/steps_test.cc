#include "domain/cases/steps.h"

#include "absl/strings/str_cat.h"
#include "domain/cases/refusals.h"
#include "tests/domain/cases/case_testing.h"

namespace framdrift::cases {
namespace {

using casework::v1::CancelStepRequest;
using casework::v1::CompleteStepRequest;
using casework::v1::PlanStepRequest;
using casework::v1::StartStepRequest;

constexpr char kActivity[] = "00000000-0000-4000-8000-0000000000e1";
constexpr char kPartner[] = "00000000-0000-4000-8000-0000000000e2";

template <typename Request>
Request OnStep(const std::string& more = "", const char* step = kStep) {
  return Command<Request>(absl::StrCat("step_id: '", step, "' ", more));
}

PlanStepRequest Plan(const std::string& step) {
  return Command<PlanStepRequest>(absl::StrCat("step { step_id: '", kOtherStep, "' ", step, " }"));
}

casework::v1::StepStatus StatusAfter(const testing::Decided<CaseDecider>& decided) {
  return decided.After().episodes[0].steps[0].status();
}

const GivenCase& PlannedCase() {
  static const auto* const given = new GivenCase({kOpened, kContacted, kPlanned});
  return *given;
}

TEST(PlanStepTest, AddsAStepThatCountsAsItsLocalTypeDoes) {
  StepFacts facts;
  facts.codes = *codes::CodeLists::From({{"activity_type", "kronan", "Kronan", "internship"}});
  facts.activities[*history::ActivityId::Parse(kActivity)] = true;
  facts.partners.insert(*history::PartnerId::Parse(kPartner));
  const std::string references =
      absl::StrCat(" activity_id: '", kActivity, "' partner_id: '", kPartner, "'");
  PlannedCase()
      .When(Plan("local_type: 'kronan' hours_per_week: 20 text: 'Kök'" + references), facts)
      .Then({absl::StrCat("step_planned { terms { step_id: '",
                          kOtherStep,
                          "' activity_type: ACTIVITY_TYPE_INTERNSHIP local_type: 'kronan' "
                          "hours_per_week: 20",
                          references,
                          " } }")})
      .ThenSealed({"step_planned { text: 'Kök' }"});
}

TEST(PlanStepTest, RefusesUnknownTypesActivitiesAndPartnersAtOnce) {
  PlannedCase()
      .When(
          Plan(absl::StrCat(
              "local_type: 'kronan' activity_id: '", kActivity, "' partner_id: '", kPartner, "'")),
          StepFacts())
      .ThenRefuse({kActivityTypeUnknown, kActivityUnknown, kPartnerUnknown});
}

TEST(PlanStepTest, RefusesAStepOfNoTypeAndALocalTypeThatCountsAsAnother) {
  PlannedCase().When(Plan(""), StepFacts()).ThenRefuse({kActivityTypeUnknown});
  PlannedCase()
      .When(Plan("local_type: 'sfi' activity_type: ACTIVITY_TYPE_TREATMENT"), StepFacts())
      .ThenRefuse({kActivityTypeUnknown});
}

TEST(PlanStepTest, RefusesAClosedActivity) {
  StepFacts facts;
  facts.activities[*history::ActivityId::Parse(kActivity)] = false;
  PlannedCase()
      .When(Plan(absl::StrCat("activity_type: ACTIVITY_TYPE_SFI activity_id: '", kActivity, "'")),
            facts)
      .ThenRefuse({kActivityClosed});
}

TEST(PlanStepTest, RefusesWithoutPlan) {
  GivenCase({kOpened, kContacted})
      .When(Plan("activity_type: ACTIVITY_TYPE_SFI"), StepFacts())
      .ThenRefuse({kPlanMissing});
}

TEST(PlanStepTest, RefusesAnIdThatIsTakenAndDatesAndHoursThatCannotBe) {
  PlanStepRequest command = Plan(
      "activity_type: ACTIVITY_TYPE_SFI from_date { year: 2024 month: 5 day: 2 } to_date { year: "
      "2024 month: 5 day: 1 } hours_per_week: 200");
  command.mutable_step()->set_step_id(kStep);
  PlannedCase()
      .When(command, StepFacts())
      .ThenRefuse({kStepExists, kDatesOutOfOrder, kHoursOutOfRange});
}

TEST(StartStepTest, MakesTheCaseActive) {
  const auto decided = PlannedCase()
                           .When(OnStep<StartStepRequest>())
                           .Then({absl::StrCat("step_started { step_id: '", kStep, "' }")});
  EXPECT_EQ(decided.After().phase(), casework::v1::PHASE_ACTIVE);
  EXPECT_EQ(StatusAfter(decided), casework::v1::STEP_STATUS_STARTED);
}

TEST(StartStepTest, RefusesAStepNobodyPlanned) {
  PlannedCase().When(OnStep<StartStepRequest>("", kOtherStep)).ThenRefuse({kStepUnknown});
}

TEST(StartStepTest, RefusesADayBeforeItWasPlanned) {
  PlannedCase()
      .When(OnStep<StartStepRequest>("occurred { date { year: 2024 month: 3 day: 4 } }"))
      .ThenRefuse({kPlanMissing});
}

TEST(StartStepTest, RefusesAStepThatHasStartedOrEnded) {
  GivenCase({kOpened, kContacted, kPlanned, kStarted})
      .When(OnStep<StartStepRequest>())
      .ThenRefuse({kStepStarted});
  GivenCase({kOpened, kContacted, kPlanned, kStarted, kCompleted})
      .When(OnStep<StartStepRequest>())
      .ThenRefuse({kStepEnded});
}

TEST(CompleteStepTest, CompletesARunningStepAndTheCaseStaysActive) {
  const auto decided =
      GivenCase({kOpened, kContacted, kPlanned, kStarted})
          .When(OnStep<CompleteStepRequest>("result: 'job' text: 'Fick arbete'"))
          .Then({absl::StrCat("step_completed { step_id: '", kStep, "' result: 'job' }")})
          .ThenSealed({"step_completed { text: 'Fick arbete' }"});
  EXPECT_EQ(decided.After().phase(), casework::v1::PHASE_ACTIVE);
  EXPECT_EQ(StatusAfter(decided), casework::v1::STEP_STATUS_COMPLETED);
}

TEST(CompleteStepTest, RefusesAStepThatNeverStartedOrOnlyLater) {
  PlannedCase().When(OnStep<CompleteStepRequest>()).ThenRefuse({kStepNotStarted});
  GivenCase({kOpened, kContacted, kPlanned, kStarted})
      .When(OnStep<CompleteStepRequest>("occurred { date { year: 2024 month: 3 day: 10 } }"))
      .ThenRefuse({kStepNotStarted});
}

TEST(CompleteStepTest, RefusesAStepThatHasEndedOrIsUnknown) {
  const GivenCase given({kOpened, kContacted, kPlanned, kStarted, kCompleted});
  given.When(OnStep<CompleteStepRequest>()).ThenRefuse({kStepEnded});
  given.When(OnStep<CompleteStepRequest>("", kOtherStep)).ThenRefuse({kStepUnknown});
}

TEST(CancelStepTest, CancelsAStepBeforeOrAfterItStarted) {
  EXPECT_EQ(StatusAfter(PlannedCase().When(OnStep<CancelStepRequest>("reason: 'moved'"))),
            casework::v1::STEP_STATUS_CANCELLED);
  const auto decided = GivenCase({kOpened, kContacted, kPlanned, kStarted})
                           .When(OnStep<CancelStepRequest>("text: 'Sjuk'"))
                           .ThenSealed({"step_cancelled { text: 'Sjuk' }"});
  EXPECT_EQ(StatusAfter(decided), casework::v1::STEP_STATUS_CANCELLED);
}

TEST(CancelStepTest, RefusesAStepThatHasEndedOrIsUnknown) {
  const GivenCase given({kOpened, kContacted, kPlanned, kStarted, kCompleted});
  given.When(OnStep<CancelStepRequest>()).ThenRefuse({kStepEnded});
  given.When(OnStep<CancelStepRequest>("", kOtherStep)).ThenRefuse({kStepUnknown});
}

}  // namespace
}  // namespace framdrift::cases
