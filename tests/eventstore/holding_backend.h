// A LogBackend whose first look-up of one commit id waits at a gate.
#pragma once

#include "base/mutex.h"
#include "tests/eventstore/wrapped_backend.h"

namespace framdrift::eventstore {

// Thread-safe.
class Gate {
 public:
  void Open() {
    MutexLock lock(mutex_);
    open_ = true;
    changed_.NotifyAll();
  }
  void Pass() {
    MutexLock lock(mutex_);
    arrived_ = true;
    changed_.NotifyAll();
    while (!open_) changed_.Wait(mutex_);
  }
  void AwaitArrival() {
    MutexLock lock(mutex_);
    while (!arrived_) changed_.Wait(mutex_);
  }

 private:
  Mutex mutex_;
  CondVar changed_;
  bool arrived_ ABSL_GUARDED_BY(mutex_) = false;
  bool open_ ABSL_GUARDED_BY(mutex_) = false;
};

class HoldingBackend final : public WrappedBackend {
 public:
  HoldingBackend(std::unique_ptr<LogBackend> inner, std::string held, Gate& gate)
      : WrappedBackend(std::move(inner)), held_(std::move(held)), gate_(gate) {}

  absl::StatusOr<std::optional<std::string>> Get(Column column,
                                                 absl::string_view key) const override {
    if (column == Column::kCommit && key == held_) gate_.Pass();
    return inner_->Get(column, key);
  }

 private:
  const std::string held_;
  Gate& gate_;
};

inline absl::StatusOr<std::unique_ptr<LogBackend>> OpenHoldingBackend(const std::string& directory,
                                                                      const std::string& held,
                                                                      Gate& gate) {
  absl::StatusOr<std::unique_ptr<LogBackend>> inner = OpenRocksDbBackend(directory);
  if (!inner.ok()) return inner.status();
  return std::make_unique<HoldingBackend>(*std::move(inner), held, gate);
}

}  // namespace framdrift::eventstore
