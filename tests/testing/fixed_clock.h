// A clock that says what it was told.
#pragma once

#include "absl/time/time.h"
#include "base/clock.h"
#include "base/mutex.h"

namespace framdrift::testing {

// Thread-safe. Begins on Friday 1 March 2024 at 09:00 in Stockholm; monotonic time goes along.
class FixedClock : public Clock {
 public:
  absl::Time Now() const override {
    MutexLock lock(mutex_);
    return kStart + passed_ - set_back_;
  }
  absl::Duration Monotonic() const override {
    MutexLock lock(mutex_);
    return passed_;
  }
  void Advance(absl::Duration by) {
    MutexLock lock(mutex_);
    passed_ += by;
  }
  // As when somebody sets the machine's clock: monotonic time stays.
  void SetBack(absl::Duration by) {
    MutexLock lock(mutex_);
    set_back_ += by;
  }

  static constexpr absl::Time kStart = absl::FromUnixSeconds(1'709'280'000);

 private:
  mutable Mutex mutex_;
  absl::Duration passed_ ABSL_GUARDED_BY(mutex_);
  absl::Duration set_back_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace framdrift::testing
