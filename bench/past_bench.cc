// The past over gRPC: a case of 300 events as of an instant and its difference, and the list and
// caseload of a caseworker as of then. past_bench [DIRECTORY [ROUNDS]]
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "base/check.h"
#include "bench/rpc_load.h"
#include "framdrift/casework/v1/case_service.grpc.pb.h"
#include "framdrift/organisation/v1/organisation_service.grpc.pb.h"
#include "framdrift/organisation/v1/staff_service.grpc.pb.h"
#include "framdrift/person/v1/person_service.grpc.pb.h"
#include "google/protobuf/text_format.h"
#include "services/server/server.h"

namespace framdrift::bench {
namespace {

namespace cw = casework::v1;
using Cases = cw::CaseService::Stub;
using Organisation = organisation::v1::OrganisationService::Stub;
using Persons = person::v1::PersonService::Stub;
using StaffOf = organisation::v1::StaffService::Stub;

constexpr int kEvents = 300;
// Of these the caseworker gave all but the last kKept to a colleague.
constexpr int kEverHad = 300;
constexpr int kKept = 60;
constexpr int kEventsOfOthers = 40;
constexpr char kBoardId[] = "0190b2c8-5b0e-7c3a-9f00-000000000001";
constexpr char kUnitId[] = "0190b2c8-5b0e-7c3a-9f00-000000000002";
constexpr char kAnna[] = "0190b2c8-5b0e-7c3a-9f00-000000000003";
constexpr char kBo[] = "0190b2c8-5b0e-7c3a-9f00-000000000004";

std::string NameOf(const char* collection, const std::string& id) {
  return absl::StrCat("tenants/bench/", collection, "/", id);
}
// Case 0 is the long one.
std::string PersonId(int number) {
  return absl::StrFormat("0190b2c8-5b0e-7c3a-9f01-%012d", number);
}

template <typename Request>
Request Of(const std::string& name, const std::string& rest) {
  Request request;
  FD_CHECK(google::protobuf::TextFormat::ParseFromString(rest, &request));
  request.set_name(name);
  return request;
}

template <typename Stub, typename Request, typename Response>
Response CallOk(Stub& stub,
                grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                const Request& request) {
  grpc::ClientContext context;
  Response response;
  const grpc::Status status = (stub.*method)(&context, request, &response);
  if (!status.ok()) std::fprintf(stderr, "%s\n", status.error_message().c_str());
  FD_CHECK(status.ok());
  return response;
}

class Bench {
 public:
  explicit Bench(std::string directory) : directory_(std::move(directory)) { StartServer(); }

  void Fill();
  void Measure(int rounds);

 private:
  void StartServer() {
    services::ServerOptions options;
    options.data_dir = directory_ + "/data";
    options.listen = absl::StrCat("unix:", directory_, "/socket");
    auto server = services::Server::Start(options);
    FD_CHECK(server.ok());
    server_ = *std::move(server);
    channel_ = Connect(options.listen);
    cases_ = cw::CaseService::NewStub(channel_);
  }
  void Open(int number);
  void Assign(int number, const char* caseworker) {
    CallOk(*cases_,
           &Cases::AssignCase,
           Of<cw::AssignCaseRequest>(
               NameOf("cases", PersonId(number)),
               absl::StrCat("caseworker_id: '", caseworker, "' unit_id: '", kUnitId, "'")));
  }
  // One of the things that go on for years: contacts, reviews, notes, and now and then a mistake.
  void GoOn(int number, int event);
  template <typename Call>
  void Time(const char* what, int rounds, const Call& call);

