#include "domain/evaluation/evaluation.h"

#include <gtest/gtest.h>

#include "domain/evaluation/evaluation_commands.h"
#include "domain/evaluation/refusals.h"
#include "domain/history/refusals.h"
#include "tests/testing/given.h"

namespace framdrift::evaluation {
namespace {

using history::kDatesOutOfOrder;
using history::kOccurredBeforeStart;
using testing::Given;
using testing::Past;
using testing::Proto;

constexpr char kSettled[] =
    "display_name: 'Jobbspår' purpose: 'Beslut om fortsättning' owner: 'Förbundet' "
    "steering: 'Kommunen' steering: 'Regionen' participants: 'Vuxenutbildningen' "
    "activities: 'Intervjuer' follow_up: 'Varje kvartal' "
    "start_date { year: 2024 month: 9 day: 1 }";

const Past kCommissioned{"2024-05-02 08:00",
                         absl::StrCat("evaluation_commissioned { ", kSettled, " }")};
const Past kHalf{"2024-06-03 08:00",
                 "typical_case_defined { typical_case { code: 'single' share: 0.5 } }"};

PriceTable Prices() {
  PriceTable table;
  table.created = testing::Occurred("2024-01-02");
  table.years[2024];
  return table;
}

EvaluationEvents Decided(const v1::SetParametersRequest& request, const PriceTable* table) {
  const Given<EvaluationDecider> given({kCommissioned});
  return Decide(given.state(), request, ParametersFacts{table}, given.context());
}

std::vector<std::string> Reasons(const EvaluationEvents& decided) {
  std::vector<std::string> reasons;
  for (const Refusal& refusal : RefusalsOf(decided.status())) reasons.push_back(refusal.reason);
  return reasons;
}

constexpr char kTerms[] =
    "price_table_id: '0190b2c8-5b0e-7c3a-9f00-0000000000d1' price_year: 2024 participants: 24 "
    "success: 0.4 deadweight: 0.15 retention: 0.985 discount_rate: 0.035 "
    "costs { party: PARTY_MUNICIPALITY amount_ore: 3000000 }";

v1::SetParametersRequest Terms(const std::string& more = "") {
  return Proto<v1::SetParametersRequest>(absl::StrCat("parameters { ", kTerms, " ", more, " }"));
}

TEST(EvaluationTest, IsCommissionedWithAllThatIsSettledBeforeItStarts) {
  Given<EvaluationDecider>({})
      .At("2024-05-02 08:00")
      .When(Proto<v1::CommissionEvaluationRequest>(kSettled), CommissionFacts())
      .Then({kCommissioned.event});
}

TEST(EvaluationTest, RefusesEachThingThatIsNotSettled) {
  Given<EvaluationDecider>({})
      .At("2024-05-02 08:00")
      .When(Proto<v1::CommissionEvaluationRequest>("start_date { year: 2024 month: 9 day: 1 }"),
            CommissionFacts())
      .ThenRefuse(std::vector<std::string>(6, kSettlementIncomplete));
}

TEST(EvaluationTest, RefusesOneThatStartedBeforeItWasDecidedOnAndEndsBeforeItStarts) {
  v1::CommissionEvaluationRequest request = Proto<v1::CommissionEvaluationRequest>(kSettled);
  request.mutable_end_date()->CopyFrom(request.start_date());
  Given<EvaluationDecider>({})
      .At("2024-09-02 08:00")
      .When(request, CommissionFacts())
      .ThenRefuse({kDecidedAfterStart, kDatesOutOfOrder});
}

TEST(EvaluationTest, RefusesOneThatExistsOrIsTheTaskOfANetworkThatDoesNot) {
  Given<EvaluationDecider>({kCommissioned})
      .When(Proto<v1::CommissionEvaluationRequest>(kSettled), CommissionFacts())
      .ThenRefuse({kEvaluationExists});
  Given<EvaluationDecider>({})
      .At("2024-05-02 08:00")
      .When(Proto<v1::CommissionEvaluationRequest>(kSettled), CommissionFacts{false})
      .ThenRefuse({kNetworkUnknown});
}

TEST(EvaluationTest, RefusesAnythingOfOneThatIsNotKnown) {
  const Given<EvaluationDecider> given({});
  const auto decided = given.When(v1::DefineTypicalCaseRequest());
  decided.ThenRefuse({kEvaluationNotFound});
  EXPECT_EQ(decided.result().status().code(), absl::StatusCode::kNotFound);
  given.When(v1::NoteQualitativeFactorRequest()).ThenRefuse({kEvaluationNotFound});
  given.When(v1::SetParametersRequest(), ParametersFacts()).ThenRefuse({kEvaluationNotFound});
}

TEST(EvaluationTest, DefinesTypicalCasesWhoseSharesComeToOne) {
  const Given<EvaluationDecider> given({kCommissioned, kHalf});
  const auto decided = given.When(Proto<v1::DefineTypicalCaseRequest>(
      "typical_case { code: 'young' share: 0.5 after { wage_ore: 2700000 extent: 0.75 "
      "items { code: 'care' quantity: 1.5 } } }"));
  EXPECT_EQ(SumOfShares(decided.After().typical_cases), 1'000'000);
}

TEST(EvaluationTest, ReplacesACaseAndTakesOneAwayByAShareOfNought) {
  const Given<EvaluationDecider> given({kCommissioned, kHalf});
  const auto define = [&](const char* text) {
    return given.When(Proto<v1::DefineTypicalCaseRequest>(text)).After().typical_cases;
  };
  EXPECT_EQ(SumOfShares(define("typical_case { code: 'single' share: 0.75 }")), 750'000);
  EXPECT_TRUE(define("typical_case { code: 'single' }").empty());
}

TEST(EvaluationTest, RefusesSharesThatComeToMoreThanOneAndOnesThatAreNone) {
  const Given<EvaluationDecider> given({kCommissioned, kHalf});
  given.When(Proto<v1::DefineTypicalCaseRequest>("typical_case { code: 'young' share: 0.500001 }"))
      .ThenRefuse({kSharesNotOne});
  given.When(Proto<v1::DefineTypicalCaseRequest>("typical_case { code: 'young' share: -0.1 }"))
      .ThenRefuse({kShareOutOfRange});
}

TEST(EvaluationTest, RefusesStatesThatCannotBe) {
  Given<EvaluationDecider>({kCommissioned})
      .When(Proto<v1::DefineTypicalCaseRequest>(
          "typical_case { code: 'Ung vuxen' share: 1 "
          "before { wage_ore: -1 extent: 1.5 productivity: 11 } "
          "after { wage_ore: 1000000001 items { code: 'care' amount_ore: -5 } "
          "items { code: 'care' quantity: -1 } } }"))
      .ThenRefuse({kCodeInvalid,
                   kAmountNegative,
                   kStateOutOfRange,
                   kStateOutOfRange,
                   kAmountOutOfRange,
                   kAmountNegative,
                   kStateOutOfRange});
}

TEST(EvaluationTest, RefusesADefinitionBeforeItWasCommissioned) {
  Given<EvaluationDecider>({kCommissioned})
      .When(Proto<v1::DefineTypicalCaseRequest>("typical_case { code: 'young' share: 1 } occurred "
                                                "{ date { year: 2024 month: 4 day: 1 } }"))
      .ThenRefuse({kOccurredBeforeStart});
}

TEST(EvaluationTest, SetsTheTermsOfTheMainScenario) {
  const PriceTable prices = Prices();
  const auto decided = Decided(Terms(), &prices);
  ASSERT_TRUE(decided.ok()) << decided.status();
  EXPECT_EQ((*decided)[0].event.parameters_set().scenario(), "main");
}

TEST(EvaluationTest, RefusesAPriceTableThatIsNotThereOrLacksTheYear) {
  EXPECT_THAT(Reasons(Decided(Terms(), nullptr)), ::testing::ElementsAre(kPriceTableUnknown));
  PriceTable prices = Prices();
  prices.years.clear();
  prices.years[2023];
  EXPECT_THAT(Reasons(Decided(Terms(), &prices)), ::testing::ElementsAre(kPriceYearMissing));
}

TEST(EvaluationTest, RefusesEveryParameterThatIsOutOfRange) {
  const PriceTable prices = Prices();
  v1::SetParametersRequest request = Terms();
  v1::Parameters& parameters = *request.mutable_parameters();
  parameters.set_participants(0);
  parameters.set_success(1.1);
  parameters.set_deadweight(-0.1);
  parameters.set_displacement(2);
  parameters.set_retention(1.01);
  parameters.set_discount_rate(-0.01);
  parameters.set_public_funds(1.5);
  v1::ParameterRange& range = *parameters.add_ranges();
  range.set_low(1);
  EXPECT_THAT(Reasons(Decided(request, &prices)),
              ::testing::ElementsAreArray(std::vector<std::string>(8, kParameterOutOfRange)));
}

TEST(EvaluationTest, RefusesNegativeCostsGrantsThatDoNotEvenOutAndPayersThatAreNone) {
  const PriceTable prices = Prices();
  EXPECT_THAT(Reasons(Decided(Terms("costs { party: PARTY_REGION amount_ore: -1 } "
                                    "costs { party: PARTY_SOCIETY amount_ore: 1 } "
                                    "grants { party: PARTY_STATE amount_ore: -500 } "
                                    "grants { party: PARTY_REGION amount_ore: 400 }"),
                              &prices)),
              ::testing::UnorderedElementsAre(kAmountNegative, kPartyUnknown, kGrantsNotZero));
  EXPECT_TRUE(Decided(Terms("grants { party: PARTY_STATE amount_ore: -500 } "
                            "grants { party: PARTY_REGION amount_ore: 500 }"),
                      &prices)
                  .ok());
}

TEST(EvaluationTest, NotesWhatFiguresDoNotSayAndRefusesWhatIsNoFactor) {
  const Given<EvaluationDecider> given({kCommissioned});
  given
      .When(Proto<v1::NoteQualitativeFactorRequest>(
          "kind: FACTOR_KIND_LEARNING area: FACTOR_AREA_STEERING text: 'Tidig styrgrupp'"))
      .Then({"qualitative_factor_noted { factor { kind: FACTOR_KIND_LEARNING "
             "area: FACTOR_AREA_STEERING text: 'Tidig styrgrupp' } }"});
  given.When(v1::NoteQualitativeFactorRequest()).ThenRefuse({kFactorUnknown});
}

TEST(EvaluationTest, RefusesToVoidWhatLaterEventsStandOn) {
  Given<EvaluationDecider>({kCommissioned, kHalf})
      .When(Proto<v1::VoidEvaluationEventRequest>("position: 1 reason_code: 'duplicate'"),
            AmendFacts())
      .ThenRefuse({"LATER_EVENT_IN_THE_WAY"});
}

const Past kComputed{
    "2024-06-04 08:00",
    "evaluation_computed { account { kind: ACCOUNT_KIND_EX_ANTE scenario: 'main' } }"};
const Past kPublished{"2024-06-05 08:00", "evaluation_published { report { title: 'R' } }"};

TEST(EvaluationTest, ChangesNoMoreOncePublished) {
  const Given<EvaluationDecider> given({kCommissioned, kComputed, kPublished});
  given.When(Proto<v1::DefineTypicalCaseRequest>("typical_case { code: 'young' share: 1 }"))
      .ThenRefuse({kEvaluationPublished});
  given
      .When(Proto<v1::NoteQualitativeFactorRequest>(
          "kind: FACTOR_KIND_LEARNING area: FACTOR_AREA_STEERING text: 'Sent'"))
      .ThenRefuse({kEvaluationPublished});
  given.When(v1::ComputeAccountRequest(), ComputeFacts()).ThenRefuse({kEvaluationPublished});
  given.When(v1::PublishEvaluationRequest(), PublishFacts()).ThenRefuse({kEvaluationPublished});
  given
      .When(Proto<v1::CorrectEvaluationEventRequest>("position: 3 reason_code: 'typing-error'"),
            AmendFacts())
      .ThenRefuse({kEvaluationPublished});
  given
      .When(Proto<v1::VoidEvaluationEventRequest>("position: 2 reason_code: 'duplicate'"),
            AmendFacts())
      .ThenRefuse({kEvaluationPublished});
  EXPECT_TRUE(
      given
          .When(Proto<v1::VoidEvaluationEventRequest>("position: 3 reason_code: 'duplicate'"),
                AmendFacts())
          .result()
          .ok());
}

TEST(EvaluationTest, PublishesNothingThatIsNotComputed) {
  Given<EvaluationDecider>({kCommissioned})
      .When(v1::PublishEvaluationRequest(), PublishFacts())
      .ThenRefuse({kAccountNotComputed});
}

TEST(EvaluationTest, PublishesNoAccountWhosePricesHaveChanged) {
  PublishFacts facts;
  facts.prices_changed = {true};
  Given<EvaluationDecider>({kCommissioned, kComputed})
      .When(v1::PublishEvaluationRequest(), facts)
      .ThenRefuse({kAccountStale});
}

TEST(EvaluationTest, AnAccountGoesWithTheTermsItWasMadeOf) {
  const Given<EvaluationDecider> given(
      {kCommissioned, kComputed, {"2024-06-06 08:00", "parameters_set { scenario: 'main' }"}});
  EXPECT_TRUE(given.state().accounts.empty());
}

}  // namespace
}  // namespace framdrift::evaluation
