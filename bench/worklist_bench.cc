// Worklists: a caseworker's list against an empty call, and how soon a commit is seen in a watch.
// worklist_bench [DIRECTORY [CASES [SECONDS]]]
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "base/check.h"
#include "base/mutex.h"
#include "base/strong_id.h"
#include "bench/calls.h"
#include "framdrift/casework/v1/case_service.grpc.pb.h"
#include "framdrift/log/v1/log_service.grpc.pb.h"
#include "framdrift/organisation/v1/organisation_service.grpc.pb.h"
#include "framdrift/organisation/v1/staff_service.grpc.pb.h"
#include "framdrift/person/v1/person_service.grpc.pb.h"
#include "framdrift/worklist/v1/worklist_service.grpc.pb.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "services/server/server.h"

namespace framdrift::bench {
namespace {

namespace cw = casework::v1;
namespace org = organisation::v1;
namespace wl = worklist::v1;

// Of a caseworker.
constexpr int kCaseload = 60;
constexpr int kWatchers = 50;
constexpr int kInFlight = 64;
constexpr int kCalls = 3000;
constexpr int kRounds = 3;
constexpr absl::Duration kPace = absl::Milliseconds(1);

std::string IdOf(int kind, int number) {
  return absl::StrFormat("0190b2c8-5b0e-7c3a-9f%02d-%012d", kind, number);
}
std::string UnitId() { return IdOf(2, 1); }
std::string StaffId(int number) { return IdOf(3, number); }
std::string CaseName(int number) { return absl::StrCat("tenants/bench/cases/", IdOf(4, number)); }

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

double Micros(absl::Duration duration) { return absl::ToDoubleMicroseconds(duration); }

// When each commit was acknowledged, and when a reader was told of it.
class Sightings {
 public:
  void Sent(int64_t position, absl::Time begun, absl::Time acknowledged) {
    MutexLock lock(mutex_);
    commits_[position].begun = begun;
    commits_[position].acknowledged = acknowledged;
  }
  void Seen(int64_t position, absl::Time at) {
    MutexLock lock(mutex_);
    commits_[position].seen.push_back(at);
  }
  void Print() {
    MutexLock lock(mutex_);
    std::vector<absl::Duration> after_ack;
    std::vector<absl::Duration> after_begin;
    int unseen = 0;
    for (const auto& [position, commit] : commits_) {
      if (commit.acknowledged == absl::InfinitePast()) continue;
      unseen += commit.seen.empty() ? 1 : 0;
      for (const absl::Time seen : commit.seen) {
        after_ack.push_back(std::max(seen - commit.acknowledged, absl::ZeroDuration()));
        after_begin.push_back(seen - commit.begun);
      }
    }
    std::printf(
        "  seen after it was acknowledged: p50 %.2f ms, p99 %.2f ms (goal p99 at most 15)\n"
        "  seen after its call began: p50 %.2f ms, p99 %.2f ms; %d not seen\n",
        Millis(PercentileOf(after_ack, 0.5)),
        Millis(PercentileOf(after_ack, 0.99)),
        Millis(PercentileOf(after_begin, 0.5)),
        Millis(PercentileOf(after_begin, 0.99)),
        unseen);
  }

 private:
  struct Commit {
    absl::Time begun;
    absl::Time acknowledged = absl::InfinitePast();
    std::vector<absl::Time> seen;
  };
  Mutex mutex_;
  std::map<int64_t, Commit> commits_ ABSL_GUARDED_BY(mutex_);
};

class Bench {
 public:
  Bench(const std::string& directory, int cases) : cases_(cases) {
    const std::string empty = absl::StrCat("unix:", directory, "/empty");
    grpc::ServerBuilder builder;
    builder.AddListeningPort(empty, grpc::InsecureServerCredentials());
    builder.RegisterService(&empty_service_);
    empty_server_ = builder.BuildAndStart();
    FD_CHECK(empty_server_ != nullptr);
    empty_stub_ = log::v1::LogService::NewStub(Connect(empty));
    services::ServerOptions options;
    options.data_dir = directory + "/data";
    options.listen = absl::StrCat("unix:", directory, "/socket");
    address_ = options.listen;
    auto server = services::Server::Start(options);
    FD_CHECK(server.ok());
    server_ = *std::move(server);
    cases_stub_ = cw::CaseService::NewStub(Connect(address_));
    worklists_ = wl::WorklistService::NewStub(Connect(address_));
  }

