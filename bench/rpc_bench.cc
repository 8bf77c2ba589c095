// Calls over gRPC against an empty call: AddNote on warm cases, a case's state and history warm and
// cold. rpc_bench [DIRECTORY [CALLS [ROUNDS [notes|reads|cold]]]]
#include <fcntl.h>
#include <unistd.h>

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
#include "base/check.h"
#include "base/strong_id.h"
#include "bench/rpc_load.h"
#include "framdrift/casework/v1/case_service.grpc.pb.h"
#include "framdrift/log/v1/log_service.grpc.pb.h"
#include "framdrift/organisation/v1/organisation_service.grpc.pb.h"
#include "framdrift/person/v1/person_service.grpc.pb.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "services/server/server.h"

namespace framdrift::bench {
namespace {

namespace cw = casework::v1;
namespace fs = std::filesystem;

constexpr int kCases = 1000;
constexpr int kInFlight = 64;
constexpr int kChannels = 4;
// Of the cases that are read: what ten years of one case come to.
constexpr int kEventsRead = 60;
constexpr char kUnitId[] = "0190b2c8-5b0e-7c3a-9f00-000000000001";
constexpr char kBoardId[] = "0190b2c8-5b0e-7c3a-9f00-000000000002";
constexpr char kNote[] =
    "A note of about the length that a caseworker writes after a call: what was said, what was "
    "agreed, and by when.";

// Answers at once, with nothing.
class EmptyService final : public log::v1::LogService::CallbackService {
 public:
  grpc::ServerUnaryReactor* GetStats(grpc::CallbackServerContext* context,
                                     const log::v1::GetStatsRequest*,
                                     log::v1::GetStatsResponse*) override {
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }
};

template <typename Stub>
using Stubs = std::vector<std::unique_ptr<Stub>>;

// One stub a channel.
template <typename Service>
Stubs<typename Service::Stub> StubsOf(const std::string& address) {
  Stubs<typename Service::Stub> stubs;
  for (int i = 0; i < kChannels; ++i) stubs.push_back(Service::NewStub(Connect(address)));
  return stubs;
}

// A call of `(async.*method)` under way.
template <typename Request, typename Response>
struct PendingCall {
  grpc::ClientContext context;
  Request request;
  Response response;
};

// Begins one call and calls `done` when it has ended.
template <typename Async, typename Request, typename Response>
void BeginUnary(Async& async,
                void (Async::*method)(grpc::ClientContext*, const Request*, Response*,
                                      std::function<void(grpc::Status)>),
                Request request, std::function<void(bool)> done) {
  auto* call = new PendingCall<Request, Response>{{}, std::move(request), {}};
  (async.*method)(&call->context,
                  &call->request,
                  &call->response,
                  [call, done = std::move(done)](const grpc::Status& status) {
                    if (!status.ok()) {
                      std::fprintf(stderr, "%s\n", status.error_message().c_str());
                    }
                    delete call;
                    done(status.ok());
                  });
}

// Makes calls of one method, request `number` on channel `number` modulo their count.
template <typename Stub, typename Async, typename Request, typename Response, typename MakeRequest>
LoadResult Run(const Stubs<Stub>& stubs, int calls, int in_flight,
               void (Async::*method)(grpc::ClientContext*, const Request*, Response*,
                                     std::function<void(grpc::Status)>),
               MakeRequest make_request) {
  return RunLoad(calls, in_flight, [&](int number, std::function<void(bool)> done) {
    Stub& stub = *stubs[static_cast<size_t>(number) % stubs.size()];
    BeginUnary(*stub.async(), method, Request(make_request(number)), std::move(done));
  });
}

std::string IdOf(int number) { return absl::StrFormat("0190b2c8-5b0e-7c3a-9f01-%012d", number); }
std::string CaseName(int number) { return absl::StrCat("tenants/bench/cases/", IdOf(number)); }

// Asks for one of the cases that are read.
template <typename Request>
Request RequestOf(int number) {
  Request request;
  request.set_name(CaseName(kCases + number % kCases));
  return request;
}

// A new id for each request, as clients choose them.
std::string RequestId() { return FormatUuid(NewUuidV4()); }

class Bench {
 public:
  Bench(std::string directory, int calls, int rounds)
      : directory_(std::move(directory)), calls_(calls), rounds_(rounds) {
    const std::string address = absl::StrCat("unix:", directory_, "/empty");
    grpc::ServerBuilder builder;
    builder.AddListeningPort(address, grpc::InsecureServerCredentials());
    builder.RegisterService(&empty_service_);
    empty_server_ = builder.BuildAndStart();
    FD_CHECK(empty_server_ != nullptr);
    empty_ = StubsOf<log::v1::LogService>(address);
    StartServer();
  }

