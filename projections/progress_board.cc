#include "projections/progress_board.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "base/refusal.h"

namespace framdrift::projections {
namespace {

absl::Status Behind(absl::string_view projection, eventstore::Position at,
                    eventstore::Position wanted) {
  return StatusWithReason(absl::StatusCode::kDeadlineExceeded,
                          "PROJECTION_BEHIND",
                          absl::StrCat("The read model ",
                                       projection,
                                       " has come to position ",
                                       at,
                                       " and not yet to ",
                                       wanted,
                                       "; ask again, or without min_position."),
                          {{"projection", std::string(projection)},
                           {"position", absl::StrCat(at)},
                           {"min_position", absl::StrCat(wanted)}});
}

absl::Status Stopped(absl::string_view projection, const Failure& failure) {
  return StatusWithReason(
      absl::StatusCode::kUnavailable,
      "PROJECTION_STOPPED",
      absl::StrCat("The read model ",
                   projection,
                   " stopped at position ",
                   failure.position,
                   ": ",
                   failure.status.message(),
                   " Mended, it goes on after a restart or `framdrift projection rebuild ",
                   projection,
                   "`."),
      {{"projection", std::string(projection)}, {"position", absl::StrCat(failure.position)}});
}

absl::Status Closed() { return absl::UnavailableError("The server is closing; ask again."); }

}  // namespace

void ProgressBoard::WaitFor(absl::string_view tenant, absl::string_view projection,
                            eventstore::Position position, absl::Duration deadline,
                            ReachedCallback done) {
  absl::Status answer;
  {
    MutexLock lock(mutex_);
    Entry& entry = entries_[{std::string(tenant), std::string(projection)}];
    if (entry.progress.position < position) {
      if (!closed_ && !entry.progress.failure) {
        entry.waiters.push_back({position, deadline, std::move(done)});
        return;
      }
      answer = closed_ ? Closed() : Stopped(projection, *entry.progress.failure);
    }
  }
  done(answer);
}

void ProgressBoard::Publish(absl::string_view tenant, absl::string_view projection,
                            Progress progress) {
  std::vector<Waiter> reached;
  absl::Status answer;
  const eventstore::Position position = progress.position;
  {
    MutexLock lock(mutex_);
    Entry& entry = entries_[{std::string(tenant), std::string(projection)}];
    if (progress.failure) answer = Stopped(projection, *progress.failure);
    const auto waits = [&](const Waiter& waiter) {
      return waiter.position > position && !progress.failure;
    };
    const auto first = std::partition(entry.waiters.begin(), entry.waiters.end(), waits);
    std::move(first, entry.waiters.end(), std::back_inserter(reached));
    entry.waiters.erase(first, entry.waiters.end());
    entry.progress = std::move(progress);
  }
  for (const Waiter& waiter : reached) {
    waiter.done(waiter.position <= position ? absl::OkStatus() : answer);
  }
}

ProgressBoard::Progress ProgressBoard::Of(absl::string_view tenant,
                                          absl::string_view projection) const {
  MutexLock lock(mutex_);
  const auto it = entries_.find({std::string(tenant), std::string(projection)});
  return it == entries_.end() ? Progress() : it->second.progress;
}

absl::Duration ProgressBoard::ExpireAt(absl::Duration now) {
  absl::Duration earliest = absl::InfiniteDuration();
  std::vector<std::pair<ReachedCallback, absl::Status>> expired;
  {
    MutexLock lock(mutex_);
    for (auto& [key, entry] : entries_) {
      const auto waits = [&](const Waiter& waiter) { return waiter.deadline > now; };
      const auto first = std::partition(entry.waiters.begin(), entry.waiters.end(), waits);
      for (auto it = first; it != entry.waiters.end(); ++it) {
        expired.emplace_back(std::move(it->done),
                             Behind(key.second, entry.progress.position, it->position));
      }
      entry.waiters.erase(first, entry.waiters.end());
      for (const Waiter& waiter : entry.waiters) earliest = std::min(earliest, waiter.deadline);
    }
  }
  for (const auto& [done, status] : expired) done(status);
  return earliest;
}

void ProgressBoard::Close() {
  std::vector<Waiter> ended;
  {
    MutexLock lock(mutex_);
    closed_ = true;
    for (auto& [key, entry] : entries_) {
      std::move(entry.waiters.begin(), entry.waiters.end(), std::back_inserter(ended));
      entry.waiters.clear();
    }
  }
  for (const Waiter& waiter : ended) waiter.done(Closed());
}

}  // namespace framdrift::projections
