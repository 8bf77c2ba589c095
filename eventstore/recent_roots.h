// The roots a log's tree had at its latest heads, so that who follows the log need not compute
// them.
#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include "base/mutex.h"
#include "eventstore/event.h"

namespace framdrift::eventstore {

// Thread-safe.
class RecentRoots {
 public:
  // Positions rise.
  void Add(Position position, const Hash& root) ABSL_LOCKS_EXCLUDED(mutex_) {
    MutexLock lock(mutex_);
    next_ = (next_ + 1) % kKept;
    kept_[next_] = {position, root};
  }

  // Nothing when the log never had its head there, or too long ago.
  std::optional<Hash> Find(Position position) const ABSL_LOCKS_EXCLUDED(mutex_) {
    MutexLock lock(mutex_);
    for (size_t back = 0; back < kKept; ++back) {
      const Entry& entry = kept_[(next_ + kKept - back) % kKept];
      if (entry.position == position && position != 0) return entry.root;
      if (entry.position < position) break;
    }
    return std::nullopt;
  }

 private:
  struct Entry {
    Position position = 0;
    Hash root{};
  };
  // A follower is at most a few hundred synced writes behind before it reads in pages.
  static constexpr size_t kKept = 256;

  mutable Mutex mutex_;
  std::array<Entry, kKept> kept_ ABSL_GUARDED_BY(mutex_);
  size_t next_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace framdrift::eventstore
