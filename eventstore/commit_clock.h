// The time of commits: rising whatever the machine's clock does, and stopped when it leaps.
#pragma once

#include <atomic>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/clock.h"

namespace framdrift::eventstore {

// Further ahead than any correction of a working clock; a wrong year would stand in the log for
// ever.
inline constexpr absl::Duration kMaxClockJump = absl::Hours(1);

// Not thread-safe, but for Confirm.
class CommitClock {
 public:
  // `clock` must outlive this. What it says now is taken to be right.
  explicit CommitClock(const Clock& clock);

  // Now in whole microseconds. UNAVAILABLE, reason CLOCK_JUMPED, from when the wall clock has moved
  // ahead of the monotonic one by more than kMaxClockJump until Confirm is called. A clock set back
  // gives earlier times: see After.
  absl::StatusOr<absl::Time> Read();
  // `now`, or just after `last` if that is later.
  static absl::Time After(absl::Time last, absl::Time now);
  // Takes what the clock says at the next Read to be right.
  void Confirm() { confirmed_.store(true, std::memory_order_relaxed); }

 private:
  const Clock& clock_;
  // Wall minus monotonic time: the most that was ever right.
  absl::Time offset_;
  std::atomic<bool> confirmed_ = false;
};

}  // namespace framdrift::eventstore
