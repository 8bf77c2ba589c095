#include "eventstore/look_up_thread.h"

#include <utility>

#include "base/refusal.h"

namespace framdrift::eventstore {
namespace {

void EndStopped(const PendingCommit& pending) {
  pending.done(StatusWithReason(absl::StatusCode::kUnavailable,
                                kStoreStopped,
                                "The store is closing. Send it again unchanged."));
}

}  // namespace

LookUpThread::LookUpThread(Submit submit)
    : submit_(std::move(submit)), thread_([this] { Run(); }) {}

void LookUpThread::Add(std::unique_ptr<PendingCommit> pending) {
  {
    MutexLock lock(mutex_);
    if (!stopping_) {
      queue_.push_back(std::move(pending));
      wake_.NotifyOne();
      return;
    }
  }
  EndStopped(*pending);
}

void LookUpThread::Stop() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
    wake_.NotifyAll();
  }
  if (thread_.joinable()) thread_.join();
}

void LookUpThread::Run() {
  std::vector<std::unique_ptr<PendingCommit>> taken;
  while (true) {
    {
      MutexLock lock(mutex_);
      while (queue_.empty() && !stopping_) wake_.Wait(mutex_);
      taken.swap(queue_);
      if (stopping_) break;
    }
    for (std::unique_ptr<PendingCommit>& pending : taken) submit_(std::move(pending));
    taken.clear();
  }
  for (const std::unique_ptr<PendingCommit>& pending : taken) EndStopped(*pending);
}

}  // namespace framdrift::eventstore
