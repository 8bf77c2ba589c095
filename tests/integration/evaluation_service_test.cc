// An evaluation over the wire, from the price table to the published report.
#include <cmath>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "framdrift/casework/v1/case_service.grpc.pb.h"
#include "framdrift/evaluation/v1/evaluation_service.grpc.pb.h"
#include "framdrift/evaluation/v1/network_service.grpc.pb.h"
#include "framdrift/evaluation/v1/price_table_service.grpc.pb.h"
#include "framdrift/organisation/v1/organisation_service.grpc.pb.h"
#include "framdrift/person/v1/person_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "tests/testing/call.h"
#include "tests/testing/test_server.h"

namespace framdrift {
namespace {

namespace ev = evaluation::v1;
using testing::CallFails;
using testing::CallOk;
using ::testing::ElementsAre;
using Evaluations = ev::EvaluationService::Stub;
using Networks = ev::NetworkService::Stub;
using PriceTables = ev::PriceTableService::Stub;

constexpr char kNetwork[] = "tenants/skane/networks/0190b2c8-5b0e-7c3a-9f00-000000000001";
constexpr char kPrices[] = "tenants/skane/pricetables/0190b2c8-5b0e-7c3a-9f00-000000000002";
constexpr char kEvaluation[] = "tenants/skane/evaluations/0190b2c8-5b0e-7c3a-9f00-000000000003";
constexpr char kTerms[] =
    "price_table_id: '0190b2c8-5b0e-7c3a-9f00-000000000002' price_year: 2024 "
    "participants: 24 "
    "success: 0.4 deadweight: 0.15 retention: 0.985 discount_rate: 0.035 "
    "costs { party: PARTY_MUNICIPALITY amount_ore: 3000000 } "
    "costs { party: PARTY_EMPLOYMENT_SERVICE amount_ore: 1000000 } "
    "costs { party: PARTY_REGION amount_ore: 500000 } "
    "costs { party: PARTY_SOCIAL_INSURANCE amount_ore: 500000 } ";

template <typename Request>
Request Of(const std::string& name, const std::string& rest = "") {
  Request request;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(rest, &request)) << rest;
  request.set_name(name);
  return request;
}

std::string Row(const std::string& code, const std::string& kind, const std::string& payer) {
  return absl::StrCat("rows { code: '",
                      code,
                      "' kind: PRICE_KIND_",
                      kind,
                      " payer: PARTY_",
                      payer,
                      " unit: PRICE_UNIT_MONTH } ");
}

class EvaluationServiceTest : public ::testing::Test {
 protected:
  EvaluationServiceTest()
      : evaluations_(server_.channel()), networks_(server_.channel()), prices_(server_.channel()) {}

  void IssuePrices(const std::string& payroll = "0.3142") {
    CallOk(prices_,
           &PriceTables::IssuePriceTable,
           Of<ev::IssuePriceTableRequest>(
               kPrices,
               absl::StrCat("display_name: 'Priser' year: 2024 source: 'Kontrollvärden' "
                            "taxes { payroll: ",
                            payroll,
                            " municipal: 0.17 regional: 0.095 "
                            "job_credit: 0.09 consumption: 0.15 } ",
                            Row("income-support", "UNTAXED_TRANSFER", "MUNICIPALITY"),
                            Row("case-work", "RESOURCE", "MUNICIPALITY"),
                            Row("health-care", "RESOURCE", "REGION"),
                            Row("job-centre", "RESOURCE", "EMPLOYMENT_SERVICE"),
                            Row("police", "RESOURCE", "JUSTICE"))));
  }
  void Commission() {
    CallOk(evaluations_,
           &Evaluations::CommissionEvaluation,
           Of<ev::CommissionEvaluationRequest>(kEvaluation,
                                               "display_name: 'Jobbspår' purpose: 'Beslut' owner: "
                                               "'Förbundet' steering: 'Kommunen' "
                                               "participants: 'Enheten' activities: 'Intervjuer' "
                                               "follow_up: 'Varje kvartal' "
                                               "start_date { year: 2030 month: 1 day: 1 }"));
  }
  void DefineCase(const std::string& code, const std::string& share) {
    CallOk(evaluations_,
           &Evaluations::DefineTypicalCase,
           Of<ev::DefineTypicalCaseRequest>(
               kEvaluation,
               absl::StrCat("typical_case { code: '",
                            code,
                            "' share: ",
                            share,
                            " before { items { code: 'income-support' "
                            "amount_ore: 1150000 } "
                            "items { code: 'case-work' amount_ore: 150000 } "
                            "items { code: 'health-care' amount_ore: 60000 } "
                            "items { code: 'job-centre' amount_ore: 30000 } "
                            "items { code: 'police' amount_ore: 20000 } } "
                            "after { wage_ore: 2700000 "
                            "items { code: 'health-care' amount_ore: 40000 } "
                            "items { code: 'police' amount_ore: 5000 } } }")));
  }
  void SetTerms(const std::string& scenario, const std::string& more) {
    CallOk(evaluations_,
           &Evaluations::SetParameters,
           Of<ev::SetParametersRequest>(
               kEvaluation,
               absl::StrCat("scenario: '", scenario, "' parameters { ", kTerms, more, " }")));
  }
  ev::Account Computed() {
    return CallOk(evaluations_,
                  &Evaluations::ComputeAccount,
                  Of<ev::ComputeAccountRequest>(kEvaluation))
        .evaluation()
        .accounts(0);
  }
  static std::map<ev::Party, ev::PartyLine> LinesOf(const ev::Account& account) {
    std::map<ev::Party, ev::PartyLine> lines;
    for (const ev::PartyLine& line : account.lines()) lines[line.party()] = line;
    return lines;
  }

