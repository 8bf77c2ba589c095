// A municipality with a unit and cases, and who asks of its indicators.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "framdrift/casework/v1/case_service.grpc.pb.h"
#include "framdrift/casework/v1/outcome_service.grpc.pb.h"
#include "framdrift/indicator/v1/indicator_service.grpc.pb.h"
#include "framdrift/organisation/v1/organisation_service.grpc.pb.h"
#include "framdrift/person/v1/person_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/call.h"
#include "tests/testing/test_server.h"

namespace framdrift::testing {

namespace iv = indicator::v1;
using Indicators = iv::IndicatorService::Stub;

inline constexpr char kTenant[] = "tenants/lund";
inline constexpr char kOpened[] =
    "code: 'opened' title: 'Öppnade ärenden' measure { count {} } anchor { milestone: 'opened' } "
    "period { unit: PERIOD_UNIT_MONTH } breakdowns: 'unit' direction: DIRECTION_UP";
inline constexpr char kExitShare[] =
    "code: 'exit-share' title: 'Andel avslutade' measure { share { numerator: 'exited:*' } } "
    "anchor { milestone: 'opened' } period { unit: PERIOD_UNIT_MONTH } breakdowns: 'unit'";
inline constexpr char kExits[] =
    "code: 'exits' title: 'Avslut' measure { count {} } anchor { milestone: 'exited' } "
    "period { unit: PERIOD_UNIT_MONTH } breakdowns: 'unit'";
inline constexpr char kDaily[] =
    "code: 'daily' title: 'Öppnade per dag' measure { count {} } anchor { milestone: 'opened' } "
    "period { unit: PERIOD_UNIT_DAY } breakdowns: 'unit'";

inline std::string Uuid(int number) {
  return absl::StrFormat("0190b2c8-5b0e-7c3a-9f00-%012d", number);
}
inline std::string UnitId() { return Uuid(2); }
inline std::string CaseName(int number) { return absl::StrCat(kTenant, "/cases/", Uuid(number)); }

template <typename Request>
Request Parented(const std::string& text) {
  Request request = Text<Request>(text);
  request.set_parent(kTenant);
  return request;
}
// About the indicator of that code.
template <typename Request>
Request Asking(const std::string& code, const std::string& text) {
  return Named<Request>(absl::StrCat(kTenant, "/indicators/", code), text);
}

// One call of WatchIndicators. Not thread-safe.
class IndicatorWatch {
 public:
  using Message = iv::WatchIndicatorsResponse;
  IndicatorWatch(Indicators& stub, iv::WatchIndicatorsRequest request) {
    request.set_parent(kTenant);
    context_.set_deadline(std::chrono::system_clock::now() + std::chrono::minutes(3));
    reader_ = stub.WatchIndicators(&context_, request);
  }
  ~IndicatorWatch() {
    context_.TryCancel();
    for (Message rest; reader_->Read(&rest);) {
    }
    reader_->Finish();
  }
  Message Next() {
    Message message;
    EXPECT_TRUE(reader_->Read(&message));
    return message;
  }
  // The next message that is no heartbeat.
  Message NextNews() {
    Message message = Next();
    while (message.has_heartbeat()) message = Next();
    return message;
  }

 private:
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReader<Message>> reader_;
};

class IndicatorTest : public ::testing::Test {
 protected:
  using Cases_ = casework::v1::CaseService::Stub;
  using Outcomes = casework::v1::OutcomeService::Stub;
  using Persons = person::v1::PersonService::Stub;
  using Organisation = organisation::v1::OrganisationService::Stub;

