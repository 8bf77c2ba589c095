// Two caseworkers, two persons and a clock that goes on: what tests of the past share.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "framdrift/casework/v1/case_service.grpc.pb.h"
#include "framdrift/casework/v1/outcome_service.grpc.pb.h"
#include "framdrift/organisation/v1/organisation_service.grpc.pb.h"
#include "framdrift/organisation/v1/staff_service.grpc.pb.h"
#include "framdrift/person/v1/person_service.grpc.pb.h"
#include "gtest/gtest.h"
#include "tests/testing/call.h"
#include "tests/testing/test_server.h"

namespace framdrift::testing {

namespace v1 = casework::v1;
using Cases = v1::CaseService::Stub;
using Outcomes = v1::OutcomeService::Stub;
using Organisation = organisation::v1::OrganisationService::Stub;
using Persons = person::v1::PersonService::Stub;
using StaffOf = organisation::v1::StaffService::Stub;

inline constexpr char kBoardId[] = "0190b2c8-5b0e-7c3a-9f00-000000000001";
inline constexpr char kUnitId[] = "0190b2c8-5b0e-7c3a-9f00-000000000002";
inline constexpr char kOtherUnitId[] = "0190b2c8-5b0e-7c3a-9f00-000000000003";
inline constexpr char kAnna[] = "0190b2c8-5b0e-7c3a-9f00-000000000004";
inline constexpr char kBo[] = "0190b2c8-5b0e-7c3a-9f00-000000000005";
inline constexpr char kKim[] = "0190b2c8-5b0e-7c3a-9f00-000000000011";
inline constexpr char kAlex[] = "0190b2c8-5b0e-7c3a-9f00-000000000012";

inline std::string CaseOf(const std::string& person) {
  return absl::StrCat("tenants/lund/cases/", person);
}

// Days after 1 March 2024 at 09:00, when the server's clock begins.
inline absl::Time Day(int days) { return FixedClock::kStart + absl::Hours(24 * days); }
inline std::string Time(const std::string& field, absl::Time time) {
  const int64_t micros = absl::ToUnixMicros(time);
  return absl::StrCat(
      field, " { seconds: ", micros / 1'000'000, " nanos: ", micros % 1'000'000 * 1000, " } ");
}
inline std::string ValidAt(int day) { return Time("valid_time", Day(day)); }
inline std::string KnownAt(int day) { return Time("known_time", Day(day)); }
inline std::string OccurredAt(int day) {
  return absl::StrCat("occurred { ", Time("time", Day(day)), "} ");
}

template <typename Request>
Request In(const std::string& rest = "") {
  Request request = Text<Request>(rest);
  request.set_parent("tenants/lund");
  return request;
}

class TimeTravelTest : public ::testing::Test {
 protected:
  // With a board, two units, and caseworkers Anna and Bo of the first.
  TimeTravelTest();

  void Register(const std::string& person);
  void AdvanceTo(int day) { server_.clock().Advance(Day(day) - server_.clock().Now()); }

  // Commands on a case, which must succeed; each returns its position.
  int64_t Open(const std::string& person, const std::string& rest = "");
  int64_t Assign(const std::string& person, const std::string& caseworker,
                 const std::string& rest = "");
  int64_t Exit(const std::string& person);
  int64_t Reopen(const std::string& person);
  int64_t Void(const std::string& person, int64_t position);
  // The event read otherwise from the beginning: another in its place, in text format.
  int64_t Correct(const std::string& person, int64_t position, const std::string& replacement);
  // A case that another system knew a day after each thing happened: opened on day -100, Anna's
  // from -90, Bo's from -50. Returns its person.
  std::string Import();

  v1::GetCaseResponse Get(const std::string& person, const std::string& as_of);
  // Who was responsible; empty where nobody was.
  std::string Caseworker(const std::string& person, const std::string& as_of);
  v1::ListCasesResponse List(const std::string& rest);
  // The persons whose cases are the caseworker's then.
  std::vector<std::string> CasesOf(const std::string& caseworker, const std::string& as_of);
  // How many open cases the caseworker has then.
  int64_t Load(const std::string& caseworker, const std::string& as_of);

  TestServer server_;
  std::unique_ptr<Cases> cases_;
};

}  // namespace framdrift::testing
