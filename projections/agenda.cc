#include "projections/agenda.h"

#include <utility>

namespace framdrift::projections {

void Agenda::Add(absl::string_view tenant, bool waited) {
  MutexLock lock(mutex_);
  ready_.push_back({std::string(tenant), waited});
  changed_.NotifyAll();
}

void Agenda::Post(std::function<void()> task) {
  MutexLock lock(mutex_);
  tasks_.push_back(std::move(task));
  changed_.NotifyAll();
}

void Agenda::Stop() {
  MutexLock lock(mutex_);
  stopping_ = true;
  changed_.NotifyAll();
}

Agenda::Next Agenda::Take(absl::Duration timeout) {
  MutexLock lock(mutex_);
  if (ready_.empty() && tasks_.empty() && !stopping_ && timeout > absl::ZeroDuration()) {
    changed_.WaitFor(mutex_, timeout);
  }
  Next next{.tasks = std::exchange(tasks_, {}), .ready = std::nullopt, .stopping = stopping_};
  if (!ready_.empty()) {
    next.ready = std::move(ready_.front());
    ready_.pop_front();
  }
  return next;
}

}  // namespace framdrift::projections