  const std::string directory_;
  std::unique_ptr<services::Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<Cases> cases_;
  absl::Time then_;
};

void Bench::Open(int number) {
  Persons persons(channel_);
  CallOk(persons,
         &Persons::RegisterPerson,
         Of<person::v1::RegisterPersonRequest>(NameOf("persons", PersonId(number)),
                                               "given_name: 'Kim' family_name: 'Ek'"));
  const std::string name = NameOf("cases", PersonId(number));
  CallOk(*cases_,
         &Cases::OpenCase,
         Of<cw::OpenCaseRequest>(
             name, absl::StrCat("target_group: TARGET_GROUP_YOUNG unit_id: '", kUnitId, "'")));
  Assign(number, kAnna);
  CallOk(*cases_,
         &Cases::RecordFirstContact,
         Of<cw::RecordFirstContactRequest>(
             name, "outcome: FIRST_CONTACT_OUTCOME_HELD mode: CONTACT_MODE_VISIT"));
  CallOk(
      *cases_,
      &Cases::AdoptWorkPlan,
      Of<cw::AdoptWorkPlanRequest>(
          name,
          "track: PLAN_TRACK_WORK goals { title: 'Arbete' target_date { year: 2030 month: 1 day: "
          "1 } } text: 'Plan'"));
}

void Bench::GoOn(int number, int event) {
  const std::string name = NameOf("cases", PersonId(number));
  const auto contact = [&] {
    return CallOk(*cases_,
                  &Cases::RecordContact,
                  Of<cw::RecordContactRequest>(name, "mode: CONTACT_MODE_PHONE text: 'Ringde'"))
        .position();
  };
  switch (event % 10) {
    case 0:
      CallOk(*cases_,
             &Cases::ReviewWorkPlan,
             Of<cw::ReviewWorkPlanRequest>(name, "result: REVIEW_RESULT_CONTINUES"));
      return;
    case 1:
    case 2:
    case 3:
      CallOk(*cases_, &Cases::AddNote, Of<cw::AddNoteRequest>(name, "text: 'Vi talades vid.'"));
      return;
    case 4: {
      const int64_t mistake = contact();
      CallOk(*cases_,
             &Cases::VoidEvent,
             Of<cw::VoidEventRequest>(name, absl::StrCat("position: ", mistake)));
      return;
    }
    default:
      contact();
  }
}

void Bench::Fill() {
  Organisation organisation(channel_);
  CallOk(organisation,
         &Organisation::CreateBoard,
         Of<organisation::v1::CreateBoardRequest>(NameOf("boards", kBoardId),
                                                  "display_name: 'Board'"));
  CallOk(organisation,
         &Organisation::CreateUnit,
         Of<organisation::v1::CreateUnitRequest>(
             NameOf("units", kUnitId),
             absl::StrCat(
                 "display_name: 'Unit' municipality_code: '1384' board_id: '", kBoardId, "'")));
  StaffOf staff(channel_);
  for (const char* one : {kAnna, kBo}) {
    CallOk(
        staff,
        &StaffOf::RegisterStaff,
        Of<organisation::v1::RegisterStaffRequest>(
            NameOf("staff", one),
            absl::StrCat("display_name: 'One' roles: ROLE_CASEWORKER unit_id: '", kUnitId, "'")));
  }
  for (int number = 0; number <= kEverHad; ++number) {
    Open(number);
    const int events = number == 0 ? kEvents : kEventsOfOthers;
    while (true) {
      const int64_t revision =
          std::atoll(CallOk(*cases_,
                            &Cases::GetCase,
                            Of<cw::GetCaseRequest>(NameOf("cases", PersonId(number)), ""))
                         .case_()
                         .etag()
                         .substr(1)
                         .c_str());
      if (revision >= events) break;
      GoOn(number, static_cast<int>(revision));
    }
  }
  for (int number = 1; number <= kEverHad - kKept; ++number) Assign(number, kBo);
  then_ = absl::Now();
}

template <typename Call>
void Bench::Time(const char* what, int rounds, const Call& call) {
  std::vector<absl::Duration> taken;
  for (int i = 0; i < rounds; ++i) {
    const absl::Time begin = absl::Now();
    call();
    taken.push_back(absl::Now() - begin);
  }
  std::sort(taken.begin(), taken.end());
  const auto at = [&](size_t percent) {
    return absl::ToDoubleMilliseconds(taken[taken.size() * percent / 100]);
  };
  std::printf("%-44s p50 %.2f ms, p99 %.2f ms\n", what, at(50), at(99));
}

void Bench::Measure(int rounds) {
  google::protobuf::Timestamp then;
  then.set_seconds(absl::ToUnixSeconds(then_));
  then.set_nanos(static_cast<int32_t>(
      absl::ToInt64Nanoseconds(then_ - absl::FromUnixSeconds(then.seconds()))));
  const std::string valid = absl::StrCat("valid_time { ", then.ShortDebugString(), " }");
  const std::string long_case = NameOf("cases", PersonId(0));
  Time("a case of 300 events, as of an instant", rounds, [&] {
    CallOk(*cases_, &Cases::GetCase, Of<cw::GetCaseRequest>(long_case, valid));
  });
  Time("a case of 300 events, as it stands", rounds, [&] {
    CallOk(*cases_, &Cases::GetCase, Of<cw::GetCaseRequest>(long_case, ""));
  });
  Time("its difference between two positions", rounds, [&] {
    CallOk(*cases_,
           &Cases::DiffCase,
           Of<cw::DiffCaseRequest>(long_case, "before { as_of_position: 150 } after { }"));
  });
  cw::ListCasesRequest list;
  list.set_parent("tenants/bench");
  list.set_filter(absl::StrCat("caseworker_id = \"", kAnna, "\""));
  *list.mutable_valid_time() = then;
  Time("the 60 cases of a caseworker who had 300", rounds, [&] {
    FD_CHECK(CallOk(*cases_, &Cases::ListCases, list).total_size() == kKept + 1);
  });
  cw::GetCaseloadRequest load;
  load.set_parent("tenants/bench");
  *load.mutable_valid_time() = then;
  Time("the caseloads of a unit with 301 cases", rounds, [&] {
    FD_CHECK(CallOk(*cases_, &Cases::GetCaseload, load).caseloads_size() == 2);
  });
}

}  // namespace
}  // namespace framdrift::bench

int main(int argc, char** argv) {
  std::string directory = argc > 1 ? argv[1] : "";
  if (directory.empty()) {
    std::string made = "/tmp/framdrift-bench-XXXXXX";
    if (mkdtemp(made.data()) == nullptr) return 1;
    directory = made;
  }
  framdrift::bench::Bench bench(directory);
  bench.Fill();
  bench.Measure(argc > 2 ? std::atoi(argv[2]) : 200);
  if (argc <= 1) std::filesystem::remove_all(directory);
  return 0;
}
