#include "services/rows_query.h"

#include <algorithm>
#include <vector>

#include "absl/time/clock.h"
#include "base/check.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "projections/projector.h"
#include "services/authenticate.h"
#include "services/call.h"
#include "services/grpc_status.h"
#include "services/names.h"

namespace framdrift::services {
namespace {

using eventstore::Position;

// A call that waits looks so often whether its client still does. Who named no position is answered
// with older rows after that.
constexpr absl::Duration kRowsPatience = absl::Seconds(1);

// One call of one query. Owns itself from Start until Finish.
class RowsCall {
 public:
  RowsCall(Runtime& runtime, grpc::CallbackServerContext& context, RowsQuery query)
      : runtime_(runtime),
        context_(context),
        query_(std::move(query)),
        deadline_(DeadlineOf(runtime, context)),
        reactor_(context.DefaultReactor()) {
    FD_CHECK(runtime.projector != nullptr);
  }

  grpc::ServerUnaryReactor* reactor() const { return reactor_; }

  void Start() {
    const absl::Status begun = Begin();
    if (!begun.ok()) return Finish(begun);
    Wait();
  }

 private:
  absl::Status Begin();
  void Wait();
  void Waited(const absl::Status& status);
  absl::Status Answer();
  void Finish(const absl::Status& status);

  Runtime& runtime_;
  grpc::CallbackServerContext& context_;
  const RowsQuery query_;
  const absl::Time deadline_;
  grpc::ServerUnaryReactor* const reactor_;
  history::Actor actor_;
  const TenantEntry* tenant_ = nullptr;
  Position wanted_ = 0;
};

absl::Status RowsCall::Begin() {
  FD_ASSIGN_OR_RETURN(actor_, Authenticate(context_));
  const char* const field = query_.is_parent ? "parent" : "name";
  std::vector<absl::Status> checks = {ParseTenant(query_.name, field).status()};
  if (query_.check) checks.push_back(query_.check());
  if (query_.min_position < 0) {
    checks.push_back(InvalidField("min_position", "A position is not negative."));
  }
  FD_RETURN_IF_ERROR(CheckEdge(runtime_, *query_.request, checks));
  FD_ASSIGN_OR_RETURN(const std::string tenant, ParseTenant(query_.name, field));
  FD_ASSIGN_OR_RETURN(tenant_, runtime_.tenants.Get(tenant));
  wanted_ = static_cast<Position>(query_.min_position);
  if (wanted_ == 0) {
    FD_ASSIGN_OR_RETURN(wanted_, runtime_.store.Head(tenant_->id, eventstore::LogNumber::kMain));
  }
  return absl::OkStatus();
}

void RowsCall::Wait() {
  const absl::Duration left = std::max(deadline_ - absl::Now(), absl::ZeroDuration());
  runtime_.projector->WaitFor(tenant_->id,
                              query_.read_model,
                              wanted_,
                              std::min(left, kRowsPatience),
                              [this](const absl::Status& status) {
                                const absl::Status accepted =
                                    runtime_.workers.TryRun([this, status] { Waited(status); });
                                if (!accepted.ok()) Finish(accepted);
                              });
}

void RowsCall::Waited(const absl::Status& status) {
  if (status.ok()) return Finish(Answer());
  if (!absl::IsDeadlineExceeded(status)) return Finish(status);
  if (query_.min_position == 0) return Finish(Answer());
  const bool going_on = absl::Now() < deadline_ && !context_.IsCancelled();
  going_on ? Wait() : Finish(status);
}

absl::Status RowsCall::Answer() {
  FD_RETURN_IF_ERROR(CheckDeadline(deadline_));
  FD_ASSIGN_OR_RETURN(const std::unique_ptr<projections::RowView> rows,
                      runtime_.projector->Read(tenant_->id, query_.read_model));
  StreamReader reader(
      runtime_, tenant_->id, tenant_, Freshness::kCurrent, rows->checkpoint().position);
  RowsReading reading(reader, ContextOf(runtime_, tenant_, actor_), *rows);
  return query_.answer(reading);
}

void RowsCall::Finish(const absl::Status& status) {
  reactor_->Finish(ToGrpcStatus(status));
  delete this;
}

}  // namespace

grpc::ServerUnaryReactor* StartRowsQuery(Runtime& runtime, grpc::CallbackServerContext* context,
                                         RowsQuery query) {
  auto* call = new RowsCall(runtime, *context, std::move(query));
  grpc::ServerUnaryReactor* reactor = call->reactor();
  call->Start();
  return reactor;
}

}  // namespace framdrift::services
