#include "projections/bulk_build.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>

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

absl::Status AtEvent(const absl::Status& status, Position position) {
  if (status.ok()) return status;
  absl::Status named(status.code(),
                     absl::StrCat("stopped at position ", position, ": ", status.message()));
  status.ForEachPayload(
      [&](absl::string_view url, const absl::Cord& payload) { named.SetPayload(url, payload); });
  return named;
}

// One partition, from the first event to its rows. Reading counts for half of the way, and folding
// for the other.
class PartitionBuild {
 public:
  PartitionBuild(Shared& shared, size_t partition, BulkProgress progress)
      : shared_(shared), partition_{partition, shared.partitions}, progress_(progress) {
    for (const Build& build : shared.builds) {
      builders_.push_back({build.projection->BeginBuild(shared.source, partition_)});
    }
  }

  absl::Status Run() {
    FD_RETURN_IF_ERROR(Read());
    for (size_t i = 0; i < builders_.size(); ++i) {
      Position reported = 0;
      const auto folded = [&](uint64_t events) {
        if (events < reported + kEventsPerReport) return absl::OkStatus();
        reported = events;
        const uint64_t share = shared_.until / builders_.size();
        return Report(shared_.until + share * i + share * events / builders_[i].events);
      };
      FD_RETURN_IF_ERROR(builders_[i].builder->Finish(shared_.changes[partition_.number][i], folded));
      builders_[i].builder = nullptr;
    }
    return absl::OkStatus();
  }

 private:
  struct OneOf {
    std::unique_ptr<Builder> builder;
    // Applied to it.
    uint64_t events = 0;
  };

  absl::Status Read() {
    absl::Status status;
    const auto apply = [&](const eventstore::EventView& event) {
      status = Apply(event);
      if (event.position % kEventsPerReport == 0 && status.ok()) status = Report(event.position);
      return status.ok();
    };
    FD_RETURN_IF_ERROR(
        shared_.store.Scan(shared_.source.tenant, LogNumber::kMain, 0, shared_.until, apply)
            .status());
    return status;
  }

  absl::Status Apply(const eventstore::EventView& event) {
    const bool ours = partition_.Holds(event.stream);
    for (size_t i = 0; i < builders_.size(); ++i) {
      const Routing routing = shared_.builds[i].projection->RoutingOf(event.stream.kind);
      if (routing == Routing::kNone || (routing == Routing::kByStream && !ours)) continue;
      FD_RETURN_IF_ERROR(AtEvent(builders_[i].builder->Apply(event), event.position));
      ++builders_[i].events;
    }
    return absl::OkStatus();
  }

  // `steps` of twice as many as there are events.
  absl::Status Report(uint64_t steps) const {
    const uint64_t all_steps = 2 * shared_.until;
    const uint64_t done = (partition_.number * all_steps + steps) / (2 * shared_.partitions);
    if (!shared_.stopping && progress_(std::min(done, shared_.until), shared_.until)) {
      return absl::OkStatus();
    }
    return absl::CancelledError("the build was cancelled");
  }

  Shared& shared_;
  const Partition partition_;
  const BulkProgress progress_;
  std::vector<OneOf> builders_;
};

absl::Status FoldPartitions(Shared& shared, BulkProgress progress) {
  for (size_t partition = shared.next_partition++; partition < shared.partitions;
       partition = shared.next_partition++) {
    const absl::Status status = PartitionBuild(shared, partition, progress).Run();
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
