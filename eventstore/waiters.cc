#include "eventstore/waiters.h"

#include <algorithm>

#include "base/refusal.h"
#include "eventstore/append.h"

namespace framdrift::eventstore {
namespace {

using SteadyClock = std::chrono::steady_clock;

// Nobody waits longer; keeps deadlines within the clock's range.
constexpr absl::Duration kLongestWait = absl::Hours(24);

}  // namespace

Waiters::Waiters() : thread_([this] { RunDeadlines(); }) {}

Waiters::~Waiters() {
  std::vector<Callback> ended;
  {
    MutexLock lock(mutex_);
    closing_ = true;
    for (auto& [id, waiter] : waiters_) ended.push_back(std::move(waiter.done));
    waiters_.clear();
    by_deadline_.clear();
    changed_.NotifyAll();
  }
  thread_.join();
  for (const Callback& done : ended) {
    done(StatusWithReason(
        absl::StatusCode::kUnavailable, kStoreStopped, "The store is closing. Try again later."));
  }
}

void Waiters::Wait(const LogState& log, Position position, absl::Duration timeout, Callback done) {
  {
    MutexLock lock(mutex_);
    // Pairs with the fence in Advanced: either it sees this waiter or this sees its head.
    count_.fetch_add(1, std::memory_order_seq_cst);
    if (log.head.load(std::memory_order_seq_cst) <= position) {
      const uint64_t id = next_id_++;
      const Deadline deadline{
          SteadyClock::now() +
              absl::ToChronoNanoseconds(std::clamp(timeout, absl::ZeroDuration(), kLongestWait)),
          id};
      by_log_[&log].emplace(std::pair(position, id), id);
      by_deadline_.emplace(deadline, id);
      waiters_.emplace(id, Waiter{&log, position, deadline, std::move(done)});
      if (by_deadline_.begin()->second == id) changed_.NotifyAll();
      return;
    }
    count_.fetch_sub(1, std::memory_order_seq_cst);
  }
  done(log.head.load(std::memory_order_acquire));
}

Waiters::Waiter Waiters::Take(uint64_t id) {
  const auto found = waiters_.find(id);
  Waiter waiter = std::move(found->second);
  waiters_.erase(found);
  by_deadline_.erase(waiter.deadline);
  by_log_[waiter.log].erase({waiter.position, id});
  count_.fetch_sub(1, std::memory_order_seq_cst);
  return waiter;
}

void Waiters::Advanced(const LogState& log) {
  if (count_.load(std::memory_order_seq_cst) == 0) return;
  const Position head = log.head.load(std::memory_order_seq_cst);
  std::vector<Callback> reached;
  {
    MutexLock lock(mutex_);
    const auto found = by_log_.find(&log);
    if (found == by_log_.end()) return;
    while (!found->second.empty() && found->second.begin()->first.first < head) {
      reached.push_back(Take(found->second.begin()->second).done);
    }
  }
  for (const Callback& done : reached) done(head);
}

void Waiters::RunDeadlines() {
  mutex_.Lock();
  while (!closing_) {
    if (by_deadline_.empty()) {
      changed_.Wait(mutex_);
      continue;
    }
    const auto now = SteadyClock::now();
    const auto [deadline, id] = *by_deadline_.begin();
    if (deadline.first > now) {
      changed_.WaitFor(mutex_, absl::FromChrono(deadline.first - now));
      continue;
    }
    const Waiter waiter = Take(id);
    mutex_.Unlock();
    waiter.done(StatusWithReason(absl::StatusCode::kDeadlineExceeded,
                                 kPositionNotReached,
                                 "The log did not grow that far in time. Ask again."));
    mutex_.Lock();
  }
  mutex_.Unlock();
}

}  // namespace framdrift::eventstore
