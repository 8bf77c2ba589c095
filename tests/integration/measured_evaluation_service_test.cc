// What came of an evaluation's participants, over the wire.
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "framdrift/casework/v1/case_service.grpc.pb.h"
#include "framdrift/evaluation/v1/evaluation_service.grpc.pb.h"
#include "framdrift/migration/v1/migration_service.grpc.pb.h"
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
using evaluation_testing::Named;
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
           Named<organisation::v1::CreateBoardRequest>(
               absl::StrCat("tenants/skane/boards/", Uuid(1)), "display_name: 'Nämnden'"));
    CallOk(organisation,
           &Organisation::CreateUnit,
           Named<organisation::v1::CreateUnitRequest>(
               absl::StrCat("tenants/skane/units/", Uuid(2)),
               absl::StrCat(
                   "display_name: 'Enheten' municipality_code: '1281' board_id: '", Uuid(1), "'")));
    for (int number = 100; number < 120; ++number) Open(number, "2023 month: 6 day: 1");
  }
  static std::string Uuid(int number) {
    return absl::StrFormat("0190b2c8-5b0e-7c3a-9f00-%012d", number);
  }
  // Even ones are young; of those every other one works from the second month.
  void Open(int number, const std::string& day) {
    const std::string name = absl::StrCat("tenants/skane/persons/", Uuid(number));
    CallOk(persons_,
           &Persons::RegisterPerson,
           Named<person::v1::RegisterPersonRequest>(
               name,
               "given_name: 'Kim' family_name: 'Ek' "
               "occurred { date { year: 2021 month: 1 day: 1 } }"));
    Live(name, "INCOME_SUPPORT", "2022 month: 1 day: 1");
    if (number % 4 == 0) Live(name, "UNSUBSIDISED_WORK", "2023 month: 7 day: 1");
    CallOk(cases_,
           &Cases::OpenCase,
           Named<casework::v1::OpenCaseRequest>(
               absl::StrCat("tenants/skane/cases/", Uuid(number)),
               absl::StrCat("occurred { date { year: ",
                            day,
                            " } } target_group: ",
                            number % 2 == 0 ? "TARGET_GROUP_YOUNG" : "TARGET_GROUP_OTHER",
                            " unit_id: '",
                            Uuid(2),
                            "'")));
  }
  void Live(const std::string& name, const std::string& state, const std::string& year) {
    CallOk(persons_,
           &Persons::SetLivelihood,
           Named<person::v1::SetLivelihoodRequest>(
               name,
               absl::StrCat("state: LIVELIHOOD_STATE_",
                            state,
                            " from_date { year: ",
                            year,
                            " } source: FACT_SOURCE_REGISTER",
                            state == "UNSUBSIDISED_WORK" ? " monthly_gross_ore: 2000000" : "")));
  }
  void Prepare(const std::string& commissioned = "") {
    PreparePrices();
    Commission(commissioned);
    SetTerms("main", "");
  }
  void PreparePrices() {
    CallOk(prices_,
           &PriceTables::IssuePriceTable,
           Named<ev::IssuePriceTableRequest>(
               kPrices,
               "display_name: 'Priser' year: 2024 source: 'Test' "
               "taxes { payroll: 0.3 municipal: 0.2 regional: 0.1 } "
               "rows { code: 'support' kind: PRICE_KIND_UNTAXED_TRANSFER "
               "payer: PARTY_MUNICIPALITY price_ore: 1000000 unit: PRICE_UNIT_MONTH "
               "livelihood_states: LIVELIHOOD_STATE_INCOME_SUPPORT }"));
  }

  // Of the young, for July 2023.
  void ImportAid(const std::string& aid, const std::string& told) {
    using migration::v1::MigrationService;
    MigrationService::Stub migration(server_.channel());
    grpc::ClientContext context;
    ::framdrift::testing::SetDeadline(context);
    const auto stream = migration.ImportFacts(&context);
    migration::v1::ImportFactsRequest request;
    request.mutable_plan()->set_parent("tenants/skane");
    request.mutable_plan()->set_source("Test");
    stream->Write(request);
    migration::v1::ImportFactsResponse response;
    EXPECT_TRUE(stream->Read(&response));
    std::string facts;
    for (int number = 100; number < 120; number += 2) {
      absl::StrAppend(&facts,
                      " facts { stream_id: '",
                      Uuid(number),
                      "' occurred { date { year: ",
                      told,
                      " } } case_event { aid_month_set { month { year: 2023 month: 7 day: 1 } ",
                      aid,
                      " } } }");
    }
    stream->Write(::framdrift::testing::Text<migration::v1::ImportFactsRequest>(
        absl::StrCat("commit { commit_id: '", Uuid(++imported_), "'", facts, " }")));
    EXPECT_TRUE(stream->Read(&response));
    EXPECT_THAT(response.refused(), ElementsAre());
    stream->WritesDone();
    EXPECT_TRUE(stream->Finish().ok());
  }
  ev::Account Measured() {
    return CallOk(evaluations_,
                  &Evaluations::ComputeAccount,
                  Named<ev::ComputeAccountRequest>(kEvaluation, "kind: ACCOUNT_KIND_EX_POST"))
        .evaluation()
        .accounts(0);
  }

  static constexpr char kJune[] = "occurred { date { year: 2023 month: 6 day: 2 } }";
  static constexpr char kSeptember[] = "occurred { date { year: 2023 month: 9 day: 30 } }";

  Cases cases_;
  Persons persons_;
  int imported_ = 900;
};

