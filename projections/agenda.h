// What the follower's thread is to do next.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "base/mutex.h"

namespace framdrift::projections {

// Thread-safe. Shared with the store's threads, which may add to it after the follower is gone.
class Agenda {
 public:
  // A tenant to look after.
  struct Ready {
    std::string tenant;
    // Whether the store told of news that were waited for.
    bool waited = false;
  };
  struct Next {
    std::deque<std::function<void()>> tasks;
    std::optional<Ready> ready;
    bool stopping = false;
  };

  void Add(absl::string_view tenant, bool waited) ABSL_LOCKS_EXCLUDED(mutex_);
  void Post(std::function<void()> task) ABSL_LOCKS_EXCLUDED(mutex_);
  // From now on Take says so, and at once.
  void Stop() ABSL_LOCKS_EXCLUDED(mutex_);
  // All tasks and one tenant; waits at most `timeout` for any.
  Next Take(absl::Duration timeout) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  Mutex mutex_;
  CondVar changed_;
  std::deque<Ready> ready_ ABSL_GUARDED_BY(mutex_);
  std::deque<std::function<void()>> tasks_ ABSL_GUARDED_BY(mutex_);
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace framdrift::projections
