// Appends random events of cases, rebuilds read models and rolls back over and over, until it is
// killed.
// projection_loader DIRECTORY SEED
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>

#include "base/check.h"
#include "eventstore/event_store.h"
#include "projections/all_projections.h"
#include "projections/projector.h"
#include "tests/projections/case_log.h"

namespace framdrift::projections {
namespace {

void Run(const std::string& directory, uint64_t seed) {
  eventstore::Options options;
  options.data_dir = directory + "/data";
  const auto store = eventstore::EventStore::Open(options);
  FD_CHECK(store.ok());
  FD_CHECK((*store)->FoundTenant("lund").ok());
  ProjectorOptions projector_options;
  projector_options.directory = directory + "/projections";
  projector_options.events_per_turn = 16;
  projector_options.zone_of = [](absl::string_view) {
    return absl::StatusOr<absl::TimeZone>(Stockholm());
  };
  const auto projector = Projector::Open(**store, AllProjections(), projector_options);
  FD_CHECK(projector.ok());
  std::thread rebuilder([&] {
    const auto go_on = [](const RebuildProgress&) { return true; };
    while (true) {
      FD_CHECK((*projector)->Rebuild((*projector)->names(), go_on).ok());
      for (const std::string& name : (*projector)->names()) {
        FD_CHECK((*projector)->RollBack(name, 0, go_on).ok());
      }
    }
  });
  CaseLog log(seed, static_cast<int>(seed % 1000) * 20, 20);
  while (true) {
    const eventstore::NewCommit commit = log.Next();
    const auto result = (*store)->AppendAndWait("lund", commit);
    FD_CHECK(result.ok());
    log.Appended(commit, *result);
  }
}

}  // namespace
}  // namespace framdrift::projections

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  framdrift::projections::Run(argv[1], std::strtoull(argv[2], nullptr, 10));
}
