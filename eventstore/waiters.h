// Those who wait for a log to grow.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <thread>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/mutex.h"
#include "eventstore/log_state.h"

namespace framdrift::eventstore {

// Thread-safe. Runs a thread for the deadlines. Callbacks run without a lock held: on the thread
// that calls Wait, that calls Advanced, or on this one's own.
class Waiters {
 public:
  using Callback = std::function<void(absl::StatusOr<Position>)>;

  Waiters();
  // Ends every wait with UNAVAILABLE.
  ~Waiters();

  // Calls `done` once: with the head when it is beyond `position`, or DEADLINE_EXCEEDED.
  void Wait(const LogState& log, Position position, absl::Duration timeout, Callback done)
      ABSL_LOCKS_EXCLUDED(mutex_);
  // To be called after `log.head` was stored.
  void Advanced(const LogState& log) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  using Deadline = std::pair<std::chrono::steady_clock::time_point, uint64_t>;
  struct Waiter {
    const LogState* log;
    Position position;
    Deadline deadline;
    Callback done;
  };

  void RunDeadlines() ABSL_LOCKS_EXCLUDED(mutex_);
  Waiter Take(uint64_t id) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  // Lets Advanced skip the lock when nobody waits.
  std::atomic<size_t> count_ = 0;
  Mutex mutex_;
  CondVar changed_;
  bool closing_ ABSL_GUARDED_BY(mutex_) = false;
  uint64_t next_id_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::flat_hash_map<uint64_t, Waiter> waiters_ ABSL_GUARDED_BY(mutex_);
  // By position and id, and by deadline and id.
  absl::flat_hash_map<const LogState*, std::map<std::pair<Position, uint64_t>, uint64_t>> by_log_
      ABSL_GUARDED_BY(mutex_);
  std::map<Deadline, uint64_t> by_deadline_ ABSL_GUARDED_BY(mutex_);
  std::thread thread_;
};

}  // namespace framdrift::eventstore
