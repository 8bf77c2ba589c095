// Stream heads read or written lately, so that a warm stream costs no look-up.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "base/mutex.h"
#include "eventstore/codec.h"
#include "eventstore/event.h"

namespace framdrift::eventstore {

// Thread-safe. A head is given with the group it was true at, and may have changed since: the
// commit thread knows all changes since that group and overrules it. So an entry may be late, never
// wrong.
class HeadCache {
 public:
  struct Entry {
    StreamHead head;
    uint64_t read_at = 0;
  };
  struct Stream {
    uint32_t log_index = 0;
    StreamId stream;
    friend bool operator==(const Stream&, const Stream&) = default;
    template <typename H>
    friend H AbslHashValue(H h, const Stream& key) {
      return H::combine(std::move(h), key.log_index, key.stream);
    }
  };
  struct Written {
    Stream stream;
    Entry entry;
  };

  // Nothing when the head is not there, or was true before `fresh_from`.
  std::optional<Entry> Find(const Stream& stream, uint64_t fresh_from);
  void Insert(const Stream& stream, const Entry& entry);
  // For the commit thread: takes what a group wrote, and leaves the work to whoever next looks up.
  void Renew(const std::vector<Written>& written) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  static constexpr size_t kShards = 16;
  // About 100 bytes each; a full shard starts anew.
  static constexpr size_t kMaxEntriesOfAShard = 8192;
  static constexpr size_t kMaxWaiting = 65536;

  struct Shard {
    Mutex mutex;
    absl::flat_hash_map<Stream, Entry> entries ABSL_GUARDED_BY(mutex);
  };
  Shard& ShardOf(const Stream& stream) { return shards_[absl::Hash<Stream>()(stream) % kShards]; }
  void InsertWaiting() ABSL_LOCKS_EXCLUDED(mutex_);

  std::array<Shard, kShards> shards_;
  std::atomic<bool> has_waiting_ = false;
  Mutex mutex_;
  std::vector<Written> waiting_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace framdrift::eventstore
