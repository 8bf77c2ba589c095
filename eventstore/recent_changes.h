// What recent commits changed: lets the commit thread trust look-ups made a while ago.
#pragma once

#include <cstdint>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "eventstore/codec.h"
#include "eventstore/event.h"

namespace framdrift::eventstore {

// Stream heads and commit ids of the last `capacity` to 2 × `capacity` commits. A look-up that read
// the disk at group `n` is good when n >= floor() and it is overruled by what is found here. Groups
// count the synced writes. Not thread-safe: the commit thread's own.
class RecentChanges {
 public:
  explicit RecentChanges(size_t capacity) : capacity_(capacity) {}

  // The newest head of a stream changed lately; null when it was not.
  const StreamHead* FindHead(uint32_t log_index, const StreamId& stream) const {
    const StreamKey key{log_index, stream};
    if (const auto found = now_.heads.find(key); found != now_.heads.end()) return &found->second;
    if (const auto found = before_.heads.find(key); found != before_.heads.end()) {
      return &found->second;
    }
    return nullptr;
  }
  bool HasCommit(uint32_t log_index, const Id16& commit_id) const {
    const CommitKey key{log_index, commit_id};
    return now_.commits.contains(key) || before_.commits.contains(key);
  }
  void SetHead(uint32_t log_index, const StreamId& stream, const StreamHead& head) {
    now_.heads[StreamKey{log_index, stream}] = head;
  }
  void AddCommit(uint32_t log_index, const Id16& commit_id) {
    now_.commits.insert(CommitKey{log_index, commit_id});
  }

  // All changes of groups after this one are held.
  uint64_t floor() const { return before_.after_group; }
  // To be called when group `group` has become durable: may forget the older half.
  void EndGroup(uint64_t group) {
    if (now_.commits.size() < capacity_) return;
    std::swap(before_, now_);
    now_.heads.clear();
    now_.commits.clear();
    now_.after_group = group;
  }

 private:
  struct StreamKey {
    uint32_t log_index;
    StreamId stream;
    friend bool operator==(const StreamKey&, const StreamKey&) = default;
    template <typename H>
    friend H AbslHashValue(H h, const StreamKey& key) {
      return H::combine(std::move(h), key.log_index, key.stream);
    }
  };
  struct CommitKey {
    uint32_t log_index;
    Id16 commit_id;
    friend bool operator==(const CommitKey&, const CommitKey&) = default;
    template <typename H>
    friend H AbslHashValue(H h, const CommitKey& key) {
      h = H::combine(std::move(h), key.log_index);
      return H::combine_contiguous(std::move(h), key.commit_id.data(), key.commit_id.size());
    }
  };
  // The changes of the groups after `after_group`.
  struct Generation {
    uint64_t after_group = 0;
    absl::flat_hash_map<StreamKey, StreamHead> heads;
    absl::flat_hash_set<CommitKey> commits;
  };

  const size_t capacity_;
  Generation before_;
  Generation now_;
};

}  // namespace framdrift::eventstore
