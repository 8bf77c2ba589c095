// What came of an evaluation's participants, over the wire.
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "framdrift/casework/v1/case_service.grpc.pb.h"
#include "framdrift/evaluation/v1/evaluation_service.grpc.pb.h"
#include "framdrift/organisation/v1/organisation_service.grpc.pb.h"
#include "framdrift/person/v1/person_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/integration/evaluation_server.h"

namespace framdrift {
namespace {

namespace ev = evaluation::v1;
using evaluation_testing::CallFails;
using evaluation_testing::CallOk;
using evaluation_testing::Evaluations;
using evaluation_testing::kEvaluation;
using evaluation_testing::kPrices;
using evaluation_testing::Of;
using evaluation_testing::PriceTables;
using ::testing::ElementsAre;

// Persons with cases, some of whom were offered a way to work.
class MeasuredEvaluationTest : public evaluation_testing::EvaluationServer {
 protected:
  using Cases = casework::v1::CaseService::Stub;
  using Organisation = organisation::v1::OrganisationService::Stub;
  using Persons = person::v1::PersonService::Stub;

  MeasuredEvaluationTest() : cases_(server_.channel()), persons_(server_.channel()) {
    Organisation organisation(server_.channel());
    CallOk(organisation,
           &Organisation::CreateBoard,
           Of<organisation::v1::CreateBoardRequest>(absl::StrCat("tenants/skane/boards/", Uuid(1)),
                                                    "display_name: 'Nämnden'"));
    CallOk(organisation,
           &Organisation::CreateUnit,
           Of<organisation::v1::CreateUnitRequest>(
               absl::StrCat("tenants/skane/units/", Uuid(2)),
               absl::StrCat(
                   "display_name: 'Enheten' municipality_code: '1281' board_id: '", Uuid(1), "'")));
    for (int number = 100; number < 112; ++number) Open(number);
  }
  static std::string Uuid(int number) {
    return absl::StrFormat("0190b2c8-5b0e-7c3a-9f00-%012d", number);
  }
  // Even ones are young; of those every other one works from the second month.
  void Open(int number) {
    const std::string name = absl::StrCat("tenants/skane/persons/", Uuid(number));
    CallOk(persons_,
           &Persons::RegisterPerson,
           Of<person::v1::RegisterPersonRequest>(name, "given_name: 'Kim' family_name: 'Ek'"));
    Live(name, "INCOME_SUPPORT", "2022 month: 1 day: 1");
    if (number % 4 == 0) Live(name, "UNSUBSIDISED_WORK", "2023 month: 7 day: 1");
    CallOk(cases_,
           &Cases::OpenCase,
           Of<casework::v1::OpenCaseRequest>(
               absl::StrCat("tenants/skane/cases/", Uuid(number)),
               absl::StrCat("occurred { date { year: 2023 month: 6 day: 1 } } target_group: ",
                            number % 2 == 0 ? "TARGET_GROUP_YOUNG" : "TARGET_GROUP_OTHER",
                            " unit_id: '",
                            Uuid(2),
                            "'")));
  }
  void Live(const std::string& name, const std::string& state, const std::string& year) {
    CallOk(persons_,
           &Persons::SetLivelihood,
           Of<person::v1::SetLivelihoodRequest>(
               name,
               absl::StrCat("state: LIVELIHOOD_STATE_",
                            state,
                            " from_date { year: ",
                            year,
                            " } source: FACT_SOURCE_REGISTER",
                            state == "UNSUBSIDISED_WORK" ? " monthly_gross_ore: 2000000" : "")));
  }
  void Prepare() {
    PreparePrices();
    Commission();
    SetTerms("main", "");
  }
  void PreparePrices() {
    CallOk(prices_,
           &PriceTables::IssuePriceTable,
           Of<ev::IssuePriceTableRequest>(
               kPrices,
               "display_name: 'Priser' year: 2024 source: 'Test' "
               "taxes { payroll: 0.3 municipal: 0.2 regional: 0.1 } "
               "rows { code: 'support' kind: PRICE_KIND_UNTAXED_TRANSFER "
               "payer: PARTY_MUNICIPALITY price_ore: 1000000 unit: PRICE_UNIT_MONTH "
               "livelihood_states: LIVELIHOOD_STATE_INCOME_SUPPORT }"));
  }