  // One part, or all.
  void Run(const std::string& part) {
    Fill();
    if (part.empty() || part == "notes") CompareNotes();
    if (part.empty() || part == "reads") CompareReads();
    if (part.empty() || part == "cold") ReadCold();
  }

 private:
  using Cases = cw::CaseService::Stub;

  void StartServer() {
    services::ServerOptions options;
    options.data_dir = directory_ + "/data";
    options.listen = absl::StrCat("unix:", directory_, "/socket");
    auto server = services::Server::Start(options);
    if (!server.ok()) std::fprintf(stderr, "%s\n", server.status().ToString().c_str());
    FD_CHECK(server.ok());
    server_ = *std::move(server);
    cases_ = StubsOf<cw::CaseService>(options.listen);
    channel_ = Connect(options.listen);
  }

  LoadResult Empty(int calls, int in_flight) {
    return bench::Run(
        empty_, calls, in_flight, &log::v1::LogService::Stub::async::GetStats, [](int) {
          return log::v1::GetStatsRequest();
        });
  }

  // Cases 0 to kCases − 1 are written to; kCases to 2·kCases − 1 hold kEventsRead events.
  void Fill();
  LoadResult AddNotes(int calls, int in_flight, int first_case) {
    return bench::Run(cases_, calls, in_flight, &Cases::async::AddNote, [first_case](int number) {
      cw::AddNoteRequest request;
      request.set_name(CaseName(first_case + number % kCases));
      request.set_request_id(RequestId());
      request.set_text(kNote);
      return request;
    });
  }
  LoadResult GetCases(int calls, int in_flight) {
    return bench::Run(
        cases_, calls, in_flight, &Cases::async::GetCase, RequestOf<cw::GetCaseRequest>);
  }
  LoadResult GetHistories(int calls, int in_flight) {
    return bench::Run(cases_,
                      calls,
                      in_flight,
                      &Cases::async::GetCaseHistory,
                      RequestOf<cw::GetCaseHistoryRequest>);
  }
  // The same as the wire has it: until the answer is there, before it is parsed.
  template <typename Request>
  LoadResult GetEncoded(int calls, const std::string& method);

  void CompareNotes();
  void CompareReads();
  void ReadCold();

