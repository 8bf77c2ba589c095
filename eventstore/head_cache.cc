#include "eventstore/head_cache.h"

namespace framdrift::eventstore {

std::optional<HeadCache::Entry> HeadCache::Find(const Stream& stream, uint64_t fresh_from) {
  if (has_waiting_.load(std::memory_order_relaxed) && has_waiting_.exchange(false)) InsertWaiting();
  Shard& shard = ShardOf(stream);
  MutexLock lock(shard.mutex);
  const auto found = shard.entries.find(stream);
  if (found == shard.entries.end() || found->second.read_at < fresh_from) return std::nullopt;
  return found->second;
}

void HeadCache::Insert(const Stream& stream, const Entry& entry) {
  Shard& shard = ShardOf(stream);
  MutexLock lock(shard.mutex);
  if (shard.entries.size() >= kMaxEntriesOfAShard) shard.entries.clear();
  Entry& held = shard.entries[stream];
  if (held.read_at <= entry.read_at) held = entry;
}

void HeadCache::Renew(const std::vector<Written>& written) {
  {
    MutexLock lock(mutex_);
    if (waiting_.size() > kMaxWaiting) waiting_.clear();
    waiting_.insert(waiting_.end(), written.begin(), written.end());
  }
  has_waiting_.store(true, std::memory_order_release);
}

void HeadCache::InsertWaiting() {
  std::vector<Written> taken;
  {
    MutexLock lock(mutex_);
    taken.swap(waiting_);
  }
  for (const Written& written : taken) Insert(written.stream, written.entry);
}

}  // namespace framdrift::eventstore
