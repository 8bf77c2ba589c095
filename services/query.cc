#include "services/query.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "base/refusal.h"
#include "services/authenticate.h"
#include "services/call.h"
#include "services/grpc_status.h"

namespace framdrift::services {
namespace {

using eventstore::LogNumber;
using eventstore::Position;

// A wait is cut into pieces this long, so that a call that is cancelled ends soon.
constexpr absl::Duration kPatience = absl::Seconds(1);
// Of the time a call has: the client gets our answer, not its own deadline.
constexpr double kShareToWait = 0.9;

// One call of one query. Owns itself from Start until Finish.
class QueryCall {
 public:
  QueryCall(Runtime& runtime, grpc::CallbackServerContext& context, Query query)
      : runtime_(runtime),
        context_(context),
        query_(std::move(query)),
        deadline_(DeadlineOf(runtime, context)),
        answer_by_(absl::Now() + kShareToWait * (deadline_ - absl::Now())),
        reactor_(context.DefaultReactor()) {}

  grpc::ServerUnaryReactor* reactor() const { return reactor_; }
  void Start();

 private:
  absl::Status Begin();
  void WaitForPosition(Position position);
  void Answer(Freshness freshness);
  void AnswerWaiting();
  void Finish(const absl::Status& status);

  Runtime& runtime_;
  grpc::CallbackServerContext& context_;
  const Query query_;
  const absl::Time deadline_;
  const absl::Time answer_by_;
  grpc::ServerUnaryReactor* const reactor_;
  history::Actor actor_;
  const TenantEntry* tenant_ = nullptr;
};

absl::Status NotReached(Position position) {
  return StatusWithReason(absl::StatusCode::kUnavailable,
                          eventstore::kPositionNotReached,
                          absl::StrCat("The log has not reached position ",
                                       position,
                                       " in the time this call has; ask again in a moment."),
                          {{"position", absl::StrCat(position)}});
}

void QueryCall::Start() {
  const absl::Status begun = Begin();
  if (!begun.ok()) return Finish(begun);
  const auto wanted = static_cast<Position>(query_.min_position);
  const absl::StatusOr<Position> head = runtime_.store.Head(tenant_->id, LogNumber::kMain);
  if (!head.ok()) return Finish(head.status());
  if (*head < wanted) return WaitForPosition(wanted);
  Answer(Freshness::kCached);
}

absl::Status QueryCall::Begin() {
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
  return absl::OkStatus();
}

void QueryCall::WaitForPosition(Position position) {
  const absl::Duration left = answer_by_ - absl::Now();
  if (left <= absl::ZeroDuration() || context_.IsCancelled()) return Finish(NotReached(position));
  runtime_.store.WaitBeyond(tenant_->id,
                            LogNumber::kMain,
                            position - 1,
                            std::min(left, kPatience),
                            [this, position](const absl::StatusOr<Position>& head) {
                              runtime_.workers.Run([this, position, waited = head.status()] {
                                if (waited.ok()) return Answer(Freshness::kCurrent);
                                absl::IsDeadlineExceeded(waited) ? WaitForPosition(position)
                                                                 : Finish(waited);
                              });
                            });
}

void QueryCall::Answer(Freshness freshness) {
  const absl::Status in_time = CheckDeadline(deadline_);
  if (!in_time.ok()) return Finish(in_time);
  StreamReader reader(runtime_, tenant_->id, tenant_, freshness);
  Reading reading(reader, ContextOf(runtime_, tenant_, actor_));
  const absl::Status answered = query_.answer(reading);
  const bool waits = MustWait(answered) || !reader.fresh();
  if (freshness == Freshness::kCached && waits) return AnswerWaiting();
  Finish(answered);
}

void QueryCall::AnswerWaiting() {
  const absl::Status accepted = runtime_.workers.TryRun([this] { Answer(Freshness::kCurrent); });
  if (!accepted.ok()) Finish(accepted);
}

void QueryCall::Finish(const absl::Status& status) {
  reactor_->Finish(ToGrpcStatus(status));
  delete this;
}

}  // namespace

grpc::ServerUnaryReactor* StartQuery(Runtime& runtime, grpc::CallbackServerContext* context,
                                     Query query) {
  auto* call = new QueryCall(runtime, *context, std::move(query));
  grpc::ServerUnaryReactor* reactor = call->reactor();
  call->Start();
  return reactor;
}

}  // namespace framdrift::services
