// A server with an evaluation's services, and what its tests say to it.
#pragma once

#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "framdrift/evaluation/v1/evaluation_service.grpc.pb.h"
#include "framdrift/evaluation/v1/network_service.grpc.pb.h"
#include "framdrift/evaluation/v1/price_table_service.grpc.pb.h"
#include "gtest/gtest.h"
#include "tests/testing/call.h"
#include "tests/testing/test_server.h"

namespace framdrift::evaluation_testing {

namespace ev = evaluation::v1;
using ::framdrift::testing::CallFails;
using ::framdrift::testing::CallOk;
using ::framdrift::testing::Named;
using Evaluations = ev::EvaluationService::Stub;
using Networks = ev::NetworkService::Stub;
using PriceTables = ev::PriceTableService::Stub;

inline constexpr char kNetwork[] = "tenants/skane/networks/0190b2c8-5b0e-7c3a-9f00-000000000001";
inline constexpr char kPrices[] = "tenants/skane/pricetables/0190b2c8-5b0e-7c3a-9f00-000000000002";
inline constexpr char kEvaluation[] =
    "tenants/skane/evaluations/0190b2c8-5b0e-7c3a-9f00-000000000003";
inline constexpr char kTerms[] =
    "price_table_id: '0190b2c8-5b0e-7c3a-9f00-000000000002' price_year: 2024 "
    "participants: 24 "
    "success: 0.4 deadweight: 0.15 retention: 0.985 discount_rate: 0.035 "
    "costs { party: PARTY_MUNICIPALITY amount_ore: 3000000 } "
    "costs { party: PARTY_EMPLOYMENT_SERVICE amount_ore: 1000000 } "
    "costs { party: PARTY_REGION amount_ore: 500000 } "
    "costs { party: PARTY_SOCIAL_INSURANCE amount_ore: 500000 } ";

inline std::string Row(const std::string& code, const std::string& kind, const std::string& payer) {
  return absl::StrCat("rows { code: '",
                      code,
                      "' kind: PRICE_KIND_",
                      kind,
                      " payer: PARTY_",
                      payer,
                      " unit: PRICE_UNIT_MONTH } ");
}

class EvaluationServer : public ::testing::Test {
 protected:
  EvaluationServer()
      : evaluations_(server_.channel()), networks_(server_.channel()), prices_(server_.channel()) {}

  void IssuePrices(const std::string& payroll = "0.3142") {
    CallOk(prices_,
           &PriceTables::IssuePriceTable,
           Named<ev::IssuePriceTableRequest>(
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
  void Commission(const std::string& more = "") {
    CallOk(evaluations_,
           &Evaluations::CommissionEvaluation,
           Named<ev::CommissionEvaluationRequest>(
               kEvaluation,
               absl::StrCat("display_name: 'Jobbspår' purpose: 'Beslut' owner: "
                            "'Förbundet' steering: 'Kommunen' "
                            "participants: 'Enheten' activities: 'Intervjuer' "
                            "follow_up: 'Varje kvartal' "
                            "start_date { year: 2030 month: 1 day: 1 } ",
                            more)));
  }
  void DefineCase(const std::string& code, const std::string& share,
                  const std::string& occurred = "") {
    CallOk(evaluations_,
           &Evaluations::DefineTypicalCase,
           Named<ev::DefineTypicalCaseRequest>(
               kEvaluation,
               absl::StrCat(occurred,
                            "typical_case { code: '",
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
  void SetTerms(const std::string& scenario, const std::string& more,
                const std::string& occurred = "") {
    CallOk(evaluations_,
           &Evaluations::SetParameters,
           Named<ev::SetParametersRequest>(
               kEvaluation,
               absl::StrCat(
                   occurred, "scenario: '", scenario, "' parameters { ", kTerms, more, " }")));
  }
  ev::Account Computed() {
    return CallOk(evaluations_,
                  &Evaluations::ComputeAccount,
                  Named<ev::ComputeAccountRequest>(kEvaluation))
        .evaluation()
        .accounts(0);
  }
  static std::map<ev::Party, ev::PartyLine> LinesOf(const ev::Account& account) {
    std::map<ev::Party, ev::PartyLine> lines;
    for (const ev::PartyLine& line : account.lines()) lines[line.party()] = line;
    return lines;
  }

  ::framdrift::testing::TestServer server_;
  Evaluations evaluations_;
  Networks networks_;
  PriceTables prices_;
};

}  // namespace framdrift::evaluation_testing
