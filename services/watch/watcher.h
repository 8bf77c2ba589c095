// Who watches a read model, and what is looked up for all who do.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "projections/change_feed.h"
#include "services/watch/watch_end.h"

namespace framdrift::services {

// What became of a read model of one tenant: the events after `after`, up to `until`. Shared by all
// who watch it; constant.
struct WatchNews {
  virtual ~WatchNews() = default;

  eventstore::Position after = 0;
  eventstore::Position until = 0;
  // As they stood at `until`.
  std::shared_ptr<const projections::RowView> rows;
};

// What the watchers of one read model of one tenant share. Called by the hub's thread only.
class WatchTopic {
 public:
  virtual ~WatchTopic() = default;
  // What `written` means, looked up once for all. Null when that can only be said later: together
  // with what is written next, or, after a moment, alone.
  virtual absl::StatusOr<std::shared_ptr<const WatchNews>> LookUp(
      const projections::RowsWritten& written) = 0;
  // How many events are recorded after `position`.
  virtual int64_t LagAt(eventstore::Position position) const = 0;
};

// One who watches. From WatchHub::Ready on called by the hub's thread only.
class Watcher {
 public:
  virtual ~Watcher() = default;
  // News come in order, without gaps. What happened up to position() it has already.
  virtual void Take(const WatchNews& news, absl::Time now) = 0;
  // Does what the time alone brings.
  virtual void Wake(absl::Time now) = 0;
  // When that is next, if nothing else happens.
  virtual absl::Time next_wake() const = 0;
  // Says that it is alive.
  virtual void Beat(int64_t lag_events, absl::Time now) = 0;
  // How long after its last message.
  virtual absl::Duration beat_interval() const = 0;
  // When it last sent one, by Clock::Monotonic.
  virtual absl::Duration last_sent() const = 0;
  // Up to where it was told, and the instant that holds for.
  virtual eventstore::Position position() const = 0;
  virtual absl::Time evaluated_at() const = 0;
  virtual bool ended() const = 0;
  virtual void End(const std::function<absl::Status(const WatchPlace& sent)>& status) = 0;
};

}  // namespace framdrift::services
