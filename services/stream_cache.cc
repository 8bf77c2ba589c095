#include "services/stream_cache.h"

#include <atomic>
#include <utility>

namespace framdrift::services {

SnapshotRef StreamCache::Find(const StreamKey& key) {
  Shard& shard = ShardOf(key);
  MutexLock lock(shard.mutex);
  const auto it = shard.entries.find(key);
  if (it == shard.entries.end()) return nullptr;
  shard.by_use.splice(shard.by_use.begin(), shard.by_use, it->second);
  return it->second->snapshot;
}

void StreamCache::Put(const StreamKey& key, SnapshotRef snapshot) {
  Shard& shard = ShardOf(key);
  MutexLock lock(shard.mutex);
  Keep(shard, key, std::move(snapshot));
}

std::shared_ptr<SnapshotBase> StreamCache::Extend(
    const StreamKey& key, SnapshotRef held,
    absl::FunctionRef<std::shared_ptr<SnapshotBase>(const SnapshotBase&)> copy,
    absl::FunctionRef<void(SnapshotBase&)> extend) {
  Shard& shard = ShardOf(key);
  MutexLock lock(shard.mutex);
  const auto it = shard.entries.find(key);
  const bool here = it != shard.entries.end() && it->second->snapshot == held;
  std::shared_ptr<SnapshotBase> extended;
  // References are taken under this lock only, so the count cannot grow while it is held.
  if (held.use_count() == (here ? 2 : 1)) {
    std::atomic_thread_fence(std::memory_order_acquire);
    extended = std::const_pointer_cast<SnapshotBase>(std::move(held));
  } else {
    extended = copy(*held);
  }
  extend(*extended);
  Keep(shard, key, extended);
  return extended;
}

void StreamCache::Recount(const StreamKey& key) {
  Shard& shard = ShardOf(key);
  MutexLock lock(shard.mutex);
  const auto it = shard.entries.find(key);
  if (it != shard.entries.end()) Keep(shard, key, it->second->snapshot);
}

void StreamCache::Forget(const StreamKey& key) {
  Shard& shard = ShardOf(key);
  MutexLock lock(shard.mutex);
  const auto it = shard.entries.find(key);
  if (it != shard.entries.end()) Remove(shard, it->second);
}

size_t StreamCache::bytes() const {
  size_t bytes = 0;
  for (const Shard& shard : shards_) {
    MutexLock lock(shard.mutex);
    bytes += shard.bytes;
  }
  return bytes;
}

void StreamCache::Keep(Shard& shard, const StreamKey& key, SnapshotRef snapshot) {
  const auto it = shard.entries.find(key);
  if (it != shard.entries.end()) {
    if (it->second->snapshot->revision() > snapshot->revision()) return;
    Remove(shard, it->second);
  }
  const size_t bytes = snapshot->bytes() + sizeof(Entry) + key.tenant.size();
  shard.by_use.push_front({key, std::move(snapshot), bytes});
  shard.entries.emplace(key, shard.by_use.begin());
  shard.bytes += bytes;
  while (shard.bytes > max_shard_bytes_ && shard.by_use.size() > 1) {
    Remove(shard, std::prev(shard.by_use.end()));
  }
}

void StreamCache::Remove(Shard& shard, std::list<Entry>::iterator entry) {
  shard.bytes -= entry->bytes;
  shard.entries.erase(entry->key);
  shard.by_use.erase(entry);
}

}  // namespace framdrift::services
