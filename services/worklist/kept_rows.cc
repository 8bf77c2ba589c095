#include "services/worklist/kept_rows.h"

#include <algorithm>
#include <utility>

namespace framdrift::services {
namespace {

auto FindEntry(auto& entries, absl::string_view tenant, eventstore::Position position) {
  return std::find_if(entries.begin(), entries.end(), [&](const auto& entry) {
    return entry.tenant == tenant && entry.rows->checkpoint().position == position;
  });
}

}  // namespace

void KeptRows::Keep(absl::string_view tenant, std::shared_ptr<const projections::RowView> rows,
                    absl::Duration now) {
  MutexLock lock(mutex_);
  Forget(now);
  const auto known = FindEntry(entries_, tenant, rows->checkpoint().position);
  if (known != entries_.end()) entries_.erase(known);
  if (entries_.size() == kMost) entries_.pop_front();
  entries_.push_back({std::string(tenant), std::move(rows), now + kLongest});
}

std::shared_ptr<const projections::RowView> KeptRows::Find(absl::string_view tenant,
                                                           eventstore::Position position,
                                                           absl::Duration now) {
  MutexLock lock(mutex_);
  Forget(now);
  const auto known = FindEntry(entries_, tenant, position);
  return known == entries_.end() ? nullptr : known->rows;
}

void KeptRows::Forget(absl::Duration now) {
  while (!entries_.empty() && entries_.front().until <= now) entries_.pop_front();
}

}  // namespace framdrift::services
