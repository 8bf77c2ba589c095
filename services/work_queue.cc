#include "services/work_queue.h"

#include <utility>

#include "base/refusal.h"

namespace framdrift::services {

WorkQueue::WorkQueue(int threads, size_t max_waiting) : max_waiting_(max_waiting) {
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { Loop(); });
}

WorkQueue::~WorkQueue() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
  }
  some_.NotifyAll();
  for (std::thread& thread : threads_) thread.join();
}

absl::Status WorkQueue::TryRun(std::function<void()> work) {
  {
    MutexLock lock(mutex_);
    if (waiting_.size() < max_waiting_) {
      waiting_.push_back(std::move(work));
      if (idle_ > 0) some_.NotifyOne();
      return absl::OkStatus();
    }
  }
  return StatusWithReason(absl::StatusCode::kResourceExhausted,
                          "OVERLOADED",
                          "The server has more to do than it can; try again in a moment.");
}

void WorkQueue::Run(std::function<void()> work) {
  MutexLock lock(mutex_);
  waiting_.push_back(std::move(work));
  if (idle_ > 0) some_.NotifyOne();
}

void WorkQueue::Loop() {
  mutex_.Lock();
  while (true) {
    while (waiting_.empty() && !stopping_) {
      ++idle_;
      some_.Wait(mutex_);
      --idle_;
    }
    if (waiting_.empty()) break;
    std::function<void()> work = std::move(waiting_.front());
    waiting_.pop_front();
    mutex_.Unlock();
    work();
    work = nullptr;
    mutex_.Lock();
  }
  mutex_.Unlock();
}

}  // namespace framdrift::services