TEST_F(MeasuredEvaluationTest, MeasuresAFrozenCohortAgainstThoseItIsComparedWith) {
  Prepare();
  const auto frozen = CallOk(evaluations_,
                             &Evaluations::FreezeCohort,
                             Named<ev::FreezeCohortRequest>(
                                 kEvaluation,
                                 "filter: 'target_group = YOUNG' "
                                 "comparison_filter: 'target_group = OTHER' follow_up_months: 4"))
                          .evaluation();
  EXPECT_EQ(frozen.cohort().persons(), 10);
  EXPECT_EQ(frozen.cohort().comparison_persons(), 10);
  // What is recorded later is not known at its position.
  Live(absl::StrCat("tenants/skane/persons/", Uuid(101)),
       "UNSUBSIDISED_WORK",
       "2023 month: 7 day: 1");
  const ev::Account account = Measured();
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
                             Named<ev::GetAccountReportRequest>(kEvaluation))
                          .report();
  EXPECT_THAT(report.warnings(), ElementsAre("Self-selected: not an effect."));
}

TEST_F(MeasuredEvaluationTest, MeasuresEverybodyOnTheSideTheyWereDrawnTo) {
  PreparePrices();
  CallOk(evaluations_,
         &Evaluations::CommissionEvaluation,
         Named<ev::CommissionEvaluationRequest>(
             kEvaluation,
             "display_name: 'Jobbspår' purpose: 'Beslut' owner: 'Förbundet' steering: 'Kommunen' "
             "participants: 'Enheten' activities: 'Intervjuer' follow_up: 'Varje kvartal' "
             "start_date { year: 2023 month: 6 day: 1 } "
             "occurred { date { year: 2023 month: 5 day: 2 } }"));
  SetTerms("main", "");
  CallOk(evaluations_,
         &Evaluations::DesignTrial,
         Named<ev::DesignTrialRequest>(kEvaluation,
                                       "treatment: 'Jobbspår' control: 'Som förut' "
                                       "method: TRIAL_METHOD_ELSEWHERE note: 'Kuvert hos notarien' "
                                       "occurred { date { year: 2023 month: 5 day: 3 } }"));
  const auto assign = [&](const std::string& arm, const std::vector<int>& numbers) {
    auto request = Named<ev::AssignTrialRequest>(
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
             Named<ev::FreezeCohortRequest>(kEvaluation,
                                            "by_trial: true take_up_filter: 'target_group = YOUNG' "
                                            "follow_up_months: 4"))
          .evaluation();
  EXPECT_EQ(frozen.trial().treatment_persons(), 6);
  EXPECT_EQ(frozen.trial().control_persons(), 6);
  EXPECT_EQ(frozen.trial().last_draw_date().month(), 6);
  const ev::Account account = Measured();
  // Three of six at 20 000 · 1.3 in three months of four. Five of those drawn took part, and one of
  // the others: too few to be told of, and what would tell of them.
  const ev::ComparisonFigures& figures = account.comparison();
  EXPECT_DOUBLE_EQ(figures.difference(), 9'750);
  EXPECT_NEAR(figures.standard_error(), 9'750 / std::sqrt(5), 1e-6);
  EXPECT_TRUE(figures.take_up_withheld());
  EXPECT_EQ(figures.arms(1).took_up(), 0);
  EXPECT_FALSE(figures.has_wald());
  EXPECT_FALSE(figures.has_wald_standard_error());
  EXPECT_EQ(account.warning(), "");
  const auto report = CallOk(evaluations_,
                             &Evaluations::GetAccountReport,
                             Named<ev::GetAccountReportRequest>(kEvaluation))
                          .report();
  EXPECT_THAT(report.warnings(), ElementsAre());
  EXPECT_EQ(report.sections(1).heading(), "How chance decided who takes part");
}

TEST_F(MeasuredEvaluationTest, ADrawThatIsOnlyClaimedIsNoDraw) {
  Prepare();
  CallOk(evaluations_,
         &Evaluations::FreezeCohort,
         Named<ev::FreezeCohortRequest>(kEvaluation,
                                        "filter: 'target_group = YOUNG' "
                                        "comparison_filter: 'target_group = OTHER' "
                                        "follow_up_months: 4 random_assignment: true "
                                        "assignment_note: 'Kuvert'"));
  const ev::Account account = Measured();
  EXPECT_EQ(account.warning(), "Self-selected: not an effect.");
}

TEST_F(MeasuredEvaluationTest, ACohortOfADayHasAllOfThatDayAndNothingOfTheNext) {
  Prepare(kJune);
  Open(120, "2023 month: 10 day: 1");
  const auto frozen =
      CallOk(evaluations_,
             &Evaluations::FreezeCohort,
             Named<ev::FreezeCohortRequest>(
                 kEvaluation,
                 absl::StrCat("filter: 'target_group = YOUNG' follow_up_months: 6 ", kSeptember)))
          .evaluation();
  EXPECT_EQ(frozen.cohort().persons(), 10);
  EXPECT_EQ(Measured().measured_months(), 4);
}

TEST_F(MeasuredEvaluationTest, MeasuresWhatWasTrueWhenTheCohortIsSaidToHaveBeenFrozen) {
  Prepare(kJune);
  ImportAid("paid_ore: 600000", "2023 month: 7 day: 20");
  ImportAid("paid_ore: 600000 reversed_ore: 600000", "2023 month: 12 day: 1");
  CallOk(
      evaluations_,
      &Evaluations::FreezeCohort,
      Named<ev::FreezeCohortRequest>(
          kEvaluation,
          absl::StrCat("filter: 'target_group = YOUNG' comparison_filter: 'target_group = OTHER' "
                       "follow_up_months: 4 ",
                       kSeptember)));
  // What was paid for July is not reversed yet; half work that month.
  EXPECT_DOUBLE_EQ(LinesOf(Measured()).at(ev::PARTY_MUNICIPALITY).course(1),
                   20'000 * 0.2 / 2 - 6'000 + 10'000);
}

TEST_F(MeasuredEvaluationTest, SaysOfTheSensitivityAsMeasuredThatItsPricesHaveChanged) {
  Prepare();
  const auto ask = Named<ev::GetSensitivityRequest>(kEvaluation, "kind: ACCOUNT_KIND_EX_POST");
  EXPECT_THAT(CallFails(evaluations_, &Evaluations::GetSensitivity, ask).refusals(),
              ElementsAre("ACCOUNT_NOT_COMPUTED"));
  CallOk(evaluations_,
         &Evaluations::FreezeCohort,
         Named<ev::FreezeCohortRequest>(kEvaluation, "filter: 'target_group = YOUNG'"));
  Measured();
  const auto warnings = [&] {
    return CallOk(evaluations_, &Evaluations::GetSensitivity, ask).report().warnings_size();
  };
  // That nobody was drawn.
  EXPECT_EQ(warnings(), 1);
  IssuePrices("0.5");
  EXPECT_EQ(warnings(), 2);
  EXPECT_EQ(CallFails(evaluations_,
                      &Evaluations::GetSensitivity,
                      Named<ev::GetSensitivityRequest>(
                          kEvaluation, "kind: ACCOUNT_KIND_EX_POST horizon_months: 12"))
                .code,
            grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(MeasuredEvaluationTest, RefusesCohortsThatAreEmptySmallOrUnreadableAndRolesWithoutCases) {
  Prepare();
  const auto freeze = [&](const std::string& filter) {
    return CallFails(evaluations_,
                     &Evaluations::FreezeCohort,
                     Named<ev::FreezeCohortRequest>(kEvaluation, filter));
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
                Named<ev::FreezeCohortRequest>(kEvaluation, "filter: 'target_group = YOUNG'"),
                {{"framdrift-actor", absl::StrCat("id=", Uuid(9), "; role=evaluator")}});
  EXPECT_EQ(refused.info.reason(), "CASE_ACCESS_MISSING");
}

}  // namespace
}  // namespace framdrift
