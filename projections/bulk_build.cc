#include "projections/bulk_build.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>

#include "absl/hash/hash.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace framdrift::projections {
namespace {

using eventstore::LogNumber;
using eventstore::Position;

constexpr Position kEventsPerReport = 16384;

// What the threads of one build share.
struct Shared {
  const eventstore::EventStore& store;
  const std::vector<Build>& builds;
  FoldSource source;
  Position until = 0;
  size_t partitions = 1;
  // By partition, by build.
  std::vector<std::vector<RowChanges>> changes;
  std::atomic<size_t> next_partition = 0;
  std::atomic<bool> stopping = false;
};

size_t PartitionOf(const eventstore::StreamId& stream, size_t partitions) {
  return partitions == 1 ? 0 : absl::HashOf(stream.kind, stream.id) % partitions;
}

absl::Status AtEvent(const absl::Status& status, Position position) {
  if (status.ok()) return status;
  absl::Status named(status.code(),
                     absl::StrCat("stopped at position ", position, ": ", status.message()));
  status.ForEachPayload(
      [&](absl::string_view url, const absl::Cord& payload) { named.SetPayload(url, payload); });
  return named;
}

absl::Status FoldPartition(Shared& shared, size_t partition, BulkProgress progress) {
  std::vector<std::unique_ptr<Fold>> folds;
  for (const Build& build : shared.builds) folds.push_back(build.projection->Begin(shared.source));
  absl::Status status;
  const auto apply = [&](const eventstore::EventView& event) {
    const bool ours = PartitionOf(event.stream, shared.partitions) == partition;
    for (size_t i = 0; i < folds.size() && status.ok(); ++i) {
      const Routing routing = shared.builds[i].projection->RoutingOf(event.stream.kind);
      if (routing == Routing::kNone || (routing == Routing::kByStream && !ours)) continue;
      status = AtEvent(folds[i]->Apply(event), event.position);
    }
    if (event.position % kEventsPerReport == 0 && status.ok() &&
        (shared.stopping || !progress(event.position, shared.until))) {
      status = absl::CancelledError("the build was cancelled");
    }
    return status.ok();
  };
  FD_RETURN_IF_ERROR(
      shared.store.Scan(shared.source.tenant, LogNumber::kMain, 0, shared.until, apply).status());
  FD_RETURN_IF_ERROR(status);
  for (size_t i = 0; i < folds.size(); ++i) {
    FD_RETURN_IF_ERROR(folds[i]->Flush(shared.until, nullptr, shared.changes[partition][i]));
    folds[i] = nullptr;
  }
  return absl::OkStatus();
}

absl::Status FoldPartitions(Shared& shared, BulkProgress progress) {
  for (size_t partition = shared.next_partition++; partition < shared.partitions;
       partition = shared.next_partition++) {
    const absl::Status status = FoldPartition(shared, partition, progress);
    if (status.ok()) continue;
    shared.stopping = true;
    return status;
  }
  return absl::OkStatus();
}

// Gives the rows of all partitions in order of their keys, with their counters added up.
class MergedRows {
 public:
  explicit MergedRows(std::vector<RowChanges*> partitions) {
    for (RowChanges* partition : partitions) {
      for (const auto& [key, count] : partition->counts()) counts_[key] += count;
      if (!partition->puts().empty())
        sources_.push_back({partition->puts().begin(), partition->puts().end()});
    }
    std::erase_if(counts_, [](const auto& entry) { return entry.second == 0; });
    count_ = counts_.begin();
  }

  bool Next(std::string& key, std::string& value) {
    Source* first = nullptr;
    for (Source& source : sources_) {
      if (source.at == source.end) continue;
      if (first == nullptr || source.at->first < first->at->first) first = &source;
    }
    const bool counted =
        count_ != counts_.end() && (first == nullptr || count_->first < first->at->first);
    if (!counted && first == nullptr) return false;
    key = counted ? count_->first : first->at->first;
    value = counted ? EncodeCount(count_->second) : first->at->second.value_or("");
    counted ? static_cast<void>(++count_) : static_cast<void>(++first->at);
    return true;
  }

 private:
  using Puts = std::map<std::string, std::optional<std::string>>;
  struct Source {
    Puts::const_iterator at;
    Puts::const_iterator end;
  };
  std::vector<Source> sources_;
  std::map<std::string, int64_t> counts_;
  std::map<std::string, int64_t>::const_iterator count_;
};

}  // namespace

absl::Status BulkBuild(const eventstore::EventStore& store, RowStore& rows,
                       const std::vector<Build>& builds, const std::string& tenant,
                       const BulkBuildOptions& options, BulkProgress progress) {
  FD_ASSIGN_OR_RETURN(const Position head, store.Head(tenant, LogNumber::kMain));
  if (head == 0) return absl::OkStatus();
  FD_ASSIGN_OR_RETURN(const absl::TimeZone zone, options.zone_of(tenant));
  Shared shared{.store = store, .builds = builds, .source = {store, tenant, zone}, .until = head};
  const size_t threads = static_cast<size_t>(std::max(options.threads, 1));
  shared.partitions = std::max(threads, head / options.events_per_partition + 1);
  shared.changes.resize(shared.partitions);
  for (auto& changes : shared.changes) changes.resize(builds.size());

  std::vector<absl::Status> others(threads - 1);
  std::vector<std::thread> workers;
  for (absl::Status& status : others) {
    workers.emplace_back([&shared, &status] {
      status = FoldPartitions(shared, [](Position, Position) { return true; });
    });
  }
  absl::Status status = FoldPartitions(shared, progress);
  for (std::thread& worker : workers) worker.join();
  // One that only gave way to another's error comes last.
  for (const absl::Status& other : others) {
    if (!other.ok() && (status.ok() || absl::IsCancelled(status))) status = other;
  }
  FD_RETURN_IF_ERROR(status);
  Checkpoint checkpoint{head, {}};
  FD_ASSIGN_OR_RETURN(checkpoint.root, store.RootAt(tenant, LogNumber::kMain, head));
  for (size_t i = 0; i < builds.size(); ++i) {
    std::vector<RowChanges*> partitions;
    for (auto& changes : shared.changes) partitions.push_back(&changes[i]);
    MergedRows merged(std::move(partitions));
    FD_RETURN_IF_ERROR(rows.Fill(
        *builds[i].generation,
        tenant,
        [&](std::string& key, std::string& value) { return merged.Next(key, value); },
        checkpoint));
  }
  return absl::OkStatus();
}

}  // namespace framdrift::projections
