#include "projections/bulk_build.h"

#include <algorithm>
#include <atomic>
#include <deque>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/mutex.h"
#include "base/status_macros.h"

namespace framdrift::projections {
namespace {

using eventstore::LogNumber;
using eventstore::Position;

constexpr uint64_t kStepsPerReport = 16384;

// One of the builds, as the threads share it.
struct Target {
  Target(const Build& what, size_t partitions) : build(what), changes(partitions) {}

  void Stop(absl::Status why) {
    MutexLock lock(mutex);
    if (outcome.ok()) outcome = std::move(why);
    stopped = true;
  }

  const Build& build;
  // By partition.
  std::vector<RowChanges> changes;
  std::atomic<bool> stopped = false;
  Mutex mutex;
  absl::Status outcome ABSL_GUARDED_BY(mutex);
};

// What the threads of one build share.
struct Shared {
  const eventstore::EventStore& store;
  FoldSource source;
  Position until = 0;
  size_t partitions = 1;
  std::deque<Target> targets;
  std::atomic<size_t> next_partition = 0;
  // Each partition takes two for each event of the log: one when it is read, one when it is folded.
  std::atomic<uint64_t> steps = 0;
  std::atomic<bool> cancelled = false;
};

absl::Status AtEvent(const absl::Status& status, Position position) {
  if (status.ok()) return status;
  absl::Status named(status.code(),
                     absl::StrCat("stopped at position ", position, ": ", status.message()));
  status.ForEachPayload(
      [&](absl::string_view url, const absl::Cord& payload) { named.SetPayload(url, payload); });
  return named;
}

// One partition, from the first event to its rows.
class PartitionBuild {
 public:
  PartitionBuild(Shared& shared, size_t partition, BulkProgress progress)
      : shared_(shared), partition_{partition, shared.partitions}, progress_(progress) {
    for (Target& target : shared.targets) {
      if (target.stopped) continue;
      parts_.push_back({&target, target.build.projection->BeginBuild(shared.source, partition_)});
    }
  }

  absl::Status Run() {
    FD_RETURN_IF_ERROR(Read());
    uint64_t folded = 0;
    FD_RETURN_IF_ERROR(
        kept_.Drain([&](const eventstore::StreamId& id, const KeptEvents::Stream& stream) {
          const bool ours = partition_.Holds(id);
          for (Part& part : parts_) {
            if (!part.target->stopped && part.Folds(id.kind, ours)) {
              part.Took(part.builder->FoldStream(id, stream, part.Changes(partition_)));
            }
          }
          folded += stream.revision;
          return Report(shared_.until + shared_.until * folded / kept_events_);
        }));
    for (Part& part : parts_) {
      if (!part.target->stopped) part.Took(part.builder->Finish(part.Changes(partition_)));
      part.builder = nullptr;
    }
    return ReportNow(2 * shared_.until);
  }

 private:
  struct Part {
    Target* target = nullptr;
    std::unique_ptr<Builder> builder;

    bool Gets(uint16_t kind, bool ours) const {
      const Routing routing = target->build.projection->RoutingOf(kind);
      return routing == Routing::kBroadcast || (routing == Routing::kByStream && ours);
    }
    bool Folds(uint16_t kind, bool ours) const { return builder->Folds(kind) && Gets(kind, ours); }
    RowChanges& Changes(const Partition& partition) const {
      return target->changes[partition.number];
    }
    // False when the build of this projection has ended.
    bool Took(absl::Status status) const {
      if (!status.ok()) target->Stop(std::move(status));
      return !target->stopped;
    }
  };

  absl::Status Read() {
    absl::Status status;
    const auto apply = [&](const eventstore::EventView& event) {
      Apply(event);
      status = Report(event.position);
      return status.ok() && !parts_.empty();
    };
    FD_RETURN_IF_ERROR(
        shared_.store.Scan(shared_.source.tenant, LogNumber::kMain, 0, shared_.until, apply)
            .status());
    return status;
  }

