// Looks up again what the commit thread sent back, since that thread never reads the disk.
#pragma once

#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "base/mutex.h"
#include "eventstore/pending_commit.h"

namespace framdrift::eventstore {

// Thread-safe.
class LookUpThread {
 public:
  using Submit = std::function<void(std::unique_ptr<PendingCommit>)>;

  // `submit` looks a commit up and queues or completes it.
  explicit LookUpThread(Submit submit);
  ~LookUpThread() { Stop(); }

  void Add(std::unique_ptr<PendingCommit> pending) ABSL_LOCKS_EXCLUDED(mutex_);
  // Ends the thread. What has not been looked up, and what is added later, ends with UNAVAILABLE.
  void Stop() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Run() ABSL_LOCKS_EXCLUDED(mutex_);

  const Submit submit_;
  Mutex mutex_;
  CondVar wake_;
  std::vector<std::unique_ptr<PendingCommit>> queue_ ABSL_GUARDED_BY(mutex_);
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace framdrift::eventstore
