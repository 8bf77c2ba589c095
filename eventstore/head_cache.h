// Stream heads that request threads read lately, so that a warm stream costs no look-up.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>

#include "absl/container/flat_hash_map.h"
#include "base/mutex.h"
#include "eventstore/codec.h"
#include "eventstore/event.h"

namespace framdrift::eventstore {

// Thread-safe. A head is given with the group it was read at, and may have changed since: the
// commit thread knows all changes since that group and overrules it. So nobody has to keep the
// cache up to date.
class HeadCache {
 public:
  struct Entry {
    StreamHead head;
    uint64_t read_at = 0;
  };

  // Nothing when the head is not there, or was read before `fresh_from`.
  std::optional<Entry> Find(uint32_t log_index, const StreamId& stream, uint64_t fresh_from) const;
  void Insert(uint32_t log_index, const StreamId& stream, const Entry& entry);

 private:
  static constexpr size_t kShards = 16;
  // About 100 bytes each; a full shard starts anew.
  static constexpr size_t kMaxEntriesOfAShard = 4096;

  struct Key {
    uint32_t log_index;
    StreamId stream;
    friend bool operator==(const Key&, const Key&) = default;
    template <typename H>
    friend H AbslHashValue(H h, const Key& key) {
      return H::combine(std::move(h), key.log_index, key.stream);
    }
  };
  struct Shard {
    mutable Mutex mutex;
    absl::flat_hash_map<Key, Entry> entries ABSL_GUARDED_BY(mutex);
  };
  static size_t ShardOf(const Key& key) { return absl::Hash<Key>()(key) % kShards; }

  std::array<Shard, kShards> shards_;
};

}  // namespace framdrift::eventstore
