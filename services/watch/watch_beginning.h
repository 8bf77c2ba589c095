// A watch from its request to its first message: what is asked for, and rows that are there.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "domain/history/when.h"
#include "services/runtime.h"
#include "services/watch/watcher.h"

namespace framdrift::services {

// FIELD_INVALID for heartbeats that do not come every 1 to 60 seconds and for negative positions.
absl::Status CheckHeartbeats(int64_t seconds);
absl::Status CheckResume(int64_t resume_after_position);
template <typename Request>
absl::Status CheckWatch(const Request& request) {
  const bool is_given = request.has_heartbeat_interval();
  absl::Status checked = CheckHeartbeats(is_given ? request.heartbeat_interval().seconds() : 1);
  return checked.ok() ? CheckResume(request.resume_after_position()) : checked;
}

// How long after the last message a heartbeat is sent, of a request that was checked.
template <typename Request>
absl::Duration BeatIntervalOf(const Request& request) {
  return absl::Seconds(request.has_heartbeat_interval() ? request.heartbeat_interval().seconds()
                                                        : 5);
}

// How many events the log has. POSITION_AHEAD where `resume_after_position` is beyond it.
absl::StatusOr<eventstore::Position> HeadToResume(const Runtime& runtime, const std::string& tenant,
                                                  int64_t resume_after_position);
// When the event at `position` was recorded.
absl::StatusOr<absl::Time> RecordedAt(const Runtime& runtime, const std::string& tenant,
                                      eventstore::Position position);
// The instant that what the reader has already holds for.
template <typename Request>
absl::StatusOr<absl::Time> SeenAt(const Runtime& runtime, const std::string& tenant,
                                  const Request& request) {
  if (request.has_resume_after_evaluated_at()) {
    return history::TimeFrom(request.resume_after_evaluated_at());
  }
  return RecordedAt(
      runtime, tenant, static_cast<eventstore::Position>(request.resume_after_position()));
}
// How many events are recorded after `position`; 0 where that cannot be read.
int64_t EventsAfter(const Runtime& runtime, const std::string& tenant,
                    eventstore::Position position);

struct WatchBeginning {
  Runtime& runtime;
  std::string tenant;
  // Those whose rows it tells of.
  std::vector<std::string> read_models;
  std::shared_ptr<Watcher> watcher;
  // Sends the first message, on a thread that may wait.
  std::function<void()> begin;
  // The rows must have come so far before the watch begins; after a moment it begins with what
  // there is, where that is enough to resume.
  eventstore::Position wanted = 0;
  eventstore::Position needed = 0;
  // How long a moment is; and how often it is looked whether the reader is still there.
  absl::Duration patience = absl::Seconds(1);
};
// Calls `begin` once the rows are there, and WatchHub::Ready in any case. The watch ends with
// PROJECTION_STOPPED where they have stopped. The watcher was added to the runtime's hub.
void BeginWatch(WatchBeginning beginning);

}  // namespace framdrift::services
