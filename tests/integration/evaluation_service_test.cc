// An evaluation over the wire, from the price table to the published report.
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "framdrift/evaluation/v1/evaluation_service.grpc.pb.h"
#include "framdrift/evaluation/v1/network_service.grpc.pb.h"
#include "framdrift/evaluation/v1/price_table_service.grpc.pb.h"
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
using evaluation_testing::kNetwork;
using evaluation_testing::kPrices;
using evaluation_testing::Named;
using evaluation_testing::Networks;
using evaluation_testing::PriceTables;
using ::testing::ElementsAre;

using EvaluationServiceTest = evaluation_testing::EvaluationServer;

TEST_F(EvaluationServiceTest, ComesToTheCheckValuesOfTheDesign) {
  IssuePrices();
  Commission();
  DefineCase("a", "0.25");
  DefineCase("b", "0.75");
  SetTerms("main", "");
  const ev::Account account = Computed();
  const auto lines = LinesOf(account);
  const std::map<ev::Party, std::pair<int64_t, int64_t>> expected = {
      {ev::PARTY_MUNICIPALITY, {17'590, 429}},
      {ev::PARTY_REGION, {2'765, 61}},
      {ev::PARTY_EMPLOYMENT_SERVICE, {300, -220}},
      {ev::PARTY_SOCIAL_INSURANCE, {0, -120}},
      {ev::PARTY_STATE, {7'670, 501}},
      {ev::PARTY_JUSTICE, {150, 10}},
      {ev::PARTY_INDIVIDUAL, {9'159, 598}},
      {ev::PARTY_SOCIETY, {37'633, 1'259}}};
  for (const auto& [party, figures] : expected) {
    const ev::PartyLine& line = lines.at(party);
    EXPECT_EQ(std::llround(line.monthly_change()), figures.first) << ev::Party_Name(party);
    EXPECT_EQ(line.values(0).months(), 12);
    EXPECT_EQ(std::llround(line.values(0).value() / 1000), figures.second) << ev::Party_Name(party);
  }
  EXPECT_EQ(lines.at(ev::PARTY_MUNICIPALITY).payback_months(), 8);
  EXPECT_EQ(lines.at(ev::PARTY_REGION).payback_months(), 8);
  EXPECT_EQ(lines.at(ev::PARTY_SOCIETY).payback_months(), 6);
  EXPECT_FALSE(lines.at(ev::PARTY_EMPLOYMENT_SERVICE).has_payback_months());
  EXPECT_FALSE(lines.at(ev::PARTY_SOCIAL_INSURANCE).has_payback_months());
}

TEST_F(EvaluationServiceTest, BooksWholeOreThatAddUpToSocietys) {
  IssuePrices();
  Commission();
  DefineCase("a", "1");
  SetTerms("main", "");
  int64_t before = 0;
  int64_t after = 0;
  const ev::Account account = Computed();
  for (const ev::PartyLine& line : account.lines()) {
    if (line.party() == ev::PARTY_SOCIETY) continue;
    before += line.before_ore();
    after += line.after_ore();
  }
  const ev::PartyLine society = LinesOf(account).at(ev::PARTY_SOCIETY);
  EXPECT_EQ(before, society.before_ore());
  // Eleven lines are each rounded to the öre.
  EXPECT_NEAR(static_cast<double>(after), static_cast<double>(society.after_ore()), 6);
  EXPECT_EQ(society.after_ore(), 3'503'340);
}

TEST_F(EvaluationServiceTest, RefusesAnAccountWithoutTermsCasesOrWholeShares) {
  IssuePrices();
  Commission();
  const auto compute = [&] {
    return CallFails(evaluations_,
                     &Evaluations::ComputeAccount,
                     Named<ev::ComputeAccountRequest>(kEvaluation))
        .refusals();
  };
  EXPECT_THAT(compute(), ElementsAre("SCENARIO_UNKNOWN"));
  SetTerms("main", "");
  EXPECT_THAT(compute(), ElementsAre("TYPICAL_CASES_MISSING"));
  DefineCase("a", "0.5");
  EXPECT_THAT(compute(), ElementsAre("SHARES_NOT_ONE"));
  CallOk(evaluations_,
         &Evaluations::DefineTypicalCase,
         Named<ev::DefineTypicalCaseRequest>(kEvaluation,
                                             "typical_case { code: 'b' share: 0.5 after { items { "
                                             "code: 'dentist' } } }"));
  EXPECT_THAT(compute(), ElementsAre("PRICE_ROW_MISSING"));
}

TEST_F(EvaluationServiceTest, RefusesAPriceTableThatLacksTheYear) {
  IssuePrices();
  Commission();
  const auto refused = CallFails(
      evaluations_,
      &Evaluations::SetParameters,
      Named<ev::SetParametersRequest>(kEvaluation,
                                      "parameters { price_table_id: "
                                      "'0190b2c8-5b0e-7c3a-9f00-000000000002' price_year: 2025 "
                                      "participants: 1 }"));
  EXPECT_THAT(refused.refusals(), ElementsAre("PRICE_YEAR_MISSING"));
}

TEST_F(EvaluationServiceTest, PutsScenarioBesideScenarioAndShowsWhatHangsOnWhat) {
  IssuePrices();
  Commission();
  DefineCase("a", "1");
  SetTerms("main", "");
  SetTerms("equalised", "displacement: 0.1");
  const auto compared = CallOk(evaluations_,
                               &Evaluations::CompareScenarios,
                               Named<ev::CompareScenariosRequest>(kEvaluation));
  ASSERT_EQ(compared.accounts_size(), 2);
  EXPECT_EQ(compared.accounts(0).scenario(), "main");
  EXPECT_LT(LinesOf(compared.accounts(1)).at(ev::PARTY_SOCIETY).values(0).value(),
            LinesOf(compared.accounts(0)).at(ev::PARTY_SOCIETY).values(0).value());
  EXPECT_EQ(compared.report().title(), "Scenario beside scenario");
  const auto sensitivity =
      CallOk(evaluations_,
             &Evaluations::GetSensitivity,
             Named<ev::GetSensitivityRequest>(kEvaluation,
                                              "horizon_months: 12 ranges { code: "
                                              "'discount-rate' low: 0 high: 0.06 }"));
  ASSERT_EQ(sensitivity.swings_size(), 25);
  EXPECT_EQ(sensitivity.swings(0).code(), "effect.retention");
  const auto refused = CallFails(
      evaluations_,
      &Evaluations::GetSensitivity,
      Named<ev::GetSensitivityRequest>(kEvaluation,
                                       "ranges { code: 'weather' low: 0 high: 1 } "
                                       "ranges { code: 'effect.success' low: 0.2 high: 1.5 }"));
  EXPECT_THAT(refused.refusals(), ElementsAre("PARAMETER_OUT_OF_RANGE", "PARAMETER_OUT_OF_RANGE"));
}

TEST_F(EvaluationServiceTest, FreezesTheReportItPublishes) {
  IssuePrices();
  Commission();
  const auto publish = Named<ev::PublishEvaluationRequest>(kEvaluation);
  EXPECT_THAT(CallFails(evaluations_, &Evaluations::PublishEvaluation, publish).refusals(),
              ElementsAre("ACCOUNT_NOT_COMPUTED"));
  DefineCase("a", "1");
  SetTerms("main", "");
  Computed();
  const auto report = [&] {
    return CallOk(evaluations_,
                  &Evaluations::GetAccountReport,
                  Named<ev::GetAccountReportRequest>(kEvaluation))
        .report();
  };
  const auto published =
      CallOk(evaluations_, &Evaluations::PublishEvaluation, publish).evaluation();
  EXPECT_TRUE(published.has_publish_time());
  const std::string frozen = report().SerializeAsString();
  IssuePrices();
  EXPECT_EQ(report().SerializeAsString(), frozen);
  EXPECT_THAT(
      CallFails(evaluations_,
                &Evaluations::NoteQualitativeFactor,
                Named<ev::NoteQualitativeFactorRequest>(kEvaluation,
                                                        "kind: FACTOR_KIND_LEARNING area: "
                                                        "FACTOR_AREA_STEERING text: 'Sent'"))
          .refusals(),
      ElementsAre("EVALUATION_PUBLISHED"));
  EXPECT_THAT(CallFails(evaluations_,
                        &Evaluations::VoidEvaluationEvent,
                        Named<ev::VoidEvaluationEventRequest>(
                            kEvaluation, "position: 3 reason_code: 'duplicate'"))
                  .refusals(),
              ElementsAre("EVALUATION_PUBLISHED"));
}

TEST_F(EvaluationServiceTest, APublishedEvaluationKeepsThePricesItWasComputedWith) {
  IssuePrices();
  Commission();
  DefineCase("a", "1");
  SetTerms("main", "");
  const ev::Account computed = Computed();
  EXPECT_GE(computed.computed_position(), computed.price_position());
  CallOk(evaluations_,
         &Evaluations::PublishEvaluation,
         Named<ev::PublishEvaluationRequest>(kEvaluation));
  IssuePrices("0.5");
  const auto compared = CallOk(evaluations_,
                               &Evaluations::CompareScenarios,
                               Named<ev::CompareScenariosRequest>(kEvaluation));
  EXPECT_EQ(compared.accounts(0).price_position(), computed.price_position());
  EXPECT_EQ(LinesOf(compared.accounts(0)).at(ev::PARTY_SOCIETY).values(0).value(),
            LinesOf(computed).at(ev::PARTY_SOCIETY).values(0).value());
  const auto sensitivity = CallOk(
      evaluations_, &Evaluations::GetSensitivity, Named<ev::GetSensitivityRequest>(kEvaluation));
  EXPECT_EQ(sensitivity.swings(0).value_at_low(), computed.swings(0).value_at_low());
  const auto told = CallOk(evaluations_,
                           &Evaluations::GetAccountReport,
                           Named<ev::GetAccountReportRequest>(kEvaluation));
  EXPECT_TRUE(told.prices_changed());
  EXPECT_THAT(told.report().warnings(), ElementsAre());
}

TEST_F(EvaluationServiceTest, APublishedEvaluationIsReadWhateverRangesItsScenariosHave) {
  IssuePrices();
  Commission();
  DefineCase("a", "1");
  SetTerms("main", "");
  Computed();
  SetTerms("far",
           "ranges { code: 'effect.success' low: 0.2 high: 1.5 } "
           "ranges { code: 'weather' low: 0 high: 1 }");
  const auto compare = Named<ev::CompareScenariosRequest>(kEvaluation);
  const auto ask = Named<ev::GetSensitivityRequest>(kEvaluation, "scenario: 'far'");
  const auto refused = ElementsAre("PARAMETER_OUT_OF_RANGE", "PARAMETER_OUT_OF_RANGE");
  EXPECT_THAT(CallFails(evaluations_, &Evaluations::CompareScenarios, compare).refusals(), refused);
  EXPECT_THAT(CallFails(evaluations_,
                        &Evaluations::ComputeAccount,
                        Named<ev::ComputeAccountRequest>(kEvaluation, "scenario: 'far'"))
                  .refusals(),
              refused);
  CallOk(evaluations_,
         &Evaluations::PublishEvaluation,
         Named<ev::PublishEvaluationRequest>(kEvaluation));
  EXPECT_EQ(CallOk(evaluations_, &Evaluations::CompareScenarios, compare).accounts_size(), 2);
  const auto told = CallOk(evaluations_, &Evaluations::GetSensitivity, ask);
  ASSERT_EQ(told.swings(0).code(), "effect.success");
  EXPECT_EQ(told.swings(0).high(), 1);
  EXPECT_THAT(CallFails(evaluations_,
                        &Evaluations::GetSensitivity,
                        Named<ev::GetSensitivityRequest>(
                            kEvaluation, "ranges { code: 'effect.success' low: 0.2 high: 1.5 }"))
                  .refusals(),
              ElementsAre("PARAMETER_OUT_OF_RANGE"));
}

TEST_F(EvaluationServiceTest, AnAccountOfOtherPricesThanThoseThatStandIsStaleUntilComputedAgain) {
  IssuePrices();
  Commission();
  DefineCase("a", "1");
  SetTerms("main", "");
  EXPECT_FALSE(Computed().prices_changed());
  IssuePrices("0.5");
  const auto evaluation =
      CallOk(
          evaluations_, &Evaluations::GetEvaluation, Named<ev::GetEvaluationRequest>(kEvaluation))
          .evaluation();
  EXPECT_TRUE(evaluation.accounts(0).prices_changed());
  const auto report = [&] {
    return CallOk(evaluations_,
                  &Evaluations::GetAccountReport,
                  Named<ev::GetAccountReportRequest>(kEvaluation))
        .report();
  };
  EXPECT_THAT(report().warnings(),
              ElementsAre("Prices were issued anew, corrected or struck through since an account "
                          "was computed; compute it again."));
  const auto publish = Named<ev::PublishEvaluationRequest>(kEvaluation);
  EXPECT_THAT(CallFails(evaluations_, &Evaluations::PublishEvaluation, publish).refusals(),
              ElementsAre("ACCOUNT_STALE"));
  EXPECT_FALSE(Computed().prices_changed());
  EXPECT_THAT(report().warnings(), ElementsAre());
  CallOk(evaluations_, &Evaluations::PublishEvaluation, publish);
}

TEST_F(EvaluationServiceTest, AnAccountDatedBeforeItsPricesIsNotStaleForThat) {
  IssuePrices();
  const std::string january = "occurred { date { year: 2024 month: 1 day: 10 } } ";
  Commission(january);
  DefineCase("a", "1", january);
  SetTerms("main", "", january);
  CallOk(evaluations_,
         &Evaluations::ComputeAccount,
         Named<ev::ComputeAccountRequest>(kEvaluation, january));
  // In the morning of 15 January.
  const auto then =
      CallOk(evaluations_,
             &Evaluations::GetEvaluation,
             Named<ev::GetEvaluationRequest>(kEvaluation, "valid_time { seconds: 1705305600 }"))
          .evaluation();
  ASSERT_EQ(then.accounts_size(), 1);
  EXPECT_FALSE(then.accounts(0).prices_changed());
}

TEST_F(EvaluationServiceTest, TellsWhatStoodAndWhatHappenedAsOfAnyPosition) {
  IssuePrices();
  Commission();
  DefineCase("a", "1");
  SetTerms("main", "");
  const auto computed = CallOk(
      evaluations_, &Evaluations::ComputeAccount, Named<ev::ComputeAccountRequest>(kEvaluation));
  const std::string then = absl::StrCat("as_of_position: ", computed.position());
  SetTerms("main", "displacement: 0.2");
  IssuePrices("0.5");
  const auto evaluation = [&](const std::string& as_of) {
    return CallOk(evaluations_,
                  &Evaluations::GetEvaluation,
                  Named<ev::GetEvaluationRequest>(kEvaluation, as_of))
        .evaluation();
  };
  EXPECT_EQ(evaluation("").accounts_size(), 0);
  ASSERT_EQ(evaluation(then).accounts_size(), 1);
  EXPECT_FALSE(evaluation(then).accounts(0).prices_changed());
  EXPECT_EQ(evaluation(then).scenarios(0).parameters().displacement(), 0);
  EXPECT_EQ(CallOk(evaluations_,
                   &Evaluations::GetAccountReport,
                   Named<ev::GetAccountReportRequest>(kEvaluation, then))
                .report()
                .position(),
            static_cast<uint64_t>(computed.position()));
  const auto prices = [&](const std::string& as_of) {
    return CallOk(prices_,
                  &PriceTables::GetPriceTable,
                  Named<ev::GetPriceTableRequest>(kPrices, as_of))
        .price_table()
        .years(0)
        .taxes()
        .payroll();
  };
  EXPECT_EQ(prices(then), 0.3142);
  EXPECT_EQ(prices(""), 0.5);
  EXPECT_EQ(CallFails(evaluations_,
                      &Evaluations::GetEvaluation,
                      Named<ev::GetEvaluationRequest>(kEvaluation, "as_of_position: 1"))
                .info.reason(),
            "EVALUATION_NOT_FOUND");
  EXPECT_EQ(CallFails(evaluations_,
                      &Evaluations::GetAccountReport,
                      Named<ev::GetAccountReportRequest>(kEvaluation, "as_of_position: 1"))
                .info.reason(),
            "EVALUATION_NOT_FOUND");
  const auto history = CallOk(evaluations_,
                              &Evaluations::GetEvaluationHistory,
                              Named<ev::GetEvaluationHistoryRequest>(kEvaluation));
  std::vector<std::string> kinds;
  for (const auto& entry : history.entries()) kinds.push_back(entry.kind());
  EXPECT_THAT(kinds,
              ElementsAre("EvaluationCommissioned",
                          "TypicalCaseDefined",
                          "ParametersSet",
                          "EvaluationComputed",
                          "ParametersSet"));
  EXPECT_EQ(CallOk(prices_,
                   &PriceTables::GetPriceTableHistory,
                   Named<ev::GetPriceTableHistoryRequest>(kPrices))
                .entries_size(),
            2);
}

TEST_F(EvaluationServiceTest, AChangeOfWhatAnAccountWasMadeOfAsksForANewOne) {
  IssuePrices();
  Commission();
  DefineCase("a", "1");
  SetTerms("main", "");
  Computed();
  SetTerms("main", "displacement: 0.2");
  EXPECT_THAT(CallFails(evaluations_,
                        &Evaluations::GetAccountReport,
                        Named<ev::GetAccountReportRequest>(kEvaluation))
                  .refusals(),
              ElementsAre("ACCOUNT_NOT_COMPUTED"));
}

TEST_F(EvaluationServiceTest, KeepsWhatANetworkDoesAndWhomItReaches) {
  CallOk(networks_,
         &Networks::FoundNetwork,
         Named<ev::FoundNetworkRequest>(kNetwork,
                                        "display_name: 'Forum' form: NETWORK_FORM_OPERATIVE "
                                        "owner: 'Förbundet' expert: 'Nationalekonomen'"));
  const std::string member =
      CallOk(networks_,
             &Networks::AdmitNetworkMember,
             Named<ev::AdmitNetworkMemberRequest>(
                 kNetwork, "municipality_code: '1287' display_name: 'Controllern'"))
          .network()
          .members(0)
          .member_id();
  CallOk(
      networks_,
      &Networks::RecordNetworkMeeting,
      Named<ev::RecordNetworkMeetingRequest>(
          kNetwork, absl::StrCat("member_ids: '", member, "' topics: 'Priser' minutes: '§ 1 …'")));
  const std::string assignment =
      CallOk(networks_,
             &Networks::TakeAssignment,
             Named<ev::TakeAssignmentRequest>(kNetwork, "requester: 'Nämnden' task: 'Kalkyl'"))
          .network()
          .assignments(0)
          .assignment_id();
  const auto report = [&](const std::string& evaluation) {
    return Named<ev::ReportAssignmentRequest>(kNetwork,
                                              absl::StrCat("assignment_id: '",
                                                           assignment,
                                                           "' evaluation_id: '",
                                                           evaluation,
                                                           "' result: 'Lönar sig'"));
  };
  const std::string id = "0190b2c8-5b0e-7c3a-9f00-000000000003";
  EXPECT_THAT(CallFails(networks_, &Networks::ReportAssignment, report(id)).refusals(),
              ElementsAre("EVALUATION_UNKNOWN"));
  Commission();
  CallOk(networks_, &Networks::ReportAssignment, report(id));
  CallOk(networks_,
         &Networks::SpreadResults,
         Named<ev::SpreadResultsRequest>(kNetwork,
                                         "audiences: AUDIENCE_POLITICIANS text: 'Fullmäktige'"));
  const auto network =
      CallOk(networks_, &Networks::GetNetwork, Named<ev::GetNetworkRequest>(kNetwork)).network();
  EXPECT_EQ(network.assignments(0).evaluation_id(), id);
  EXPECT_EQ(network.meetings(0).minutes(), "§ 1 …");
  const auto history = CallOk(
      networks_, &Networks::GetNetworkHistory, Named<ev::GetNetworkHistoryRequest>(kNetwork));
  ASSERT_EQ(history.entries_size(), 6);
  EXPECT_EQ(history.entries(5).kind(), "ResultsSpread");
  EXPECT_EQ(CallOk(networks_,
                   &Networks::GetNetwork,
                   Named<ev::GetNetworkRequest>(
                       kNetwork, absl::StrCat("as_of_position: ", history.entries(1).position())))
                .network()
                .meetings_size(),
            0);
  ev::ListNetworksRequest list;
  list.set_parent("tenants/skane");
  const auto listed = CallOk(networks_, &Networks::ListNetworks, list);
  ASSERT_EQ(listed.networks_size(), 1);
  EXPECT_EQ(listed.networks(0).meetings(0).minutes(), "");
}

}  // namespace
}  // namespace framdrift
