#include "projections/change_feed.h"

#include <utility>

namespace framdrift::projections {

uint64_t ChangeFeed::Subscribe(absl::string_view projection, RowsListener listener) {
  MutexLock lock(mutex_);
  entries_[++last_number_] = {std::string(projection), std::move(listener)};
  return last_number_;
}

void ChangeFeed::Unsubscribe(uint64_t number) {
  MutexLock lock(mutex_);
  entries_.erase(number);
}

bool ChangeFeed::HasListeners(absl::string_view projection) const {
  MutexLock lock(mutex_);
  for (const auto& [number, entry] : entries_) {
    if (entry.projection == projection) return true;
  }
  return false;
}

void ChangeFeed::Tell(const RowsWritten& written) const {
  MutexLock lock(mutex_);
  for (const auto& [number, entry] : entries_) {
    if (entry.projection == written.projection) entry.listener(written);
  }
}

}  // namespace framdrift::projections
