// A cursor that follows a log: pull the next page, wait when there is none.
#pragma once

#include <cstddef>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "eventstore/event.h"
#include "eventstore/page.h"

namespace framdrift::eventstore {

class LogReader;
class RecentCommits;
struct LogState;

// Events in order, each at least once over the life of a client that stores position(), and exactly
// once by one Subscription. There is no live mode and no queue: Next reads what is durable, from a
// shared ring of recent commits or from the log. Copying copies the cursor. Not thread-safe.
class Subscription {
 public:
  // At most `max` events after position(), none when the head is reached: then call
  // EventStore::WaitBeyond(position()). DATA_LOSS when the log cannot be read.
  absl::StatusOr<Page> Next(size_t max);
  // Of the last event returned, or where it started.
  Position position() const { return position_; }
  // How many durable events have not been returned yet.
  Position lag() const;

 private:
  friend class EventStore;
  Subscription(const LogReader& reader, const RecentCommits& recent, const LogState& log,
               Position after)
      : reader_(&reader), recent_(&recent), log_(&log), position_(after) {}

  const LogReader* reader_;
  const RecentCommits* recent_;
  const LogState* log_;
  Position position_;
};

}  // namespace framdrift::eventstore
