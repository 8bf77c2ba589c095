// What the read model of facts costs over a log: its rebuild beside a raw scan, what a start reads,
// an as-of, and memory.
// rebuild_bench DIRECTORY fill EVENTS makes the log; facts_bench DIRECTORY [THREADS] measures.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/check.h"
#include "eventstore/event_store.h"
#include "projections/facts.h"
#include "projections/live_facts.h"
#include "projections/projector.h"
#include "projections/tenant_zone.h"

namespace framdrift::projections {
namespace {

using eventstore::LogNumber;
using eventstore::Position;
using indicators::FactTables;
using indicators::Subject;

constexpr char kTenant[] = "kungsbacka";

template <typename Work>
double Seconds(const Work& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::unique_ptr<eventstore::EventStore> OpenStore(const std::string& directory) {
  eventstore::Options options;
  options.data_dir = directory + "/data";
  auto store = eventstore::EventStore::Open(options);
  FD_CHECK(store.ok());
  FD_CHECK((*store)->FoundTenant(kTenant).ok());
  return *std::move(store);
}

void Scan(const eventstore::EventStore& store, Position head) {
  uint64_t bytes = 0;
  const auto count = [&](const eventstore::EventView& event) {
    bytes += event.public_part.size();
    return true;
  };
  FD_CHECK(store.Scan(kTenant, LogNumber::kMain, 0, head, count).ok());
  FD_CHECK(bytes > 0);
}

void PrintTables(const FactTables& tables) {
  const auto episodes = static_cast<double>(tables.table(Subject::kEpisode).size());
  for (const Subject subject : indicators::kSubjects) {
    const indicators::FactTable& table = tables.table(subject);
    std::printf("  %-14s %9zu rows, %6.1f bytes an episode\n",
                std::string(NameOf(subject)).c_str(),
                table.size(),
                static_cast<double>(table.bytes()) / episodes);
  }
}

int Run(const std::string& directory, int threads) {
  const auto store = OpenStore(directory);
  const Position head = store->Head(kTenant, LogNumber::kMain).value();
  const auto events = static_cast<double>(head);
  ProjectorOptions options;
  options.directory = directory + "/projections-facts";
  options.build_threads = threads;
  options.zone_of = [&](absl::string_view tenant) { return TenantZone(*store, tenant); };
  std::vector<std::unique_ptr<Projection>> projections;
  projections.push_back(FactsProjection());
  const auto opened = Projector::Open(*store, std::move(projections), std::move(options));
  FD_CHECK(opened.ok());
  Projector& projector = **opened;
  FD_CHECK(projector.WaitUntil(kTenant, kFacts, head, absl::Hours(1)).ok());
  Scan(*store, head);  // fills the file system's cache
  const double scanned = Seconds([&] { Scan(*store, head); });
  std::printf("%.0f events; raw scan %.2f s, %.0f events/s\n", events, scanned, events / scanned);
  const double rebuilt = Seconds([&] {
    const auto results = projector.Rebuild({kFacts}, [](const RebuildProgress&) { return true; });
    FD_CHECK(results.ok());
    FD_CHECK(results->front().before->hash == results->front().after.hash);
  });
  std::printf("rebuilt on %d threads and compared in %.2f s, %.0f events/s, %.2f of the scan\n",
              threads,
              rebuilt,
              events / rebuilt,
              scanned / rebuilt);
  LiveFacts live(projector);
  size_t episodes = 0;
  const auto use = [&](const FactTables& tables, Position) {
    episodes = tables.table(Subject::kEpisode).size();
    return absl::OkStatus();
  };
  const double loaded = Seconds([&] { FD_CHECK(live.With(kTenant, use).ok()); });
  std::printf("tables of %zu episodes loaded from rows in %.2f s, %.0f a second\n",
              episodes,
              loaded,
              static_cast<double>(episodes) / loaded);
  const auto print = [&](const FactTables& tables, Position) {
    PrintTables(tables);
    return absl::OkStatus();
  };
  FD_CHECK(live.With(kTenant, print).ok());
  const double folded = Seconds([&] {
    const absl::StatusOr<absl::TimeZone> zone = TenantZone(*store, kTenant);
    FD_CHECK(zone.ok());
    FD_CHECK(
        FoldFacts({*store, kTenant, *zone}, {.position = static_cast<int64_t>(head / 2)}).ok());
  });
  std::printf("as of half of the log: folded in %.2f s\n", folded);
  return 0;
}

}  // namespace
}  // namespace framdrift::projections

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "facts_bench DIRECTORY [THREADS]\n");
    return 2;
  }
  return framdrift::projections::Run(argv[1], argc > 2 ? std::atoi(argv[2]) : 1);
}
