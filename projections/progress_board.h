// How far each projection has come, for those who read and those who wait.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "base/mutex.h"
#include "projections/lane.h"

namespace framdrift::projections {

// OK when the projection has come so far. Called once, on any thread; must be cheap.
using ReachedCallback = std::function<void(const absl::Status&)>;

// Thread-safe.
class ProgressBoard {
 public:
  struct Progress {
    eventstore::Position position = 0;
    std::optional<Failure> failure;
  };

  // Calls `done` when the tenant's projection has come to `position`, at once if it has. Else
  // DEADLINE_EXCEEDED, PROJECTION_BEHIND, once ExpireAt is told that it is `deadline`;
  // UNAVAILABLE, PROJECTION_STOPPED, when it stopped before.
  void WaitFor(absl::string_view tenant, absl::string_view projection,
               eventstore::Position position, absl::Duration deadline, ReachedCallback done)
      ABSL_LOCKS_EXCLUDED(mutex_);
  // Calls those who waited for this.
  void Publish(absl::string_view tenant, absl::string_view projection, Progress progress)
      ABSL_LOCKS_EXCLUDED(mutex_);
  Progress Of(absl::string_view tenant, absl::string_view projection) const
      ABSL_LOCKS_EXCLUDED(mutex_);
  // Ends the waits whose deadline is not after `now`. Returns the earliest deadline left.
  absl::Duration ExpireAt(absl::Duration now) ABSL_LOCKS_EXCLUDED(mutex_);
  // Ends all waits with UNAVAILABLE, those to come too.
  void Close() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Waiter {
    eventstore::Position position = 0;
    absl::Duration deadline;
    ReachedCallback done;
  };
  struct Entry {
    Progress progress;
    std::vector<Waiter> waiters;
  };
  // Tenant, projection.
  using Key = std::pair<std::string, std::string>;

  mutable Mutex mutex_;
  std::map<Key, Entry> entries_ ABSL_GUARDED_BY(mutex_);
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace framdrift::projections
