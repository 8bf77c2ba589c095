// How watches end, and where their readers can go on.
#pragma once

#include <cstdint>

#include "absl/status/status.h"
#include "google/protobuf/timestamp.pb.h"

namespace framdrift::services {

// What a reader has: all that changed up to a position, as seen at an instant. 0: nothing yet.
struct WatchPlace {
  int64_t position = 0;
  google::protobuf::Timestamp evaluated_at;
};

// RESOURCE_EXHAUSTED, WATCH_FELL_BEHIND, with the place to resume after.
absl::Status FellBehind(const WatchPlace& sent);
// UNAVAILABLE, WATCH_ENDED, with the place to resume after.
absl::Status ServerStops(const WatchPlace& sent);
// RESOURCE_EXHAUSTED, WATCHES_FULL.
absl::Status WatchesFull();
// FAILED_PRECONDITION, POSITION_AHEAD.
absl::Status PositionAhead(int64_t position, int64_t head);

}  // namespace framdrift::services
