#include "services/indicator/watch_indicators.h"

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "base/check.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "projections/directory.h"
#include "projections/facts.h"
#include "projections/projector.h"
#include "services/authenticate.h"
#include "services/call.h"
#include "services/indicator/access.h"
#include "services/indicator/indicator_watcher.h"
#include "services/names.h"
#include "services/watch/watch_end.h"
#include "services/watch/watch_hub.h"

namespace framdrift::services {
namespace {

namespace v1 = indicator::v1;
using eventstore::Position;

// So long a watch waits for what is recorded already, before it begins with what there is.
constexpr absl::Duration kPatienceAtStart = absl::Seconds(1);
constexpr int64_t kMostBeatSeconds = 60;

// From the request to the first message.
struct Beginning {
  Runtime& runtime;
  std::string tenant;
  std::shared_ptr<IndicatorWatcher> watcher;
  Position wanted = 0;
};

// On a thread that may wait.
void BeginNow(const Beginning& beginning, const absl::Status& facts_reached) {
  const absl::Status reached = beginning.runtime.projector->WaitUntil(
      beginning.tenant, projections::kDirectory, beginning.wanted, kPatienceAtStart);
  for (const absl::Status& status : {facts_reached, reached}) {
    if (status.ok() || absl::IsDeadlineExceeded(status)) continue;
    beginning.watcher->End([status](const WatchPlace&) { return status; });
  }
  if (!beginning.watcher->ended()) beginning.watcher->Begin();
  beginning.runtime.watches->Ready(beginning.watcher);
}

absl::Status CheckRequest(const v1::WatchIndicatorsRequest& request) {
  if (request.has_heartbeat_interval() &&
      (request.heartbeat_interval().seconds() < 1 ||
       request.heartbeat_interval().seconds() > kMostBeatSeconds)) {
    return InvalidField("heartbeat_interval", "Heartbeats come every 1 to 60 seconds.");
  }
  if (request.resume_after_position() < 0) {
    return InvalidField("resume_after_position", "A position is not negative.");
  }
  return absl::OkStatus();
}

absl::StatusOr<Beginning> BeginningOf(Runtime& runtime, const std::shared_ptr<FactsAsked>& facts,
                                      const grpc::CallbackServerContext& context,
                                      const v1::WatchIndicatorsRequest& request,
                                      const std::shared_ptr<IndicatorWatcher::Stream>& out) {
  FD_ASSIGN_OR_RETURN(const history::Actor actor, Authenticate(context));
  FD_RETURN_IF_ERROR(CheckEdge(
      runtime, request, {ParseTenant(request.parent(), "parent").status(), CheckRequest(request)}));
  FD_RETURN_IF_ERROR(CheckCaseAccess(actor));
  FD_ASSIGN_OR_RETURN(const std::string id, ParseTenant(request.parent(), "parent"));
  FD_ASSIGN_OR_RETURN(const TenantEntry* tenant, runtime.tenants.Get(id));
  FD_ASSIGN_OR_RETURN(const Position head, runtime.store.Head(id, eventstore::LogNumber::kMain));
  if (static_cast<Position>(request.resume_after_position()) > head) {
    return PositionAhead(request.resume_after_position(), static_cast<int64_t>(head));
  }
  auto watcher = std::make_shared<IndicatorWatcher>(runtime, facts, *tenant, request, out);
  FD_RETURN_IF_ERROR(
      runtime.watches->Add({id, projections::kFacts}, watcher, [&runtime, facts, tenant] {
        return std::make_unique<IndicatorTopic>(runtime, facts, *tenant);
      }));
  return Beginning{runtime, id, std::move(watcher), head};
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
  absl::StatusOr<Beginning> made = BeginningOf(runtime, facts, context, request, stream);
  if (!made.ok()) {
    stream->End([status = made.status()](const WatchPlace&) { return status; });
    return stream.get();
  }
  const auto beginning = std::make_shared<Beginning>(*std::move(made));
  runtime.projector->WaitFor(
      beginning->tenant,
      projections::kFacts,
      beginning->wanted,
      kPatienceAtStart,
      [beginning](const absl::Status& status) {
        beginning->runtime.workers.Run([beginning, status] { BeginNow(*beginning, status); });
      });
  return stream.get();
}

}  // namespace framdrift::services
