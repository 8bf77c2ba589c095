// How soon a commit is seen in the figures of those who watch indicators.
// indicator_watch_bench [DIRECTORY [CASES [SECONDS]]]
#include <unistd.h>

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
#include "bench/calls.h"
#include "domain/indicators/library.h"
#include "framdrift/casework/v1/case_service.grpc.pb.h"
#include "framdrift/indicator/v1/indicator_service.grpc.pb.h"
#include "framdrift/organisation/v1/organisation_service.grpc.pb.h"
#include "framdrift/person/v1/person_service.grpc.pb.h"
#include "services/server/server.h"

namespace framdrift::bench {
namespace {

namespace cw = casework::v1;
namespace iv = indicator::v1;
namespace org = organisation::v1;

constexpr int kWatchers = 50;
constexpr int kInFlight = 64;
constexpr int kUnits = 10;
// Every opening changes it: the share of open episodes in the main flow.
constexpr char kChanging[] = "T6";
constexpr absl::Duration kPace = absl::Milliseconds(1);
// What is not seen so long after the last commit is reported as such.
constexpr absl::Duration kPatience = absl::Seconds(5);

std::string IdOf(int kind, int number) {
  return absl::StrFormat("0190b2c8-5b0e-7c3a-9f%02d-%012d", kind, number);
}

// When each commit was acknowledged, and when each watch told of what positions.
class Sightings {
 public:
  explicit Sightings(int watchers) : told_(static_cast<size_t>(watchers)) {}

  void Sent(int64_t position, absl::Time begun, absl::Time acknowledged) {
    MutexLock lock(mutex_);
    commits_[position] = {begun, acknowledged};
  }
  // Positions rise.
  void Told(int watcher, int64_t position, absl::Time at) {
    MutexLock lock(mutex_);
    told_[static_cast<size_t>(watcher)].emplace_back(position, at);
    ++messages_;
  }

  void Print() {
    MutexLock lock(mutex_);
    std::vector<absl::Duration> calls;
    std::vector<absl::Duration> after_ack;
    int unseen = 0;
    for (const auto& [position, commit] : commits_) {
      calls.push_back(commit.acknowledged - commit.begun);
      for (const auto& told : told_) {
        const auto seen =
            std::lower_bound(told.begin(), told.end(), std::pair(position, absl::InfinitePast()));
        unseen += seen == told.end() ? 1 : 0;
        if (seen == told.end()) continue;
        after_ack.push_back(std::max(seen->second - commit.acknowledged, absl::ZeroDuration()));
      }
    }
    const double p99 = Millis(PercentileOf(after_ack, 0.99));
    std::printf(
        "  acknowledged after its call began: p50 %.2f ms, p99 %.2f ms; %zu messages to all\n"
        "  figure seen after that: p50 %.2f ms, p99 %.2f ms, ratio %.2f (goal p99 at most 50 ms, "
        "ratio 1); %d not seen\n",
        Millis(PercentileOf(calls, 0.5)),
        Millis(PercentileOf(calls, 0.99)),
        messages_,
        Millis(PercentileOf(after_ack, 0.5)),
        p99,
        p99 / 50,
        unseen);
  }

 private:
  struct Commit {
    absl::Time begun;
    absl::Time acknowledged;
  };
  Mutex mutex_;
  std::map<int64_t, Commit> commits_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::vector<std::pair<int64_t, absl::Time>>> told_ ABSL_GUARDED_BY(mutex_);
  size_t messages_ ABSL_GUARDED_BY(mutex_) = 0;
};

class Bench {
 public:
  Bench(const std::string& directory, int cases) : cases_(cases) {
    services::ServerOptions options;
    options.data_dir = directory + "/data";
    options.listen = absl::StrCat("unix:", directory, "/socket");
    address_ = options.listen;
    auto server = services::Server::Start(options);
    FD_CHECK(server.ok());
    server_ = *std::move(server);
    cases_stub_ = cw::CaseService::NewStub(Connect(address_));
    indicators_ = iv::IndicatorService::NewStub(Connect(address_));
  }

  // As many persons with a case as there are to be, and `waiting` more without.
  void Fill(int waiting);
  // Follows the built-in definitions of those codes.
  void Follow(const std::vector<std::string>& codes);
  void Watch(int seconds);

 private:
  static cw::OpenCaseRequest Opening(int number);
  // Reads a watch until it is cancelled.
  void Read(grpc::ClientContext& context, int watcher, std::atomic<int>& ready,
            Sightings& sightings);
  void Write(int commits, Sightings& sightings);