  testing::TestServer server_;
  Evaluations evaluations_;
  Networks networks_;
  PriceTables prices_;
};

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
                     Of<ev::ComputeAccountRequest>(kEvaluation))
        .refusals();
  };
  EXPECT_THAT(compute(), ElementsAre("SCENARIO_UNKNOWN"));
  SetTerms("main", "");
  EXPECT_THAT(compute(), ElementsAre("TYPICAL_CASES_MISSING"));
  DefineCase("a", "0.5");
  EXPECT_THAT(compute(), ElementsAre("SHARES_NOT_ONE"));
  CallOk(evaluations_,
         &Evaluations::DefineTypicalCase,
         Of<ev::DefineTypicalCaseRequest>(kEvaluation,
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
      Of<ev::SetParametersRequest>(kEvaluation,
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
  const auto compared = CallOk(
      evaluations_, &Evaluations::CompareScenarios, Of<ev::CompareScenariosRequest>(kEvaluation));
  ASSERT_EQ(compared.accounts_size(), 2);
  EXPECT_EQ(compared.accounts(0).scenario(), "main");
  EXPECT_LT(LinesOf(compared.accounts(1)).at(ev::PARTY_SOCIETY).values(0).value(),
            LinesOf(compared.accounts(0)).at(ev::PARTY_SOCIETY).values(0).value());
  EXPECT_EQ(compared.report().title(), "Scenario beside scenario");
  const auto sensitivity =
      CallOk(evaluations_,
             &Evaluations::GetSensitivity,
             Of<ev::GetSensitivityRequest>(kEvaluation,
                                           "horizon_months: 12 ranges { code: "
                                           "'discount-rate' low: 0 high: 0.06 }"));
  ASSERT_EQ(sensitivity.swings_size(), 25);
  EXPECT_EQ(sensitivity.swings(0).code(), "effect.retention");
  const auto refused = CallFails(
      evaluations_,
      &Evaluations::GetSensitivity,
      Of<ev::GetSensitivityRequest>(kEvaluation,
                                    "ranges { code: 'weather' low: 0 high: 1 } "
                                    "ranges { code: 'effect.success' low: 0.2 high: 1.5 }"));
  EXPECT_THAT(refused.refusals(), ElementsAre("PARAMETER_OUT_OF_RANGE", "PARAMETER_OUT_OF_RANGE"));
}

TEST_F(EvaluationServiceTest, FreezesTheReportItPublishes) {
  IssuePrices();
  Commission();
  const auto publish = Of<ev::PublishEvaluationRequest>(kEvaluation);
  EXPECT_THAT(CallFails(evaluations_, &Evaluations::PublishEvaluation, publish).refusals(),
              ElementsAre("ACCOUNT_NOT_COMPUTED"));
  DefineCase("a", "1");
  SetTerms("main", "");
  Computed();
  const auto report = [&] {
    return CallOk(evaluations_,
                  &Evaluations::GetAccountReport,
                  Of<ev::GetAccountReportRequest>(kEvaluation))
        .report();
  };
  const auto published =
      CallOk(evaluations_, &Evaluations::PublishEvaluation, publish).evaluation();
  EXPECT_TRUE(published.has_publish_time());
  const std::string frozen = report().SerializeAsString();
  IssuePrices();
  EXPECT_EQ(report().SerializeAsString(), frozen);
  EXPECT_THAT(CallFails(evaluations_,
                        &Evaluations::NoteQualitativeFactor,
                        Of<ev::NoteQualitativeFactorRequest>(kEvaluation,
                                                             "kind: FACTOR_KIND_LEARNING area: "
                                                             "FACTOR_AREA_STEERING text: 'Sent'"))
                  .refusals(),
              ElementsAre("EVALUATION_PUBLISHED"));
  EXPECT_THAT(CallFails(evaluations_,
                        &Evaluations::VoidEvaluationEvent,
                        Of<ev::VoidEvaluationEventRequest>(kEvaluation,
                                                           "position: 3 reason_code: 'duplicate'"))
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
  CallOk(
      evaluations_, &Evaluations::PublishEvaluation, Of<ev::PublishEvaluationRequest>(kEvaluation));
  IssuePrices("0.5");
  const auto compared = CallOk(
      evaluations_, &Evaluations::CompareScenarios, Of<ev::CompareScenariosRequest>(kEvaluation));
  EXPECT_EQ(compared.accounts(0).price_position(), computed.price_position());
  EXPECT_EQ(LinesOf(compared.accounts(0)).at(ev::PARTY_SOCIETY).values(0).value(),
            LinesOf(computed).at(ev::PARTY_SOCIETY).values(0).value());
  const auto sensitivity = CallOk(
      evaluations_, &Evaluations::GetSensitivity, Of<ev::GetSensitivityRequest>(kEvaluation));
  EXPECT_EQ(sensitivity.swings(0).value_at_low(), computed.swings(0).value_at_low());
  const auto told = CallOk(
      evaluations_, &Evaluations::GetAccountReport, Of<ev::GetAccountReportRequest>(kEvaluation));
  EXPECT_TRUE(told.prices_changed());
  EXPECT_THAT(told.report().warnings(), ElementsAre());
}

TEST_F(EvaluationServiceTest, AnAccountOfOtherPricesThanThoseThatStandIsStaleUntilComputedAgain) {
  IssuePrices();
  Commission();
  DefineCase("a", "1");
  SetTerms("main", "");
  EXPECT_FALSE(Computed().prices_changed());
  IssuePrices("0.5");
  const auto evaluation =
      CallOk(evaluations_, &Evaluations::GetEvaluation, Of<ev::GetEvaluationRequest>(kEvaluation))
          .evaluation();
  EXPECT_TRUE(evaluation.accounts(0).prices_changed());
  const auto report = [&] {
    return CallOk(evaluations_,
                  &Evaluations::GetAccountReport,
                  Of<ev::GetAccountReportRequest>(kEvaluation))
        .report();
  };
  EXPECT_THAT(report().warnings(),
              ElementsAre("Prices were issued anew, corrected or struck through since an account "
                          "was computed; compute it again."));
  const auto publish = Of<ev::PublishEvaluationRequest>(kEvaluation);
  EXPECT_THAT(CallFails(evaluations_, &Evaluations::PublishEvaluation, publish).refusals(),
              ElementsAre("ACCOUNT_STALE"));
  EXPECT_FALSE(Computed().prices_changed());
  EXPECT_THAT(report().warnings(), ElementsAre());
  CallOk(evaluations_, &Evaluations::PublishEvaluation, publish);
}

TEST_F(EvaluationServiceTest, TellsWhatStoodAndWhatHappenedAsOfAnyPosition) {
  IssuePrices();
  Commission();
  DefineCase("a", "1");
  SetTerms("main", "");
  const auto computed = CallOk(
      evaluations_, &Evaluations::ComputeAccount, Of<ev::ComputeAccountRequest>(kEvaluation));
  const std::string then = absl::StrCat("as_of_position: ", computed.position());
  SetTerms("main", "displacement: 0.2");
  IssuePrices("0.5");
  const auto evaluation = [&](const std::string& as_of) {
    return CallOk(evaluations_,
                  &Evaluations::GetEvaluation,
                  Of<ev::GetEvaluationRequest>(kEvaluation, as_of))
        .evaluation();
  };
  EXPECT_EQ(evaluation("").accounts_size(), 0);
  ASSERT_EQ(evaluation(then).accounts_size(), 1);
  EXPECT_FALSE(evaluation(then).accounts(0).prices_changed());
  EXPECT_EQ(evaluation(then).scenarios(0).parameters().displacement(), 0);
  EXPECT_EQ(CallOk(evaluations_,
                   &Evaluations::GetAccountReport,
                   Of<ev::GetAccountReportRequest>(kEvaluation, then))
                .report()
                .position(),
            static_cast<uint64_t>(computed.position()));
  const auto prices = [&](const std::string& as_of) {
    return CallOk(
               prices_, &PriceTables::GetPriceTable, Of<ev::GetPriceTableRequest>(kPrices, as_of))
        .price_table()
        .years(0)
        .taxes()
        .payroll();
  };
  EXPECT_EQ(prices(then), 0.3142);
  EXPECT_EQ(prices(""), 0.5);
  EXPECT_EQ(CallFails(evaluations_,
                      &Evaluations::GetEvaluation,
                      Of<ev::GetEvaluationRequest>(kEvaluation, "as_of_position: 1"))
                .info.reason(),
            "EVALUATION_NOT_FOUND");
  const auto history = CallOk(evaluations_,
                              &Evaluations::GetEvaluationHistory,
                              Of<ev::GetEvaluationHistoryRequest>(kEvaluation));
  std::vector<std::string> kinds;
  for (const auto& entry : history.entries()) kinds.push_back(entry.kind());
  EXPECT_THAT(kinds,
              ElementsAre("EvaluationCommissioned",
                          "TypicalCaseDefined",
                          "ParametersSet",
                          "EvaluationComputed",
                          "ParametersSet"));
  EXPECT_EQ(
      CallOk(
          prices_, &PriceTables::GetPriceTableHistory, Of<ev::GetPriceTableHistoryRequest>(kPrices))
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
                        Of<ev::GetAccountReportRequest>(kEvaluation))
                  .refusals(),
              ElementsAre("ACCOUNT_NOT_COMPUTED"));
}

TEST_F(EvaluationServiceTest, KeepsWhatANetworkDoesAndWhomItReaches) {
  CallOk(networks_,
         &Networks::FoundNetwork,
         Of<ev::FoundNetworkRequest>(kNetwork,
                                     "display_name: 'Forum' form: NETWORK_FORM_OPERATIVE "
                                     "owner: 'Förbundet' expert: 'Nationalekonomen'"));
  const std::string member =
      CallOk(networks_,
             &Networks::AdmitNetworkMember,
             Of<ev::AdmitNetworkMemberRequest>(
                 kNetwork, "municipality_code: '1287' display_name: 'Controllern'"))
          .network()
          .members(0)
          .member_id();
  CallOk(
      networks_,
      &Networks::RecordNetworkMeeting,
      Of<ev::RecordNetworkMeetingRequest>(
          kNetwork, absl::StrCat("member_ids: '", member, "' topics: 'Priser' minutes: '§ 1 …'")));
  const std::string assignment =
      CallOk(networks_,
             &Networks::TakeAssignment,
             Of<ev::TakeAssignmentRequest>(kNetwork, "requester: 'Nämnden' task: 'Kalkyl'"))
          .network()
          .assignments(0)
          .assignment_id();
  const auto report = [&](const std::string& evaluation) {
    return Of<ev::ReportAssignmentRequest>(kNetwork,
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
         Of<ev::SpreadResultsRequest>(kNetwork,
                                      "audiences: AUDIENCE_POLITICIANS text: 'Fullmäktige'"));
  const auto network =
      CallOk(networks_, &Networks::GetNetwork, Of<ev::GetNetworkRequest>(kNetwork)).network();
  EXPECT_EQ(network.assignments(0).evaluation_id(), id);
  EXPECT_EQ(network.meetings(0).minutes(), "§ 1 …");
  const auto history =
      CallOk(networks_, &Networks::GetNetworkHistory, Of<ev::GetNetworkHistoryRequest>(kNetwork));
  ASSERT_EQ(history.entries_size(), 6);
  EXPECT_EQ(history.entries(5).kind(), "ResultsSpread");
  EXPECT_EQ(CallOk(networks_,
                   &Networks::GetNetwork,
                   Of<ev::GetNetworkRequest>(
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

// Persons with cases, some of whom were offered a way to work.
class MeasuredEvaluationTest : public EvaluationServiceTest {
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
    CallOk(prices_,
           &PriceTables::IssuePriceTable,
           Of<ev::IssuePriceTableRequest>(
               kPrices,
               "display_name: 'Priser' year: 2024 source: 'Test' "
               "taxes { payroll: 0.3 municipal: 0.2 regional: 0.1 } "
               "rows { code: 'support' kind: PRICE_KIND_UNTAXED_TRANSFER "
               "payer: PARTY_MUNICIPALITY price_ore: 1000000 unit: PRICE_UNIT_MONTH "
               "livelihood_states: LIVELIHOOD_STATE_INCOME_SUPPORT }"));
    Commission();
    SetTerms("main", "");
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
