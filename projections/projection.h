// What a read model is: a name, a version and a fold of events into rows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/hash/hash.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "eventstore/event_store.h"
#include "eventstore/event_view.h"
#include "projections/kept_events.h"
#include "projections/rows.h"

namespace framdrift::projections {

// Which partitions of a build get an event: none, the one its stream belongs to, or all.
enum class Routing { kNone, kByStream, kBroadcast };

// The tenant a fold is about. The store must outlive the fold. A fold may read there what its
// events stand in, up to the last event applied: rows follow from the log up to their checkpoint
// and from nothing else.
struct FoldSource {
  const eventstore::EventStore& store;
  std::string tenant;
  absl::TimeZone zone;
};

// Folds the events of one tenant, in order of position, and says what becomes of the rows. Not
// thread-safe.
class Fold {
 public:
  virtual ~Fold() = default;
  // Takes in the event. On an error nothing of it is taken in: the projection must stop before it.
  virtual absl::Status Apply(const eventstore::EventView& event) = 0;
  // Adds to `changes` what the events since the last Flush, up to position `until`, changed.
  // `rows` sees the rows as they were left by the Flush before.
  virtual absl::Status Flush(eventstore::Position until, const RowView& rows,
                             RowChanges& changes) = 0;
  // Whether what was applied asks for more than one Flush may do. Nothing is applied then until
  // Flush has done the rest, a bounded part each time, and the rows pass for those before the last
  // event applied.
  virtual bool busy() const { return false; }
  // How many streams it holds in memory: forgetting them all costs reads and nothing else.
  virtual size_t held() const = 0;
};

// The partition of a log that a build makes the rows of.
struct Partition {
  size_t number = 0;
  size_t of = 1;

  bool Holds(const eventstore::StreamId& stream) const {
    return of == 1 || absl::HashOf(stream.kind, stream.id) % of == number;
  }
};

// Makes the rows of one partition of a tenant's log. It gets every event of it, and every event
// that is broadcast, from the first on, and then the streams of these that it folds as a whole.
// Not thread-safe.
class Builder {
 public:
  virtual ~Builder() = default;
  virtual absl::Status Apply(const eventstore::EventView&) { return absl::OkStatus(); }
  // Whether streams of this kind are kept until they can be folded.
  virtual bool Folds(uint16_t) const { return false; }
  // Adds the rows of a stream that is kept to `changes`, in the order of KeptEvents::Drain. An
  // error of an event names its position.
  virtual absl::Status FoldStream(const eventstore::StreamId&, const KeptEvents::Stream&,
                                  RowChanges&) {
    return absl::OkStatus();
  }
  // Adds all other rows. Once, after the last stream.
  virtual absl::Status Finish(RowChanges&) { return absl::OkStatus(); }
};

// Constant after construction. Rows hold what events say and ids; what a reader needs of another
// projection is joined when asked. Rows never depend on the clock.
class Projection {
 public:
  virtual ~Projection() = default;
  // A noun in lower case, without spaces.
  virtual absl::string_view name() const = 0;
  // Rises whenever the same events would give other rows.
  virtual uint32_t version() const = 0;
  // For events of streams of this kind.
  virtual Routing RoutingOf(uint16_t stream_kind) const = 0;
  virtual std::unique_ptr<Fold> Begin(const FoldSource& source) const = 0;
  virtual std::unique_ptr<Builder> BeginBuild(const FoldSource& source,
                                              const Partition& partition) const = 0;
};

}  // namespace framdrift::projections