  void Fill();
  void CompareLists();
  void Watch(int seconds);

 private:
  // Lists of all caseworkers in turn, as they are now.
  LoadResult List(bool anew);
  int caseworkers() const { return std::max(cases_ / kCaseload, 1); }
  int CaseworkerOf(int number) const { return number % caseworkers(); }
  // Reads a watch until it is cancelled.
  void Read(grpc::ClientContext& context, int number, std::atomic<int>& ready,
            Sightings& sightings);
  void Write(int commits, Sightings& sightings);

  const int cases_;
  EmptyService empty_service_;
  std::unique_ptr<grpc::Server> empty_server_;
  std::unique_ptr<services::Server> server_;
  std::string address_;
  std::unique_ptr<log::v1::LogService::Stub> empty_stub_;
  std::unique_ptr<cw::CaseService::Stub> cases_stub_;
  std::unique_ptr<wl::WorklistService::Stub> worklists_;
};

void Bench::Fill() {
  using Organisation = org::OrganisationService::Stub;
  const auto organisation = org::OrganisationService::NewStub(Connect(address_));
  Run(*organisation, 1, 1, &Organisation::async::CreateBoard, [](int) {
    org::CreateBoardRequest request;
    request.set_name(absl::StrCat("tenants/bench/boards/", IdOf(1, 1)));
    request.set_display_name("Board");
    return request;
  });
  Run(*organisation, 1, 1, &Organisation::async::CreateUnit, [](int) {
    org::CreateUnitRequest request;
    request.set_name(absl::StrCat("tenants/bench/units/", UnitId()));
    request.set_board_id(IdOf(1, 1));
    request.set_municipality_code("1384");
    request.set_display_name("Unit");
    return request;
  });
  const auto staff = org::StaffService::NewStub(Connect(address_));
  Run(*staff, caseworkers(), 1, &org::StaffService::Stub::async::RegisterStaff, [](int number) {
    org::RegisterStaffRequest request;
    request.set_name(absl::StrCat("tenants/bench/staff/", StaffId(number)));
    request.set_unit_id(UnitId());
    request.set_display_name("Caseworker");
    return request;
  });
  const auto persons = person::v1::PersonService::NewStub(Connect(address_));
  Run(*persons,
      cases_,
      kInFlight,
      &person::v1::PersonService::Stub::async::RegisterPerson,
      [](int number) {
        person::v1::RegisterPersonRequest request;
        request.set_name(absl::StrCat("tenants/bench/persons/", IdOf(4, number)));
        request.set_given_name("Given");
        request.set_family_name("Family");
        return request;
      });
  using Cases = cw::CaseService::Stub;
  Run(*cases_stub_, cases_, kInFlight, &Cases::async::OpenCase, [](int number) {
    cw::OpenCaseRequest request;
    request.set_name(CaseName(number));
    request.set_target_group(codes::v1::TARGET_GROUP_UNEMPLOYED_ON_INCOME_SUPPORT);
    request.set_unit_id(UnitId());
    return request;
  });
  Run(*cases_stub_, cases_, kInFlight, &Cases::async::AssignCase, [this](int number) {
    cw::AssignCaseRequest request;
    request.set_name(CaseName(number));
    request.set_unit_id(UnitId());
    request.set_caseworker_id(StaffId(CaseworkerOf(number)));
    return request;
  });
}

LoadResult Bench::List(bool anew) {
  return Run(*worklists_,
             kCalls,
             1,
             &wl::WorklistService::Stub::async::ListWorkItems,
             [=, this](int number) {
               wl::ListWorkItemsRequest request;
               request.set_parent("tenants/bench");
               request.mutable_scope()->set_staff_id(StaffId(number % caseworkers()));
               // What is asked for at an instant is not kept.
               if (anew)
                 request.mutable_evaluated_at()->set_seconds(absl::ToUnixSeconds(absl::Now()));
               return request;
             });
}

void Bench::CompareLists() {
  std::printf("the list of a caseworker with %d cases of %d, one in flight:\n", kCaseload, cases_);
  std::vector<double> ratios;
  for (int round = 0; round < kRounds; ++round) {
    const auto empty =
        Run(*empty_stub_, kCalls, 1, &log::v1::LogService::Stub::async::GetStats, [](int) {
          return log::v1::GetStatsRequest();
        });
    const LoadResult lists = List(false);
    const LoadResult anew = List(true);
    const double unit = Micros(empty.Percentile(0.5));
    ratios.push_back(Micros(lists.Percentile(0.5)) / unit);
    std::printf(
        "  empty p50 %.0f us; list p50 %.0f us, p99 %.0f us, ratio %.2f; worked out anew p50 "
        "%.0f us, ratio %.2f\n",
        unit,
        Micros(lists.Percentile(0.5)),
        Micros(lists.Percentile(0.99)),
        ratios.back(),
        Micros(anew.Percentile(0.5)),
        Micros(anew.Percentile(0.5)) / unit);
  }
  std::sort(ratios.begin(), ratios.end());
  std::printf("  median ratio %.2f (goal at most 2)\n", ratios[ratios.size() / 2]);
}

void Bench::Read(grpc::ClientContext& context, int number, std::atomic<int>& ready,
                 Sightings& sightings) {
  wl::WatchWorklistRequest request;
  request.set_parent("tenants/bench");
  request.mutable_scope()->set_staff_id(StaffId(number % caseworkers()));
  const auto reader = worklists_->WatchWorklist(&context, request);
  for (wl::WatchWorklistResponse message; reader->Read(&message);) {
    if (message.has_snapshot() && !message.snapshot().more()) ++ready;
    const absl::Time now = absl::Now();
    for (const wl::WorklistChange& change : message.delta().changes()) {
      sightings.Seen(change.position(), now);
    }
  }
  reader->Finish();
}

// One commit each kPace, whatever becomes of those before.
void Bench::Write(int commits, Sightings& sightings) {
  std::atomic<int> left = commits;
  const absl::Time start = absl::Now();
  // Only cases of those who watch.
  const int watched = std::min(kWatchers, caseworkers());
  for (int i = 0; i < commits; ++i) {
    absl::SleepFor(start + i * kPace - absl::Now());
    cw::AddNoteRequest request;
    const int caseworker = i % watched;
    const int of_theirs = (i / watched) % std::max(cases_ / caseworkers(), 1);
    request.set_name(CaseName(caseworker + of_theirs * caseworkers()));
    request.set_request_id(FormatUuid(NewUuidV4()));
    request.set_text("A note of about the length that a caseworker writes after a call.");
    const absl::Time begun = absl::Now();
    Begin<class cw::CaseService::Stub::async, cw::AddNoteRequest, cw::AddNoteResponse>(
        *cases_stub_->async(),
        &cw::CaseService::Stub::async::AddNote,
        std::move(request),
        [&, begun](bool ok, const cw::AddNoteResponse& response) {
          if (ok) sightings.Sent(response.position(), begun, absl::Now());
          --left;
        });
  }
  while (left > 0) absl::SleepFor(absl::Milliseconds(1));
  std::printf("  %.0f commits/s\n", commits / absl::ToDoubleSeconds(absl::Now() - start));
}

void Bench::Watch(int seconds) {
  std::printf("%d who watch their list while commits are written for %d s:\n", kWatchers, seconds);
  Sightings sightings;
  std::atomic<int> ready = 0;
  std::vector<std::unique_ptr<grpc::ClientContext>> contexts;
  std::vector<std::thread> readers;
  for (int i = 0; i < kWatchers; ++i) {
    contexts.push_back(std::make_unique<grpc::ClientContext>());
    readers.emplace_back(
        [&, &context = *contexts.back(), i] { Read(context, i, ready, sightings); });
  }
  while (ready < kWatchers) absl::SleepFor(absl::Milliseconds(10));
  Write(static_cast<int>(absl::Seconds(seconds) / kPace), sightings);
  // What is not seen by then is reported as such.
  absl::SleepFor(absl::Seconds(1));
  for (const auto& context : contexts) context->TryCancel();
  for (std::thread& reader : readers) reader.join();
  sightings.Print();
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
  {
    framdrift::bench::Bench bench(directory, argc > 2 ? std::atoi(argv[2]) : 20000);
    bench.Fill();
    bench.CompareLists();
    bench.Watch(argc > 3 ? std::atoi(argv[3]) : 10);
  }
  if (argc <= 1) std::filesystem::remove_all(directory);
  return 0;
}