  const int cases_;
  int opened_ = 0;
  std::unique_ptr<services::Server> server_;
  std::string address_;
  std::unique_ptr<cw::CaseService::Stub> cases_stub_;
  std::unique_ptr<iv::IndicatorService::Stub> indicators_;
};

cw::OpenCaseRequest Bench::Opening(int number) {
  cw::OpenCaseRequest request;
  request.set_name(absl::StrCat("tenants/bench/cases/", IdOf(4, number)));
  request.set_target_group(codes::v1::TARGET_GROUP_UNEMPLOYED_ON_INCOME_SUPPORT);
  request.set_unit_id(IdOf(2, number % kUnits));
  return request;
}

void Bench::Fill(int waiting) {
  using Organisation = org::OrganisationService::Stub;
  const auto organisation = org::OrganisationService::NewStub(Connect(address_));
  Run(*organisation, 1, 1, &Organisation::async::CreateBoard, [](int) {
    org::CreateBoardRequest request;
    request.set_name(absl::StrCat("tenants/bench/boards/", IdOf(1, 1)));
    request.set_display_name("Board");
    return request;
  });
  Run(*organisation, kUnits, 1, &Organisation::async::CreateUnit, [](int number) {
    org::CreateUnitRequest request;
    request.set_name(absl::StrCat("tenants/bench/units/", IdOf(2, number)));
    request.set_board_id(IdOf(1, 1));
    request.set_municipality_code("1384");
    request.set_display_name("Unit");
    return request;
  });
  const auto persons = person::v1::PersonService::NewStub(Connect(address_));
  Run(*persons,
      cases_ + waiting,
      kInFlight,
      &person::v1::PersonService::Stub::async::RegisterPerson,
      [](int number) {
        person::v1::RegisterPersonRequest request;
        request.set_name(absl::StrCat("tenants/bench/persons/", IdOf(4, number)));
        request.set_given_name("Given");
        request.set_family_name("Family");
        return request;
      });
  Run(*cases_stub_, cases_, kInFlight, &cw::CaseService::Stub::async::OpenCase, Opening);
  opened_ = cases_;
}

void Bench::Follow(const std::vector<std::string>& codes) {
  Run(*indicators_,
      static_cast<int>(codes.size()),
      1,
      &iv::IndicatorService::Stub::async::DefineIndicator,
      [&](int number) {
        iv::DefineIndicatorRequest request;
        request.set_name("tenants/bench/indicators/-");
        request.set_made_from(codes[static_cast<size_t>(number)]);
        return request;
      });
}

void Bench::Read(grpc::ClientContext& context, int watcher, std::atomic<int>& ready,
                 Sightings& sightings) {
  iv::WatchIndicatorsRequest request;
  request.set_parent("tenants/bench");
  const auto reader = indicators_->WatchIndicators(&context, request);
  for (iv::WatchIndicatorsResponse message; reader->Read(&message);) {
    if (message.has_snapshot()) ++ready;
    sightings.Told(watcher, message.position(), absl::Now());
  }
  reader->Finish();
}

// One commit each kPace, whatever becomes of those before.
void Bench::Write(int commits, Sightings& sightings) {
  std::atomic<int> left = commits;
  const absl::Time start = absl::Now();
  for (int i = 0; i < commits; ++i) {
    absl::SleepFor(start + i * kPace - absl::Now());
    const absl::Time begun = absl::Now();
    Begin<class cw::CaseService::Stub::async, cw::OpenCaseRequest, cw::OpenCaseResponse>(
        *cases_stub_->async(),
        &cw::CaseService::Stub::async::OpenCase,
        Opening(opened_ + i),
        [&, begun](bool ok, const cw::OpenCaseResponse& response) {
          if (ok) sightings.Sent(response.position(), begun, absl::Now());
          --left;
        });
  }
  while (left > 0) absl::SleepFor(absl::Milliseconds(1));
  opened_ += commits;
  std::printf("  %.0f commits/s\n", commits / absl::ToDoubleSeconds(absl::Now() - start));
}

void Bench::Watch(int seconds) {
  Sightings sightings(kWatchers);
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
  absl::SleepFor(kPatience);
  for (const auto& context : contexts) context->TryCancel();
  for (std::thread& reader : readers) reader.join();
  sightings.Print();
}

void RunBench(const std::string& directory, int cases, int seconds) {
  Bench bench(directory, cases);
  bench.Fill(2 * static_cast<int>(absl::Seconds(seconds) / kPace));
  bench.Follow({kChanging});
  std::printf("%d watch one indicator of %d cases while cases are opened for %d s:\n",
              kWatchers,
              cases,
              seconds);
  bench.Watch(seconds);
  std::vector<std::string> others;
  for (const iv::Definition& definition : indicators::BuiltInDefinitions()) {
    if (definition.code() != kChanging) others.push_back(definition.code());
  }
  bench.Follow(others);
  std::printf("%d watch all %zu built-in indicators:\n", kWatchers, others.size() + 1);
  bench.Watch(seconds);
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
  framdrift::bench::RunBench(
      directory, argc > 2 ? std::atoi(argv[2]) : 20000, argc > 3 ? std::atoi(argv[3]) : 10);
  if (argc <= 1) std::filesystem::remove_all(directory);
  return 0;
}