  const std::string directory_;
  const int calls_;
  const int rounds_;
  EmptyService empty_service_;
  std::unique_ptr<grpc::Server> empty_server_;
  std::unique_ptr<services::Server> server_;
  Stubs<log::v1::LogService::Stub> empty_;
  Stubs<cw::CaseService::Stub> cases_;
  std::shared_ptr<grpc::Channel> channel_;
};

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

double Micros(absl::Duration duration) { return absl::ToDoubleMicroseconds(duration); }

void Bench::Fill() {
  const std::string address = absl::StrCat("unix:", directory_, "/socket");
  const auto organisation = StubsOf<organisation::v1::OrganisationService>(address);
  using Organisation = organisation::v1::OrganisationService::Stub;
  bench::Run(organisation, 1, 1, &Organisation::async::CreateBoard, [](int) {
    organisation::v1::CreateBoardRequest request;
    request.set_name(absl::StrCat("tenants/bench/boards/", kBoardId));
    request.set_display_name("Board");
    return request;
  });
  bench::Run(organisation, 1, 1, &Organisation::async::CreateUnit, [](int) {
    organisation::v1::CreateUnitRequest request;
    request.set_name(absl::StrCat("tenants/bench/units/", kUnitId));
    request.set_board_id(kBoardId);
    request.set_municipality_code("1384");
    request.set_display_name("Unit");
    return request;
  });
  const auto persons = StubsOf<person::v1::PersonService>(address);
  using Persons = person::v1::PersonService::Stub;
  bench::Run(persons, 2 * kCases, kInFlight, &Persons::async::RegisterPerson, [](int number) {
    person::v1::RegisterPersonRequest request;
    request.set_name(absl::StrCat("tenants/bench/persons/", IdOf(number)));
    request.set_given_name("Given");
    request.set_family_name("Family");
    return request;
  });
  bench::Run(cases_, 2 * kCases, kInFlight, &Cases::async::OpenCase, [](int number) {
    cw::OpenCaseRequest request;
    request.set_name(CaseName(number));
    request.set_target_group(codes::v1::TARGET_GROUP_UNEMPLOYED_ON_INCOME_SUPPORT);
    request.set_unit_id(kUnitId);
    return request;
  });
  AddNotes(kCases * (kEventsRead - 1), kInFlight, kCases);
}

void Bench::CompareNotes() {
  std::vector<double> ratios;
  std::printf("AddNote, %d in flight, %d warm cases:\n", kInFlight, kCases);
  for (int round = 0; round < rounds_; ++round) {
    const LoadResult empty = Empty(calls_, kInFlight);
    const LoadResult notes = AddNotes(calls_, kInFlight, 0);
    ratios.push_back(notes.per_second() / empty.per_second());
    std::printf(
        "  empty %.0f/s p50 %.0f us; AddNote %.0f/s p50 %.0f us p99 %.0f us, %d failed; "
        "ratio %.2f\n",
        empty.per_second(),
        Micros(empty.Percentile(0.5)),
        notes.per_second(),
        Micros(notes.Percentile(0.5)),
        Micros(notes.Percentile(0.99)),
        notes.failures,
        ratios.back());
  }
  std::printf("  median ratio %.2f (goal at least 0.6)\n", Median(ratios));
}

template <typename Request>
LoadResult Bench::GetEncoded(int calls, const std::string& method) {
  grpc::GenericStub stub(channel_);
  return RunLoad(calls, 1, [&](int number, std::function<void(bool)> done) {
    auto* call = new PendingCall<grpc::ByteBuffer, grpc::ByteBuffer>;
    const grpc::Slice bytes(RequestOf<Request>(number).SerializeAsString());
    call->request = grpc::ByteBuffer(&bytes, 1);
    stub.UnaryCall(&call->context,
                   "/framdrift.casework.v1.CaseService/" + method,
                   grpc::StubOptions(),
                   &call->request,
                   &call->response,
                   [call, done = std::move(done)](const grpc::Status& status) {
                     delete call;
                     done(status.ok());
                   });
  });
}

void Bench::CompareReads() {
  std::vector<double> state_ratios;
  std::vector<double> history_ratios;
  std::printf("a case with %d events, warm, one in flight, p50 until received (and parsed):\n",
              kEventsRead);
  GetCases(kCases, kInFlight);
  GetHistories(kCases, kInFlight);
  for (int round = 0; round < rounds_; ++round) {
    const int calls = std::min(calls_, 5000);
    const double empty = Micros(Empty(calls, 1).Percentile(0.5));
    const double state = Micros(GetEncoded<cw::GetCaseRequest>(calls, "GetCase").Percentile(0.5));
    const double state_parsed = Micros(GetCases(calls, 1).Percentile(0.5));
    const double history =
        Micros(GetEncoded<cw::GetCaseHistoryRequest>(calls, "GetCaseHistory").Percentile(0.5));
    const double history_parsed = Micros(GetHistories(calls, 1).Percentile(0.5));
    state_ratios.push_back(state / empty);
    history_ratios.push_back(history / empty);
    std::printf("  empty %.0f us, state %.0f (%.0f) us, history %.0f (%.0f) us\n",
                empty,
                state,
                state_parsed,
                history,
                history_parsed);
  }
  std::printf("  median ratios, received: state %.2f, history %.2f (goal at most 1.5)\n",
              Median(state_ratios),
              Median(history_ratios));
}

// Asks the operating system to forget what it holds of the files.
void DropFileCache(const std::string& directory) {
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (!entry.is_regular_file()) continue;
    const int file = open(entry.path().c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) continue;
    fdatasync(file);
    posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    close(file);
  }
}

void Bench::ReadCold() {
  cases_.clear();
  channel_.reset();
  server_.reset();
  DropFileCache(directory_ + "/data");
  StartServer();
  DropFileCache(directory_ + "/data");
  const LoadResult state = GetCases(kCases / 2, 1);
  std::printf(
      "a case with %d events, cold (restarted, file cache dropped), one in flight:\n"
      "  state p50 %.0f us, p99 %.0f us (goal at most 3000)\n",
      kEventsRead,
      Micros(state.Percentile(0.5)),
      Micros(state.Percentile(0.99)));
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
  const int calls = argc > 2 ? std::atoi(argv[2]) : 50000;
  const int rounds = argc > 3 ? std::atoi(argv[3]) : 3;
  framdrift::bench::Bench(directory, calls, rounds).Run(argc > 4 ? argv[4] : "");
  if (argc <= 1) std::filesystem::remove_all(directory);
  return 0;
}
