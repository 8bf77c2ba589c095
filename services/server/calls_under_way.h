// How many calls the server has taken and not ended: what a graceful stop waits for.
#pragma once

#include "absl/time/time.h"
#include "base/mutex.h"

namespace framdrift::services {

// Thread-safe.
class CallsUnderWay {
 public:
  void Begin() ABSL_LOCKS_EXCLUDED(mutex_) {
    MutexLock lock(mutex_);
    ++count_;
  }
  void End() ABSL_LOCKS_EXCLUDED(mutex_) {
    MutexLock lock(mutex_);
    if (--count_ == 0) none_.NotifyAll();
  }
  // Waits until there is none, at most `patience`.
  void AwaitNone(absl::Duration patience) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  Mutex mutex_;
  CondVar none_;
  int count_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace framdrift::services
