// Start-up time and memory with a log of N events, and how fast it is read.
// log_bench DIRECTORY fill EVENTS: makes the log, in commits of one to five events.
// log_bench DIRECTORY open: opens it in this fresh process and measures.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "base/mutex.h"
#include "bench/bench_load.h"

namespace framdrift::eventstore {
namespace {

constexpr uint64_t kInFlight = 512;
constexpr uint64_t kEventsOfACase = 60;

uint64_t ResidentBytes() {
  uint64_t pages = 0;
  std::ifstream statm("/proc/self/statm");
  statm >> pages >> pages;
  return pages * static_cast<uint64_t>(::sysconf(_SC_PAGESIZE));
}

void Fill(const std::string& directory, uint64_t events) {
  Options options;
  options.data_dir = directory;
  const std::unique_ptr<EventStore> store = OpenForBench(options, 1);
  MakeKeys(*store, 1);
  Mutex mutex;
  CondVar left;
  uint64_t in_flight = 0;
  const auto start = std::chrono::steady_clock::now();
  uint64_t made = 0;
  // The events of a case lie scattered over the log, as they do in years of work.
  const uint64_t cases = std::max<uint64_t>(1, events / kEventsOfACase);
  for (uint64_t number = 0; made < events; ++number) {
    NewCommit commit = CommitWithId(number);
    for (uint64_t i = 0; i <= number % 5; ++i, ++made) {
      commit.events.push_back(SealedEventOf(kCases + made % cases, number * 7919 % kPersons));
    }
    {
      MutexLock lock(mutex);
      while (in_flight == kInFlight) left.Wait(mutex);
      ++in_flight;
    }
    store->Append(TenantOf(0), std::move(commit), [&](const absl::StatusOr<CommitResult>& result) {
      FD_CHECK(result.ok());
      MutexLock lock(mutex);
      --in_flight;
      left.NotifyOne();
    });
  }
  MutexLock lock(mutex);
  while (in_flight > 0) left.Wait(mutex);
  std::printf("filled %" PRIu64 " events at %.0f a second\n",
              made,
              static_cast<double>(made) / SecondsSince(start));
}

void Measure(const std::string& directory) {
  Options options;
  options.data_dir = directory;
  const uint64_t resident_before = ResidentBytes();
  auto start = std::chrono::steady_clock::now();
  const std::unique_ptr<EventStore> store = OpenForBench(options, 1);
  const double open_seconds = SecondsSince(start);
  const Position head = store->Head(TenantOf(0), LogNumber::kMain).value();
  std::printf("opened %" PRIu64 " events in %.0f ms, %.1f MiB resident more\n",
              head,
              open_seconds * 1e3,
              static_cast<double>(ResidentBytes() - resident_before) / (1 << 20));

  std::vector<double> millis;
  const uint64_t cases = (head - kCases) / kEventsOfACase - 1;
  for (uint64_t i = 1; i <= 200 && head > 100000; ++i) {
    start = std::chrono::steady_clock::now();
    const Page page = store
                          ->ReadStream(TenantOf(0),
                                       LogNumber::kMain,
                                       {.kind = 3, .id = BenchId(3, kCases + cases * i / 201)},
                                       0,
                                       Direction::kForward,
                                       1000)
                          .value();
    millis.push_back(SecondsSince(start) * 1e3);
    FD_CHECK(page.events().size() >= kEventsOfACase);
  }
  std::sort(millis.begin(), millis.end());
  if (!millis.empty()) {
    std::printf("read a case of %" PRIu64
                " scattered events, cold cache: median %.2f ms, 95 %% below %.2f ms\n",
                kEventsOfACase,
                millis[millis.size() / 2],
                millis[millis.size() * 95 / 100]);
  }

  start = std::chrono::steady_clock::now();
  uint64_t bytes = 0;
  const Position last = store
                            ->Scan(TenantOf(0),
                                   LogNumber::kMain,
                                   0,
                                   head,
                                   [&](const EventView& event) {
                                     bytes += event.public_part.size();
                                     return true;
                                   })
                            .value();
  FD_CHECK(last == head && bytes > 0);
  std::printf("scanned at %.0f events a second\n", static_cast<double>(head) / SecondsSince(start));
}

}  // namespace
}  // namespace framdrift::eventstore

int main(int argc, char** argv) {
  if (argc == 4 && std::strcmp(argv[2], "fill") == 0) {
    framdrift::eventstore::Fill(argv[1], std::strtoull(argv[3], nullptr, 10));
    return 0;
  }
  if (argc == 3 && std::strcmp(argv[2], "open") == 0) {
    framdrift::eventstore::Measure(argv[1]);
    return 0;
  }
  std::fprintf(stderr, "usage: log_bench DIRECTORY fill EVENTS | log_bench DIRECTORY open\n");
  return 2;
}
