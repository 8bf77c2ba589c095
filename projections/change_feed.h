// Tells those who watch read models what was written to their rows.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "base/mutex.h"
#include "eventstore/event.h"
#include "projections/rows.h"

namespace framdrift::projections {

// Rows of one tenant in one projection that were written in one go.
struct RowsWritten {
  std::string tenant;
  std::string projection;
  // The events folded since the write before: those after `after`, up to `until`. None while an
  // event that changes many rows is folded step by step.
  eventstore::Position after = 0;
  eventstore::Position until = 0;
  // The keys put or deleted, in order. Null where any row may be another: more than kMaxKeysTold
  // were written, or other rows answer than before.
  std::shared_ptr<const std::vector<std::string>> keys;
  // The streams that those events stand in, in order, each once. Null where `keys` is.
  std::shared_ptr<const std::vector<eventstore::StreamId>> streams;
  // The rows at `until`.
  std::shared_ptr<const RowView> rows;
};

// So much is told of one write at most.
inline constexpr size_t kMaxKeysTold = 10000;

// Called on the follower's thread, in order of position for one tenant and projection; must be
// cheap and must not wait.
using RowsListener = std::function<void(const RowsWritten&)>;

// Thread-safe. Keeps nothing: what a listener has to do later it keeps itself.
class ChangeFeed {
 public:
  // Calls `listener` for every write to the projection's rows that answer, until Unsubscribe with
  // the number returned.
  uint64_t Subscribe(absl::string_view projection, RowsListener listener)
      ABSL_LOCKS_EXCLUDED(mutex_);
  // The listener is not called any more once this returns. Not to be called by a listener.
  void Unsubscribe(uint64_t number) ABSL_LOCKS_EXCLUDED(mutex_);
  // Whether anybody listens to the projection.
  bool HasListeners(absl::string_view projection) const ABSL_LOCKS_EXCLUDED(mutex_);
  void Tell(const RowsWritten& written) const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Entry {
    std::string projection;
    RowsListener listener;
  };

  mutable Mutex mutex_;
  uint64_t last_number_ ABSL_GUARDED_BY(mutex_) = 0;
  std::map<uint64_t, Entry> entries_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace framdrift::projections
