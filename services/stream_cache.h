// The streams used lately, folded, in memory: bounded in bytes, the least used go first.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/functional/function_ref.h"
#include "base/mutex.h"
#include "eventstore/event.h"
#include "services/snapshot.h"

namespace framdrift::services {

struct StreamKey {
  std::string tenant;
  eventstore::StreamId stream;

  friend bool operator==(const StreamKey&, const StreamKey&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const StreamKey& key) {
    return H::combine(std::move(h), key.tenant, key.stream);
  }
};

// Shared, because a snapshot outlives its place in the cache for as long as a call reads it
// (docs/adr/0010-shared-snapshots.md).
using SnapshotRef = std::shared_ptr<const SnapshotBase>;

// Thread-safe. Holds nothing that is not in the log: forgetting any of it costs only time.
class StreamCache {
 public:
  explicit StreamCache(size_t max_bytes) : max_shard_bytes_(max_bytes / kShards) {}

  // Null when it is not here.
  SnapshotRef Find(const StreamKey& key);
  // Keeps `snapshot`, unless what is here has more events.
  void Put(const StreamKey& key, SnapshotRef snapshot);
  // Gives the stream's snapshot more events: `held`, which the caller gives up, is extended in
  // place when nobody else holds it, else in a copy. Returns the extended one and keeps it as Put
  // does. `Extend` and `Copy` must be cheap: a lock of the shard is held.
  std::shared_ptr<SnapshotBase> Extend(
      const StreamKey& key, SnapshotRef held,
      absl::FunctionRef<std::shared_ptr<SnapshotBase>(const SnapshotBase&)> copy,
      absl::FunctionRef<void(SnapshotBase&)> extend);
  // Counts anew what the stream's snapshot takes, after something was kept with it.
  void Recount(const StreamKey& key);
  // Forgets the stream, as when a subject of it was erased.
  void Forget(const StreamKey& key);

  size_t bytes() const;

 private:
  static constexpr size_t kShards = 64;

  struct Entry {
    StreamKey key;
    SnapshotRef snapshot;
    size_t bytes = 0;
  };
  struct Shard {
    mutable Mutex mutex;
    std::list<Entry> by_use ABSL_GUARDED_BY(mutex);  // the latest used first
    absl::flat_hash_map<StreamKey, std::list<Entry>::iterator> entries ABSL_GUARDED_BY(mutex);
    size_t bytes ABSL_GUARDED_BY(mutex) = 0;
  };

  Shard& ShardOf(const StreamKey& key) { return shards_[absl::Hash<StreamKey>()(key) % kShards]; }
  void Keep(Shard& shard, const StreamKey& key, SnapshotRef snapshot)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(shard.mutex);
  void Remove(Shard& shard, std::list<Entry>::iterator entry)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(shard.mutex);

  const size_t max_shard_bytes_;
  std::array<Shard, kShards> shards_;
};

}  // namespace framdrift::services
