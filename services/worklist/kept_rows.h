// Rows as they stood when a page was made of them, kept for the pages after it.
#pragma once

#include <deque>
#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "base/mutex.h"
#include "projections/rows.h"

namespace framdrift::services {

// Thread-safe. Keeps the latest kMost for kLongest: rows that are kept take room on the disk that
// later writes would give back.
class KeptRows {
 public:
  static constexpr size_t kMost = 64;
  static constexpr absl::Duration kLongest = absl::Minutes(5);

  // `now` is Clock::Monotonic in both.
  void Keep(absl::string_view tenant, std::shared_ptr<const projections::RowView> rows,
            absl::Duration now) ABSL_LOCKS_EXCLUDED(mutex_);
  // The tenant's rows at that position; null where they are not kept.
  std::shared_ptr<const projections::RowView> Find(absl::string_view tenant,
                                                   eventstore::Position position,
                                                   absl::Duration now) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Entry {
    std::string tenant;
    std::shared_ptr<const projections::RowView> rows;
    absl::Duration until;
  };
  void Forget(absl::Duration now) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  Mutex mutex_;
  // The latest used last.
  std::deque<Entry> entries_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace framdrift::services
