#include "domain/evaluation/trial.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "domain/evaluation/evaluation_commands.h"
#include "domain/evaluation/refusals.h"
#include "tests/testing/given.h"

namespace framdrift::evaluation {
namespace {

using testing::Given;
using testing::Past;
using testing::Proto;

const Past kSettledInMay{"2024-05-02 08:00",
                         "evaluation_commissioned { display_name: 'Jobbspår' "
                         "start_date { year: 2024 month: 6 day: 1 } }"};
const Past kBlocksOfFour{"2024-05-03 08:00",
                         "trial_designed { design { treatment: 'Jobbspår' control: 'Som förut' "
                         "method: TRIAL_METHOD_BLOCKS block_size: 4 seed: 7 note: 'Nämnden' } }"};
const Past kDrawnElsewhere{"2024-05-03 08:00",
                           "trial_designed { design { treatment: 'Jobbspår' control: 'Som förut' "
                           "method: TRIAL_METHOD_ELSEWHERE note: 'Kuvert hos notarien' } }"};

std::string PersonOf(int number) {
  return absl::StrCat("0190b2c8-5b0e-7c3a-9f00-00000000000", number);
}

std::string Assigned(int number, const std::string& arm) {
  return absl::StrCat(
      "assignments { person_id: '", PersonOf(number), "' arm: TRIAL_ARM_", arm, " }");
}

// By the seed 7 in blocks of four: the first two to the treatment.
const Past kFirstTwo{"2024-06-03 08:00",
                     absl::StrCat("participants_assigned { ", Assigned(1, "TREATMENT"),
                                  Assigned(2, "TREATMENT"), " }")};
const Past kMeasuredByDraw{"2024-12-03 08:00",
                           "cohort_frozen { by_trial: true follow_up_months: 4 persons: 2 }"};

v1::AssignTrialRequest Assign(const std::vector<int>& numbers, const std::string& more = "") {
  auto request = Proto<v1::AssignTrialRequest>(more);
  for (const int number : numbers) request.add_person_ids(PersonOf(number));
  return request;
}

v1::VoidEvaluationEventRequest Voiding(int position) {
  return Proto<v1::VoidEvaluationEventRequest>(
      absl::StrCat("position: ", position, " reason_code: 'typing-error'"));
}

// Of persons 0 to 7, as a second implementation of the documented numbers has them.
TEST(TrialTest, DrawsTheSameFromTheSameSeed) {
  const auto drawn = [](const std::string& design) {
    std::string arms;
    for (int64_t number = 0; number < 8; ++number) {
      const v1::TrialArm arm = ArmDrawn(Proto<v1::TrialDesign>(design), number);
      arms += arm == v1::TRIAL_ARM_TREATMENT ? "1" : arm == v1::TRIAL_ARM_CONTROL ? "0" : "-";
    }
    return arms;
  };
  EXPECT_EQ(drawn("method: TRIAL_METHOD_SIMPLE seed: 7"), "00110000");
  EXPECT_EQ(drawn("method: TRIAL_METHOD_BLOCKS block_size: 4 seed: 7"), "11000101");
  EXPECT_EQ(drawn("method: TRIAL_METHOD_ELSEWHERE"), "--------");
}

TEST(TrialTest, PutsHalfOfEveryBlockOnEachSide) {
  const auto design =
      Proto<v1::TrialDesign>("method: TRIAL_METHOD_BLOCKS block_size: 6 seed: 20240501");
  for (int64_t block = 0; block < 100; ++block) {
    int treated = 0;
    for (int64_t number = block * 6; number < block * 6 + 6; ++number) {
      if (ArmDrawn(design, number) == v1::TRIAL_ARM_TREATMENT) ++treated;
    }
    EXPECT_EQ(treated, 3) << block;
  }
}

TEST(TrialTest, IsDesignedBeforeWhatIsEvaluatedStarts) {
  const auto command = Proto<v1::DesignTrialRequest>(
      "treatment: 'Jobbspår' control: 'Som förut' method: TRIAL_METHOD_BLOCKS block_size: 4 "
      "seed: 7 note: 'Nämnden'");
  Given<EvaluationDecider>({kSettledInMay}).When(command).Then({kBlocksOfFour.event});
  Given<EvaluationDecider>({kSettledInMay})
      .At("2024-06-02 08:00")
      .When(command)
      .ThenRefuse({kDecidedAfterStart});
  Given<EvaluationDecider>({kSettledInMay, kBlocksOfFour}).When(command).ThenRefuse({kTrialExists});
}

TEST(TrialTest, RefusesEachThingOfTheDesignThatIsNotSettled) {
  const Given<EvaluationDecider> given({kSettledInMay});
  given.When(v1::DesignTrialRequest()).ThenRefuse(std::vector<std::string>(4, kTrialIncomplete));
  given
      .When(Proto<v1::DesignTrialRequest>(
          "treatment: 'a' control: 'b' method: TRIAL_METHOD_BLOCKS block_size: 3 seed: 1"))
      .ThenRefuse({kTrialIncomplete});
  given
      .When(Proto<v1::DesignTrialRequest>(
          "treatment: 'a' control: 'b' method: TRIAL_METHOD_ELSEWHERE"))
      .ThenRefuse({kTrialIncomplete});
}

TEST(TrialTest, DrawsPersonsInOrderOfIdAndGoesOnWhereItWas) {
  Given<EvaluationDecider>({kSettledInMay, kBlocksOfFour})
      .When(Assign({2, 1}), AssignFacts())
      .Then({kFirstTwo.event});
  Given<EvaluationDecider>({kSettledInMay, kBlocksOfFour, kFirstTwo})
      .When(Assign({5, 3, 4, 6}), AssignFacts())
      .Then({absl::StrCat("participants_assigned { ",
                          Assigned(3, "CONTROL"),
                          Assigned(4, "CONTROL"),
                          Assigned(5, "CONTROL"),
                          Assigned(6, "TREATMENT"),
                          " }")});
}

TEST(TrialTest, RecordsADrawThatWasMadeElsewhere) {
  Given<EvaluationDecider>({kSettledInMay, kDrawnElsewhere})
      .When(Assign({1}, "arm: TRIAL_ARM_CONTROL"), AssignFacts())
      .Then({absl::StrCat("participants_assigned { ", Assigned(1, "CONTROL"), " }")});
  Given<EvaluationDecider>({kSettledInMay, kDrawnElsewhere})
      .When(Assign({1}), AssignFacts())
      .ThenRefuse({kArmNotAsDrawn});
}

TEST(TrialTest, RefusesToDrawWithoutADesignTwiceOrToAnArmThatSomebodyChose) {
  Given<EvaluationDecider>({kSettledInMay})
      .When(Assign({1}), AssignFacts())
      .ThenRefuse({kTrialMissing});
  const Given<EvaluationDecider> given({kSettledInMay, kBlocksOfFour, kFirstTwo});
  given.When(Assign({2, 3, 3}), AssignFacts()).ThenRefuse({kPersonAssigned});
  given.When(Assign({3}, "arm: TRIAL_ARM_TREATMENT"), AssignFacts()).ThenRefuse({kArmNotAsDrawn});
  given.When(Assign({3}), AssignFacts{{PersonOf(3)}}).ThenRefuse({kPersonUnknown});
}

TEST(TrialTest, DrawsNobodyAndChangesNoDrawOnceItIsFixedWhoIsMeasured) {
  const Given<EvaluationDecider> given({kSettledInMay, kBlocksOfFour, kFirstTwo, kMeasuredByDraw});
  given.When(Assign({3}), AssignFacts()).ThenRefuse({kTrialMeasured});
  // Not as if it had been drawn before that, either.
  given.When(Assign({3}, "occurred { date { year: 2024 month: 7 day: 1 } }"), AssignFacts())
      .ThenRefuse({kTrialMeasured});
  given.When(Voiding(3), AmendFacts()).ThenRefuse({kTrialMeasured});
  Given<EvaluationDecider>({kSettledInMay, kMeasuredByDraw})
      .When(Proto<v1::DesignTrialRequest>(
          "treatment: 'a' control: 'b' method: TRIAL_METHOD_SIMPLE "
          "seed: 1 occurred { date { year: 2024 month: 5 day: 31 } }"))
      .ThenRefuse({kTrialMeasured});
}

TEST(TrialTest, ItsDesignChangesNoMoreOnceSomebodyIsDrawn) {
  const Given<EvaluationDecider> given({kSettledInMay, kBlocksOfFour, kFirstTwo});
  const auto correction = Proto<v1::CorrectEvaluationEventRequest>(absl::StrCat(
      "position: 2 reason_code: 'typing-error' replacement { ", kDrawnElsewhere.event, " }"));
  given.When(correction, AmendFacts()).ThenRefuse({kTrialBegun});
  given.When(Voiding(2), AmendFacts()).ThenRefuse({"LATER_EVENT_IN_THE_WAY"});
  EXPECT_TRUE(given.When(Voiding(3), AmendFacts()).result().ok());
  EXPECT_TRUE(Given<EvaluationDecider>({kSettledInMay, kBlocksOfFour})
                  .When(correction, AmendFacts())
                  .result()
                  .ok());
}

TEST(TrialTest, ACorrectionDoesNotPutAnybodyOnTheOtherSide) {
  Given<EvaluationDecider>({kSettledInMay, kBlocksOfFour, kFirstTwo})
      .When(Proto<v1::CorrectEvaluationEventRequest>(absl::StrCat(
                "position: 3 reason_code: 'typing-error' replacement { participants_assigned { ",
                Assigned(1, "CONTROL"),
                Assigned(2, "TREATMENT"),
                " } }")),
            AmendFacts())
      .ThenRefuse({"LATER_EVENT_IN_THE_WAY"});
}

TEST(TrialTest, IsMeasuredAsRecordedAndNotUnderTheCellLimit) {
  const auto command = Proto<v1::FreezeCohortRequest>("by_trial: true");
  const CohortFacts two{.position = 9, .persons = 2, .comparison_persons = 0, .cell_limit = 0};
  const Given<EvaluationDecider> given({kSettledInMay, kBlocksOfFour, kFirstTwo});
  EXPECT_TRUE(given.When(command, two).After().cohort->content.by_trial());
  CohortFacts few = two;
  few.cell_limit = 5;
  given.When(command, few).ThenRefuse({kCohortTooSmall});
  CohortFacts others = two;
  others.persons = 3;
  given.When(command, others).ThenRefuse({kTrialChanged});
  Given<EvaluationDecider>({kSettledInMay})
      .When(command, CohortFacts())
      .ThenRefuse({kTrialMissing});
  const auto filtered = Proto<v1::FreezeCohortRequest>("by_trial: true filter: 'a'");
  EXPECT_EQ(given.When(filtered, two).result().status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(given.When(v1::FreezeCohortRequest(), two).result().status().code(),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace framdrift::evaluation
