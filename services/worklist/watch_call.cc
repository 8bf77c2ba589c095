#include "services/worklist/watch_call.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "base/check.h"
#include "base/status_macros.h"
#include "projections/projector.h"
#include "projections/worklist.h"
#include "services/authenticate.h"
#include "services/call.h"
#include "services/names.h"
#include "services/watch/watch_beginning.h"
#include "services/watch/watch_end.h"
#include "services/watch/watch_hub.h"
#include "services/worklist/watch_messages.h"
#include "services/worklist/worklist_topic.h"
#include "services/worklist/worklist_watcher.h"

namespace framdrift::services {
namespace {

namespace v1 = worklist::v1;
using eventstore::Position;

// Reads the rows and begins with them.
void BeginWithRows(Runtime& runtime, const std::string& tenant, WorklistWatcher& watcher) {
  auto rows = runtime.projector->Read(tenant, projections::kWorklist);
  if (rows.ok()) {
    watcher.Begin(*std::move(rows));
  } else {
    watcher.End([status = rows.status()](const WatchPlace&) { return status; });
  }
}

absl::Status Begin(Runtime& runtime, const grpc::CallbackServerContext& context,
                   const v1::WatchWorklistRequest& request,
                   const std::shared_ptr<WorklistWatcher::Stream>& out) {
  FD_ASSIGN_OR_RETURN(history::Actor actor, Authenticate(context));
  FD_RETURN_IF_ERROR(CheckEdge(runtime,
                               request,
                               {ParseTenant(request.parent(), "parent").status(),
                                CheckWatch(request),
                                CheckScope(request.scope())}));
  FD_ASSIGN_OR_RETURN(const std::string id, ParseTenant(request.parent(), "parent"));
  FD_ASSIGN_OR_RETURN(const TenantEntry* tenant, runtime.tenants.Get(id));
  FD_RETURN_IF_ERROR(WorkItemFilter(request.filter(), tenant->zone).status());
  FD_ASSIGN_OR_RETURN(const Position head,
                      HeadToResume(runtime, id, request.resume_after_position()));
  auto watcher =
      std::make_shared<WorklistWatcher>(runtime, *tenant, std::move(actor), request, out);
  FD_RETURN_IF_ERROR(
      runtime.watches->Add({id, projections::kWorklist}, watcher, [&runtime, tenant] {
        return std::make_unique<WorklistTopic>(runtime, *tenant);
      }));
  BeginWatch({.runtime = runtime,
              .tenant = id,
              .read_models = {projections::kWorklist},
              .watcher = watcher,
              .begin = [&runtime, id, watcher] { BeginWithRows(runtime, id, *watcher); },
              .wanted = head,
              .needed = static_cast<Position>(request.resume_after_position())});
  return absl::OkStatus();
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
  const absl::Status begun = Begin(runtime, context, request, stream);
  if (!begun.ok()) stream->End([begun](const WatchPlace&) { return begun; });
  return stream.get();
}

}  // namespace framdrift::services
