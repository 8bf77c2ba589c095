#include "eventstore/head_cache.h"

namespace framdrift::eventstore {

std::optional<HeadCache::Entry> HeadCache::Find(uint32_t log_index, const StreamId& stream,
                                                uint64_t fresh_from) const {
  const Key key{log_index, stream};
  const Shard& shard = shards_[ShardOf(key)];
  MutexLock lock(shard.mutex);
  const auto found = shard.entries.find(key);
  if (found == shard.entries.end() || found->second.read_at < fresh_from) return std::nullopt;
  return found->second;
}

void HeadCache::Insert(uint32_t log_index, const StreamId& stream, const Entry& entry) {
  const Key key{log_index, stream};
  Shard& shard = shards_[ShardOf(key)];
  MutexLock lock(shard.mutex);
  if (shard.entries.size() >= kMaxEntriesOfAShard) shard.entries.clear();
  shard.entries[key] = entry;
}

}  // namespace framdrift::eventstore
