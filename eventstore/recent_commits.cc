#include "eventstore/recent_commits.h"

#include <algorithm>

#include "base/check.h"

namespace framdrift::eventstore {

void RecentCommits::Add(absl::Span<RecentCommit> commits) {
  MutexLock lock(mutex_);
  for (RecentCommit& commit : commits) {
    std::deque<RecentCommit>& held = logs_[commit.log];
    FD_CHECK(held.empty() || held.back().last + 1 == commit.first);
    bytes_ += commit.bytes.size();
    order_.push_back(commit.log);
    held.push_back(std::move(commit));
  }
  while (bytes_ > max_bytes_) DropOldest();
}

void RecentCommits::DropOldest() {
  std::deque<RecentCommit>& held = logs_[order_.front()];
  bytes_ -= held.front().bytes.size();
  held.pop_front();
  order_.pop_front();
}

std::vector<std::string> RecentCommits::After(const LogState& log, Position after,
                                              size_t max_events) const {
  std::vector<std::string> commits;
  MutexLock lock(mutex_);
  const auto held = logs_.find(&log);
  if (held == logs_.end()) return commits;
  const std::deque<RecentCommit>& ring = held->second;
  auto commit = std::partition_point(
      ring.begin(), ring.end(), [after](const RecentCommit& c) { return c.last <= after; });
  if (commit == ring.end() || commit->first > after + 1) return commits;
  for (; commit != ring.end() && after < commit->last; ++commit) {
    commits.push_back(commit->bytes);
    const Position events = commit->last - std::max(commit->first - 1, after);
    if (events >= max_events) break;
    max_events -= events;
  }
  return commits;
}

}  // namespace framdrift::eventstore
