// A ring of recent packed commits, shared by everyone who follows a log.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "base/mutex.h"
#include "eventstore/log_state.h"

namespace framdrift::eventstore {

// A packed commit and where it stands.
struct RecentCommit {
  const LogState* log = nullptr;
  Position first = 0;
  Position last = 0;
  std::string bytes;
};

// Thread-safe. Holds the newest commits of all logs together, up to a number of bytes; of each log
// what it holds has no gap and ends at the newest commit added.
class RecentCommits {
 public:
  explicit RecentCommits(size_t max_bytes) : max_bytes_(max_bytes) {}

  // Takes the bytes out of `commits`, which follow what was added before, each in its log.
  void Add(absl::Span<RecentCommit> commits) ABSL_LOCKS_EXCLUDED(mutex_);
  // The commits that hold the events after `after`: from the first of them on, until they have
  // `max_events` or the newest is reached. Empty when the ring does not reach back that far.
  std::vector<std::string> After(const LogState& log, Position after, size_t max_events) const
      ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void DropOldest() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const size_t max_bytes_;
  mutable Mutex mutex_;
  absl::flat_hash_map<const LogState*, std::deque<RecentCommit>> logs_ ABSL_GUARDED_BY(mutex_);
  // The log of each commit held, oldest first.
  std::deque<const LogState*> order_ ABSL_GUARDED_BY(mutex_);
  size_t bytes_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace framdrift::eventstore
