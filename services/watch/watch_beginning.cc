#include "services/watch/watch_beginning.h"

#include <utility>

#include "base/refusal.h"
#include "base/status_macros.h"
#include "projections/projector.h"
#include "services/watch/watch_end.h"
#include "services/watch/watch_hub.h"

namespace framdrift::services {
namespace {

using eventstore::LogNumber;
using eventstore::Position;

constexpr int64_t kMostBeatSeconds = 60;

void AwaitRows(const std::shared_ptr<WatchBeginning>& beginning, size_t read_model);

void RowsAwaited(const std::shared_ptr<WatchBeginning>& beginning, size_t read_model,
                 const absl::Status& status) {
  Watcher& watcher = *beginning->watcher;
  const bool behind = absl::IsDeadlineExceeded(status);
  if (!status.ok() && !behind) {
    watcher.End([status](const WatchPlace&) { return status; });
  }
  if (behind) beginning->wanted = beginning->needed;
  const bool again = behind && beginning->needed > 0;
  const size_t next = again ? read_model : read_model + 1;
  if (!watcher.ended()) {
    if (next < beginning->read_models.size()) return AwaitRows(beginning, next);
    beginning->begin();
  }
  beginning->runtime.watches->Ready(beginning->watcher);
}

void AwaitRows(const std::shared_ptr<WatchBeginning>& beginning, size_t read_model) {
  beginning->runtime.projector->WaitFor(
      beginning->tenant,
      beginning->read_models[read_model],
      beginning->wanted,
      beginning->patience,
      [beginning, read_model](const absl::Status& status) {
        beginning->runtime.workers.Run(
            [beginning, read_model, status] { RowsAwaited(beginning, read_model, status); });
      });
}

}  // namespace

absl::Status CheckHeartbeats(int64_t seconds) {
  if (seconds >= 1 && seconds <= kMostBeatSeconds) return absl::OkStatus();
  return InvalidField("heartbeat_interval", "Heartbeats come every 1 to 60 seconds.");
}

absl::Status CheckResume(int64_t resume_after_position) {
  if (resume_after_position >= 0) return absl::OkStatus();
  return InvalidField("resume_after_position", "A position is not negative.");
}

absl::StatusOr<Position> HeadToResume(const Runtime& runtime, const std::string& tenant,
                                      int64_t resume_after_position) {
  FD_ASSIGN_OR_RETURN(const Position head, runtime.store.Head(tenant, LogNumber::kMain));
  if (static_cast<Position>(resume_after_position) <= head) return head;
  return PositionAhead(resume_after_position, static_cast<int64_t>(head));
}

absl::StatusOr<absl::Time> RecordedAt(const Runtime& runtime, const std::string& tenant,
                                      Position position) {
  FD_ASSIGN_OR_RETURN(const eventstore::Page page,
                      runtime.store.ReadLog(
                          tenant, LogNumber::kMain, position, eventstore::Direction::kForward, 1));
  return page.empty() ? runtime.clock.Now() : page.events().front().recorded_at;
}

int64_t EventsAfter(const Runtime& runtime, const std::string& tenant, Position position) {
  const auto head = runtime.store.Head(tenant, LogNumber::kMain);
  if (!head.ok() || *head <= position) return 0;
  return static_cast<int64_t>(*head - position);
}

void BeginWatch(WatchBeginning beginning) {
  AwaitRows(std::make_shared<WatchBeginning>(std::move(beginning)), 0);
}

}  // namespace framdrift::services
