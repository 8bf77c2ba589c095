// Threads for what may wait for the disk, or is too much for the commit thread.
#pragma once

#include <deque>
#include <functional>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "base/mutex.h"

namespace framdrift::services {

// Thread-safe. Runs what it is given, first in first out, on threads of its own.
class WorkQueue {
 public:
  // At most `max_waiting` pieces of work are let in by TryRun.
  WorkQueue(int threads, size_t max_waiting);
  // Runs what is queued, then stops.
  ~WorkQueue();

  // RESOURCE_EXHAUSTED, reason OVERLOADED, when too much is waiting.
  absl::Status TryRun(std::function<void()> work) ABSL_LOCKS_EXCLUDED(mutex_);
  // Always accepts: for the end of what was let in before.
  void Run(std::function<void()> work) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Loop();

  const size_t max_waiting_;
  Mutex mutex_;
  CondVar some_;
  std::deque<std::function<void()>> waiting_ ABSL_GUARDED_BY(mutex_);
  int idle_ ABSL_GUARDED_BY(mutex_) = 0;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

}  // namespace framdrift::services
