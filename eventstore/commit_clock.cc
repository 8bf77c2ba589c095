#include "eventstore/commit_clock.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "eventstore/append.h"

namespace framdrift::eventstore {

CommitClock::CommitClock(const Clock& clock)
    : clock_(clock), offset_(clock.Now() - clock.Monotonic()) {}

absl::StatusOr<absl::Time> CommitClock::Read() {
  const absl::Time now = clock_.Now();
  const absl::Time offset = now - clock_.Monotonic();
  if (confirmed_.exchange(false, std::memory_order_relaxed)) offset_ = offset;
  if (offset - offset_ > kMaxClockJump) {
    return StatusWithReason(
        absl::StatusCode::kUnavailable,
        kClockJumped,
        absl::StrCat("The clock has moved ahead by ",
                     absl::FormatDuration(offset - offset_),
                     ". Check the machine's time; if it is right, confirm it or restart."));
  }
  offset_ = std::max(offset_, offset);
  return absl::FromUnixMicros(absl::ToUnixMicros(now));
}

absl::Time CommitClock::After(absl::Time last, absl::Time now) {
  return std::max(now, last + absl::Microseconds(1));
}

}  // namespace framdrift::eventstore