  Cases cases_;
  Persons persons_;
};

TEST_F(MeasuredEvaluationTest, MeasuresAFrozenCohortAgainstThoseItIsComparedWith) {
  Prepare();
  const auto frozen = CallOk(evaluations_,
                             &Evaluations::FreezeCohort,
                             Of<ev::FreezeCohortRequest>(
                                 kEvaluation,
                                 "filter: 'target_group = YOUNG' "
                                 "comparison_filter: 'target_group = OTHER' follow_up_months: 4"))
                          .evaluation();
  EXPECT_EQ(frozen.cohort().persons(), 6);
  EXPECT_EQ(frozen.cohort().comparison_persons(), 6);
  // What is recorded later is not known at its position.
  Live(absl::StrCat("tenants/skane/persons/", Uuid(101)),
       "UNSUBSIDISED_WORK",
       "2023 month: 7 day: 1");
  const ev::Account account =
      CallOk(evaluations_,
             &Evaluations::ComputeAccount,
             Of<ev::ComputeAccountRequest>(kEvaluation, "kind: ACCOUNT_KIND_EX_POST"))
          .evaluation()
          .accounts(0);
  EXPECT_EQ(account.measured_months(), 4);
  EXPECT_EQ(account.measured_success(), 0.5);
  EXPECT_EQ(account.measured_deadweight(), 0);
  const auto lines = LinesOf(account);
  // Half of 20 000 · 1.3, from the second month.
  EXPECT_DOUBLE_EQ(lines.at(ev::PARTY_SOCIETY).course(0), 0);
  EXPECT_DOUBLE_EQ(lines.at(ev::PARTY_SOCIETY).course(1), 13'000);
  EXPECT_DOUBLE_EQ(lines.at(ev::PARTY_MUNICIPALITY).course(1), (20'000 * 0.2 + 10'000) / 2);
  EXPECT_EQ(lines.at(ev::PARTY_MUNICIPALITY).before_ore(), -1'000'000);
  EXPECT_EQ(account.warning(), "Self-selected: not an effect.");
  const auto report = CallOk(evaluations_,
                             &Evaluations::GetAccountReport,
                             Of<ev::GetAccountReportRequest>(kEvaluation))
                          .report();
  EXPECT_THAT(report.warnings(), ElementsAre("Self-selected: not an effect."));
}

TEST_F(MeasuredEvaluationTest, MeasuresEverybodyOnTheSideTheyWereDrawnTo) {
  PreparePrices();
  CallOk(evaluations_,
         &Evaluations::CommissionEvaluation,
         Of<ev::CommissionEvaluationRequest>(
             kEvaluation,
             "display_name: 'Jobbspår' purpose: 'Beslut' owner: 'Förbundet' steering: 'Kommunen' "
             "participants: 'Enheten' activities: 'Intervjuer' follow_up: 'Varje kvartal' "
             "start_date { year: 2023 month: 6 day: 1 } "
             "occurred { date { year: 2023 month: 5 day: 2 } }"));
  SetTerms("main", "");
  CallOk(evaluations_,
         &Evaluations::DesignTrial,
         Of<ev::DesignTrialRequest>(kEvaluation,
                                    "treatment: 'Jobbspår' control: 'Som förut' "
                                    "method: TRIAL_METHOD_ELSEWHERE note: 'Kuvert hos notarien' "
                                    "occurred { date { year: 2023 month: 5 day: 3 } }"));
  const auto assign = [&](const std::string& arm, const std::vector<int>& numbers) {
    auto request = Of<ev::AssignTrialRequest>(
        kEvaluation,
        absl::StrCat("arm: TRIAL_ARM_", arm, " occurred { date { year: 2023 month: 6 day: 1 } }"));
    for (const int number : numbers) request.add_person_ids(Uuid(number));
    return request;
  };
  CallOk(
      evaluations_, &Evaluations::AssignTrial, assign("TREATMENT", {100, 102, 104, 106, 108, 101}));
  CallOk(
      evaluations_, &Evaluations::AssignTrial, assign("CONTROL", {103, 105, 107, 109, 110, 111}));
  EXPECT_THAT(
      CallFails(evaluations_, &Evaluations::AssignTrial, assign("CONTROL", {999})).refusals(),
      ElementsAre("PERSON_UNKNOWN"));
  const auto frozen =
      CallOk(evaluations_,
             &Evaluations::FreezeCohort,
             Of<ev::FreezeCohortRequest>(kEvaluation,
                                         "by_trial: true take_up_filter: 'target_group = YOUNG' "
                                         "follow_up_months: 4"))
          .evaluation();
  EXPECT_EQ(frozen.trial().treatment_persons(), 6);
  EXPECT_EQ(frozen.trial().control_persons(), 6);
  EXPECT_EQ(frozen.trial().last_draw_date().month(), 6);
  const ev::Account account =
      CallOk(evaluations_,
             &Evaluations::ComputeAccount,
             Of<ev::ComputeAccountRequest>(kEvaluation, "kind: ACCOUNT_KIND_EX_POST"))
          .evaluation()
          .accounts(0);
  // Three of six at 20 000 · 1.3 in three months of four. Five of those drawn took part, and one of
  // the others: the estimate for those who did is 9 750 / (4/6). Less that for each who took part,
  // 4 875 three times, −14 625 twice and 0 are left, against −14 625 and 0 five times.
  const ev::ComparisonFigures& figures = account.comparison();
  EXPECT_DOUBLE_EQ(figures.difference(), 9'750);
  EXPECT_NEAR(figures.standard_error(), 9'750 / std::sqrt(5), 1e-6);
  EXPECT_EQ(figures.arms(0).took_up(), 1);
  EXPECT_EQ(figures.arms(1).took_up(), 5);
  EXPECT_NEAR(figures.take_up_difference(), 4.0 / 6, 1e-12);
  EXPECT_NEAR(figures.wald(), 14'625, 1e-6);
  EXPECT_NEAR(figures.wald_standard_error(), std::sqrt(15'447'656.25 + 5'941'406.25) * 1.5, 1e-6);
  EXPECT_EQ(account.warning(), "");
  const auto report = CallOk(evaluations_,
                             &Evaluations::GetAccountReport,
                             Of<ev::GetAccountReportRequest>(kEvaluation))
                          .report();
  EXPECT_THAT(report.warnings(), ElementsAre());
  EXPECT_EQ(report.sections(1).heading(), "How chance decided who takes part");
}

TEST_F(MeasuredEvaluationTest, ADrawThatIsOnlyClaimedIsNoDraw) {
  Prepare();
  CallOk(evaluations_,
         &Evaluations::FreezeCohort,
         Of<ev::FreezeCohortRequest>(kEvaluation,
                                     "filter: 'target_group = YOUNG' "
                                     "comparison_filter: 'target_group = OTHER' "
                                     "follow_up_months: 4 random_assignment: true "
                                     "assignment_note: 'Kuvert'"));
  const ev::Account account =
      CallOk(evaluations_,
             &Evaluations::ComputeAccount,
             Of<ev::ComputeAccountRequest>(kEvaluation, "kind: ACCOUNT_KIND_EX_POST"))
          .evaluation()
          .accounts(0);
  EXPECT_EQ(account.warning(), "Self-selected: not an effect.");
}

TEST_F(MeasuredEvaluationTest, RefusesCohortsThatAreEmptySmallOrUnreadableAndRolesWithoutCases) {
  Prepare();
  const auto freeze = [&](const std::string& filter) {
    return CallFails(
        evaluations_, &Evaluations::FreezeCohort, Of<ev::FreezeCohortRequest>(kEvaluation, filter));
  };
  EXPECT_THAT(freeze("filter: 'target_group = SINGLE_PROVIDER'").refusals(),
              ElementsAre("COHORT_EMPTY"));
  EXPECT_THAT(
      freeze("filter: 'target_group = YOUNG' comparison_filter: 'target_group = YOUNG'").refusals(),
      ElementsAre("COHORTS_OVERLAP"));
  EXPECT_EQ(freeze("filter: 'target_grupp = YOUNG'").code, grpc::StatusCode::INVALID_ARGUMENT);
  const auto refused =
      CallFails(evaluations_,
                &Evaluations::FreezeCohort,
                Of<ev::FreezeCohortRequest>(kEvaluation, "filter: 'target_group = YOUNG'"),
                {{"framdrift-actor", absl::StrCat("id=", Uuid(9), "; role=evaluator")}});
  EXPECT_EQ(refused.info.reason(), "CASE_ACCESS_MISSING");
}

}  // namespace
}  // namespace framdrift