  IndicatorTest()
      : cases_(server_.channel()),
        outcomes_(server_.channel()),
        persons_(server_.channel()),
        indicators_(std::make_unique<Indicators>(server_.channel())) {
    Found("lund");
    Organisation organisation(server_.channel());
    CallOk(organisation,
           &Organisation::CreateUnit,
           Named<organisation::v1::CreateUnitRequest>(
               absl::StrCat(kTenant, "/units/", UnitId()),
               absl::StrCat(
                   "display_name: 'Enheten' municipality_code: '1281' board_id: '", Uuid(1), "'")));
  }
  // Makes the tenant known, with a board.
  void Found(const std::string& tenant) {
    Organisation organisation(server_.channel());
    CallOk(organisation,
           &Organisation::CreateBoard,
           Named<organisation::v1::CreateBoardRequest>(
               absl::StrCat("tenants/", tenant, "/boards/", Uuid(1)), "display_name: 'Nämnden'"));
  }
  // Each returns where the log stands.
  int64_t OpenCase(int number) {
    CallOk(
        persons_,
        &Persons::RegisterPerson,
        Named<person::v1::RegisterPersonRequest>(absl::StrCat(kTenant, "/persons/", Uuid(number)),
                                                 "given_name: 'Kim' family_name: 'Ek'"));
    return CallOk(cases_,
                  &Cases_::OpenCase,
                  Named<casework::v1::OpenCaseRequest>(
                      CaseName(number),
                      absl::StrCat("target_group: TARGET_GROUP_YOUNG unit_id: '", UnitId(), "'")))
        .position();
  }
  int64_t Exit(int number) {
    return CallOk(outcomes_,
                  &Outcomes::RecordExit,
                  Named<casework::v1::RecordExitRequest>(
                      CaseName(number), "reason: EXIT_REASON_STUDY_WITH_STUDY_AID"))
        .position();
  }

  iv::DefineIndicatorResponse Define(const std::string& definition) {
    return CallOk(*indicators_, &Indicators::DefineIndicator, Defining(definition));
  }
  CallError Refused(const std::string& definition) {
    return CallFails(*indicators_, &Indicators::DefineIndicator, Defining(definition));
  }
  static iv::DefineIndicatorRequest Defining(const std::string& definition) {
    auto request = Asking<iv::DefineIndicatorRequest>("-", "");
    *request.mutable_definition() = Text<iv::Definition>(definition);
    return request;
  }
  static std::string IdOf(const iv::DefineIndicatorResponse& defined) {
    return defined.indicator().indicator_id();
  }

  iv::QueryIndicatorResponse Query(const std::string& code, const std::string& text,
                                   int64_t min_position) {
    auto request = Asking<iv::QueryIndicatorRequest>(code, text);
    request.set_min_position(min_position);
    return CallOk(*indicators_, &Indicators::QueryIndicator, request);
  }
  CallError QueryFails(const std::string& code, const std::string& text) {
    return CallFails(
        *indicators_, &Indicators::QueryIndicator, Asking<iv::QueryIndicatorRequest>(code, text));
  }
  iv::PublishIndicatorResponse Publish(const std::string& code) {
    return CallOk(*indicators_,
                  &Indicators::PublishIndicator,
                  Asking<iv::PublishIndicatorRequest>(code, "breakdown: 'unit'"));
  }
  std::vector<std::string> PublishingFails(const std::string& code, const std::string& text) {
    return CallFails(*indicators_,
                     &Indicators::PublishIndicator,
                     Asking<iv::PublishIndicatorRequest>(code, text))
        .refusals();
  }
  // A commit that matters to no figure, so that the server looks at its clock.
  int64_t Nudge() {
    Organisation organisation(server_.channel());
    return CallOk(organisation,
                  &Organisation::CreateBoard,
                  Named<organisation::v1::CreateBoardRequest>(
                      absl::StrCat(kTenant, "/boards/", Uuid(++nudges_)), "display_name: 'N'"))
        .position();
  }
  // Of the period under way.
  double Value(const std::string& code, int64_t min_position) {
    const auto answer = Query(code, "periods: 1", min_position);
    EXPECT_EQ(answer.figures_size(), 1);
    return answer.figures_size() == 1 ? answer.figures(0).value() : -1;
  }
  std::vector<std::string> Cases(const std::string& code, const std::string& text) {
    std::vector<std::string> names;
    const auto answer = CallOk(*indicators_,
                               &Indicators::ListIndicatorCases,
                               Asking<iv::ListIndicatorCasesRequest>(code, text));
    for (const iv::IndicatorCase& one : answer.cases()) names.push_back(one.case_());
    return names;
  }
  iv::Indicator Get(const std::string& code, int64_t min_position) {
    auto request = Asking<iv::GetIndicatorRequest>(code, "");
    request.set_min_position(min_position);
    return CallOk(*indicators_, &Indicators::GetIndicator, request).indicator();
  }
  iv::ListIndicatorsResponse List(int64_t min_position) {
    auto request = Parented<iv::ListIndicatorsRequest>("");
    request.set_min_position(min_position);
    return CallOk(*indicators_, &Indicators::ListIndicators, request);
  }

  TestServer server_;
  Cases_ cases_;
  Outcomes outcomes_;
  Persons persons_;
  std::unique_ptr<Indicators> indicators_;
  int nudges_ = 900000;
};

}  // namespace framdrift::testing
