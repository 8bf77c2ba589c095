// What every call of the server works with; made once, in main.
#pragma once

#include <cstddef>

#include "absl/time/time.h"
#include "base/clock.h"
#include "eventstore/event_store.h"
#include "services/stream_cache.h"
#include "services/tenants.h"
#include "services/work_queue.h"

namespace framdrift::projections {
class Projector;
}  // namespace framdrift::projections

namespace framdrift::services {

class WatchHub;

struct Limits {
  // A larger request is refused with its size and this limit.
  size_t max_request_bytes = size_t{4} << 20;
  // No call takes longer, whatever its client allows.
  absl::Duration max_call_time = absl::Seconds(30);
  // What may wait in memory for the reader of one watch.
  size_t max_watch_bytes = size_t{1} << 20;
};

// Borrows: everything here outlives every call.
struct Runtime {
  eventstore::EventStore& store;
  const Clock& clock;
  Tenants& tenants;
  StreamCache& streams;
  WorkQueue& workers;
  Limits limits;
  // Null only where nothing is asked of read models.
  projections::Projector* projector = nullptr;
  // Null only where nothing is watched.
  WatchHub* watches = nullptr;
};

}  // namespace framdrift::services
