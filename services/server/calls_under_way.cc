#include "services/server/calls_under_way.h"

#include "absl/time/clock.h"

namespace framdrift::services {

void CallsUnderWay::AwaitNone(absl::Duration patience) {
  const absl::Time until = absl::Now() + patience;
  MutexLock lock(mutex_);
  while (count_ > 0) {
    const absl::Duration left = until - absl::Now();
    if (left <= absl::ZeroDuration()) return;
    none_.WaitFor(mutex_, left);
  }
}

}  // namespace framdrift::services