  void Apply(const eventstore::EventView& event) {
    const bool ours = partition_.Holds(event.stream);
    bool going = true;
    bool keep = false;
    for (const Part& part : parts_) {
      if (!part.Gets(event.stream.kind, ours)) continue;
      going &= part.Took(AtEvent(part.builder->Apply(event), event.position));
      keep |= part.builder->Folds(event.stream.kind);
    }
    if (keep) {
      ++kept_events_;
      const absl::Status kept = AtEvent(kept_.Add(event), event.position);
      for (const Part& part : parts_) {
        if (!kept.ok() && part.Folds(event.stream.kind, ours)) going &= part.Took(kept);
      }
    }
    if (going) return;
    std::erase_if(parts_, [](const Part& part) { return part.target->stopped.load(); });
  }

  absl::Status Report(uint64_t steps) {
    return steps < reported_ + kStepsPerReport ? absl::OkStatus() : ReportNow(steps);
  }

  absl::Status ReportNow(uint64_t steps) {
    const uint64_t all = shared_.steps += steps - std::exchange(reported_, steps);
    const Position done = std::min(all / (2 * shared_.partitions), shared_.until);
    if (!shared_.cancelled && progress_(done, shared_.until)) return absl::OkStatus();
    shared_.cancelled = true;
    return absl::CancelledError("the build was cancelled");
  }

  Shared& shared_;
  const Partition partition_;
  const BulkProgress progress_;
  std::vector<Part> parts_;
  // For all of them.
  KeptEvents kept_;
  uint64_t kept_events_ = 0;
  uint64_t reported_ = 0;
};

absl::Status FoldPartitions(Shared& shared, BulkProgress progress) {
  for (size_t partition = shared.next_partition++; partition < shared.partitions;
       partition = shared.next_partition++) {
    const absl::Status status = PartitionBuild(shared, partition, progress).Run();
    if (status.ok()) continue;
    shared.cancelled = true;
    return status;
  }
  return absl::OkStatus();
}

// Folds all partitions, this thread among those that do.
absl::Status FoldOnThreads(Shared& shared, size_t threads, BulkProgress progress) {
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
  return status;
}

// Gives the rows of all partitions in order of their keys, with their counters added up.
class MergedRows {
 public:
  // `partitions` outlive this.
  explicit MergedRows(const std::vector<RowChanges>& partitions) {
    for (const RowChanges& partition : partitions) {
      for (const auto& [key, count] : partition.counts()) counts_[key] += count;
      if (!partition.puts().empty()) {
        sources_.push_back({partition.puts().begin(), partition.puts().end()});
      }
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
                       const BulkBuildOptions& options, std::vector<absl::Status>& outcomes,
                       BulkProgress progress) {
  FD_ASSIGN_OR_RETURN(const Position head, store.Head(tenant, LogNumber::kMain));
  if (head == 0) return absl::OkStatus();
  FD_ASSIGN_OR_RETURN(const absl::TimeZone zone, options.zone_of(tenant));
  const size_t threads = static_cast<size_t>(std::max(options.threads, 1));
  Shared shared{.store = store, .source = {store, tenant, zone}, .until = head};
  shared.partitions = threads * (head / options.events_at_once + 1);
  for (size_t i = 0; i < builds.size(); ++i) {
    Target& target = shared.targets.emplace_back(builds[i], shared.partitions);
    if (!outcomes[i].ok()) target.Stop(outcomes[i]);
  }
  FD_RETURN_IF_ERROR(FoldOnThreads(shared, threads, progress));
  Checkpoint checkpoint{head, {}};
  FD_ASSIGN_OR_RETURN(checkpoint.root, store.RootAt(tenant, LogNumber::kMain, head));
  for (size_t i = 0; i < builds.size(); ++i) {
    Target& target = shared.targets[i];
    {
      MutexLock lock(target.mutex);
      outcomes[i] = target.outcome;
    }
    if (target.stopped) continue;
    MergedRows merged(target.changes);
    FD_RETURN_IF_ERROR(rows.Fill(
        *target.build.generation,
        tenant,
        [&](std::string& key, std::string& value) { return merged.Next(key, value); },
        checkpoint));
  }
  return absl::OkStatus();
}

}  // namespace framdrift::projections
