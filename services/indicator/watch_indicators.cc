#include "services/indicator/watch_indicators.h"

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "base/check.h"
#include "base/status_macros.h"
#include "projections/directory.h"
#include "projections/facts.h"
#include "services/authenticate.h"
#include "services/call.h"
#include "services/indicator/access.h"
#include "services/indicator/indicator_watcher.h"
#include "services/names.h"
#include "services/watch/watch_beginning.h"
#include "services/watch/watch_end.h"
#include "services/watch/watch_hub.h"

namespace framdrift::services {
namespace {

namespace v1 = indicator::v1;
using eventstore::Position;

absl::Status Begin(Runtime& runtime, const std::shared_ptr<FactsAsked>& facts,
                   const grpc::CallbackServerContext& context,
                   const v1::WatchIndicatorsRequest& request,
                   const std::shared_ptr<IndicatorWatcher::Stream>& out) {
  FD_ASSIGN_OR_RETURN(const history::Actor actor, Authenticate(context));
  FD_RETURN_IF_ERROR(CheckEdge(
      runtime, request, {ParseTenant(request.parent(), "parent").status(), CheckWatch(request)}));
  FD_RETURN_IF_ERROR(CheckCaseAccess(actor));
  FD_ASSIGN_OR_RETURN(const std::string id, ParseTenant(request.parent(), "parent"));
  FD_ASSIGN_OR_RETURN(const TenantEntry* tenant, runtime.tenants.Get(id));
  FD_ASSIGN_OR_RETURN(const Position head,
                      HeadToResume(runtime, id, request.resume_after_position()));
  auto watcher = std::make_shared<IndicatorWatcher>(runtime, facts, *tenant, request, out);
  FD_RETURN_IF_ERROR(
      runtime.watches->Add({id, projections::kFacts}, watcher, [&runtime, facts, tenant] {
        return std::make_unique<IndicatorTopic>(runtime, facts, *tenant);
      }));
  BeginWatch({.runtime = runtime,
              .tenant = id,
              .read_models = {projections::kFacts, projections::kDirectory},
              .watcher = watcher,
              .begin = [watcher] { watcher->Begin(); },
              .wanted = head,
              .needed = static_cast<Position>(request.resume_after_position())});
  return absl::OkStatus();
}

}  // namespace

grpc::ServerWriteReactor<v1::WatchIndicatorsResponse>* StartWatchIndicators(
    Runtime& runtime, const std::shared_ptr<FactsAsked>& facts,
    grpc::CallbackServerContext& context, const v1::WatchIndicatorsRequest& request) {
  FD_CHECK(runtime.watches != nullptr);
  runtime.watches->StreamBegins();
  const auto stream =
      IndicatorWatcher::Stream::Begin({.merge = MergeIndicatorMessages,
                                       .max_waiting_bytes = runtime.limits.max_watch_bytes,
                                       .done = [hub = runtime.watches] { hub->StreamIsDone(); }});
  const absl::Status begun = Begin(runtime, facts, context, request, stream);
  if (!begun.ok()) stream->End([begun](const WatchPlace&) { return begun; });
  return stream.get();
}

}  // namespace framdrift::services
