#include "services/worklist/watch_call.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "base/check.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "projections/projector.h"
#include "projections/worklist.h"
#include "services/authenticate.h"
#include "services/call.h"
#include "services/names.h"
#include "services/watch/watch_end.h"
#include "services/watch/watch_hub.h"
#include "services/worklist/watch_messages.h"
#include "services/worklist/worklist_topic.h"
#include "services/worklist/worklist_watcher.h"

namespace framdrift::services {
namespace {

namespace v1 = worklist::v1;
using eventstore::LogNumber;
using eventstore::Position;

// A watch that waits for its rows looks so often whether its reader still does.
constexpr absl::Duration kPatience = absl::Seconds(1);
constexpr int64_t kMostBeatSeconds = 60;

// From the request to the first message.
struct Beginning {
  Runtime& runtime;
  const TenantEntry* tenant = nullptr;
  std::shared_ptr<WorklistWatcher> watcher;
  // The rows must have come so far before the watch begins; after a moment it begins with what
  // there is, where that is enough to resume.
  Position wanted = 0;
  Position needed = 0;
};

void BeginWithRows(const Beginning& beginning) {
  auto rows = beginning.runtime.projector->Read(beginning.tenant->id, projections::kWorklist);
  if (rows.ok()) {
    beginning.watcher->Begin(*std::move(rows));
  } else {
    beginning.watcher->End([status = rows.status()](const WatchPlace&) { return status; });
  }
  beginning.runtime.watches->Ready(beginning.watcher);
}

void AwaitRows(const std::shared_ptr<Beginning>& beginning);

void RowsAwaited(const std::shared_ptr<Beginning>& beginning, const absl::Status& status) {
  const bool behind = absl::IsDeadlineExceeded(status);
  if (!status.ok() && !behind) {
    beginning->watcher->End([&](const WatchPlace&) { return status; });
  }
  if (behind) beginning->wanted = beginning->needed;
  const bool again = behind && beginning->needed > 0 && !beginning->watcher->ended();
  again ? AwaitRows(beginning) : BeginWithRows(*beginning);
}

void AwaitRows(const std::shared_ptr<Beginning>& beginning) {
  beginning->runtime.projector->WaitFor(
      beginning->tenant->id,
      projections::kWorklist,
      beginning->wanted,
      kPatience,
      [beginning](const absl::Status& status) {
        beginning->runtime.workers.Run([beginning, status] { RowsAwaited(beginning, status); });
      });
}

absl::Status CheckRequest(const v1::WatchWorklistRequest& request) {
  if (request.has_heartbeat_interval() &&
      (request.heartbeat_interval().seconds() < 1 ||
       request.heartbeat_interval().seconds() > kMostBeatSeconds)) {
    return InvalidField("heartbeat_interval", "Heartbeats come every 1 to 60 seconds.");
  }
  if (request.resume_after_position() < 0) {
    return InvalidField("resume_after_position", "A position is not negative.");
  }
  return CheckScope(request.scope());
}

absl::StatusOr<std::shared_ptr<Beginning>> Begin(
    Runtime& runtime, const grpc::CallbackServerContext& context,
    const v1::WatchWorklistRequest& request, const std::shared_ptr<WorklistWatcher::Stream>& out) {
  FD_ASSIGN_OR_RETURN(history::Actor actor, Authenticate(context));
  FD_RETURN_IF_ERROR(CheckEdge(
      runtime, request, {ParseTenant(request.parent(), "parent").status(), CheckRequest(request)}));
  FD_ASSIGN_OR_RETURN(const std::string id, ParseTenant(request.parent(), "parent"));
  FD_ASSIGN_OR_RETURN(const TenantEntry* tenant, runtime.tenants.Get(id));
  FD_RETURN_IF_ERROR(WorkItemFilter(request.filter(), tenant->zone).status());
  FD_ASSIGN_OR_RETURN(const Position head, runtime.store.Head(id, LogNumber::kMain));
  const auto after = static_cast<Position>(request.resume_after_position());
  if (after > head) {
    return PositionAhead(request.resume_after_position(), static_cast<int64_t>(head));
  }
  auto watcher =
      std::make_shared<WorklistWatcher>(runtime, *tenant, std::move(actor), request, out);
  FD_RETURN_IF_ERROR(
      runtime.watches->Add({id, projections::kWorklist}, watcher, [&runtime, tenant] {
        return std::make_unique<WorklistTopic>(runtime, *tenant);
      }));
  return std::make_shared<Beginning>(Beginning{runtime, tenant, std::move(watcher), head, after});
}

}  // namespace

grpc::ServerWriteReactor<v1::WatchWorklistResponse>* StartWatchWorklist(
    Runtime& runtime, grpc::CallbackServerContext& context,
    const v1::WatchWorklistRequest& request) {
  FD_CHECK(runtime.watches != nullptr);
  runtime.watches->StreamBegins();
  const auto stream =
      WorklistWatcher::Stream::Begin({.merge = MergeMessages,
                                      .max_waiting_bytes = runtime.limits.max_watch_bytes,
                                      .done = [hub = runtime.watches] { hub->StreamIsDone(); }});
  const absl::StatusOr<std::shared_ptr<Beginning>> beginning =
      Begin(runtime, context, request, stream);
  if (beginning.ok()) {
    AwaitRows(*beginning);
  } else {
    stream->End([&](const WatchPlace&) { return beginning.status(); });
  }
  return stream.get();
}

}  // namespace framdrift::services
