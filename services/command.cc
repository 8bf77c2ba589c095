#include "services/command.h"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/refusal.h"
#include "eventstore/hash.h"
#include "services/authenticate.h"
#include "services/call.h"
#include "services/grpc_status.h"

namespace framdrift::services {
namespace {

using eventstore::CommitResult;
using eventstore::Hash;
using eventstore::LogNumber;

// The digest that tells a repeated request from another one under the same id: over method, actor
// and command, without the request_id.
Hash DigestOf(const TenantEntry& tenant, const history::Actor& actor,
              const google::protobuf::Message& request) {
  const google::protobuf::Descriptor& type = *request.GetDescriptor();
  const google::protobuf::FieldDescriptor* id = type.FindFieldByName("request_id");
  std::string body;
  if (id != nullptr && request.GetReflection()->HasField(request, id)) {
    const std::unique_ptr<google::protobuf::Message> copy(request.New());
    copy->CopyFrom(request);
    copy->GetReflection()->ClearField(copy.get(), id);
    body = DeterministicBytes(*copy);
  } else {
    body = DeterministicBytes(request);
  }
  const absl::string_view key(reinterpret_cast<const char*>(tenant.digest_key.data()),
                              tenant.digest_key.size());
  // A request message belongs to one method; the lengths keep neighbours apart.
  const std::string frame = absl::StrCat(type.full_name(),
                                         "\n",
                                         actor.id.ToString(),
                                         " ",
                                         actor.on_behalf_of.ToString(),
                                         " ",
                                         actor.unit.ToString(),
                                         " ",
                                         actor.role,
                                         "\n");
  return eventstore::HmacSha256(key, {frame, body});
}

// One call of one command. Owns itself from Start until Finish.
class CommandCall {
 public:
  CommandCall(Runtime& runtime, grpc::CallbackServerContext& context, Command command)
      : runtime_(runtime),
        command_(std::move(command)),
        deadline_(DeadlineOf(runtime, context)),
        reactor_(context.DefaultReactor()) {}

  grpc::ServerUnaryReactor* reactor() const { return reactor_; }
  void Start(const grpc::CallbackServerContext& context);

 private:
  absl::Status Begin(const grpc::CallbackServerContext& context);
  // What the rules of the fields do not say.
  std::vector<absl::Status> CheckFields() const;
  // Loads, decides and appends; ends the call unless an append is on its way.
  void Try(Freshness freshness);
  void Refused(const absl::Status& refusal, Freshness freshness);
  void TryAgainWaiting();
  absl::StatusOr<std::optional<CommitResult>> FindEarlier(const TenantEntry& tenant) const;
  void Append(absl::string_view tenant_id, const TenantEntry& tenant);
  void Completed(const absl::StatusOr<CommitResult>& result);
  // Answers with the streams as `commit` left them; null: as they are.
  void Respond(const CommitResult* commit, Freshness freshness);
  void Finish(const absl::Status& status);

  Runtime& runtime_;
  const Command command_;
  const absl::Time deadline_;
  grpc::ServerUnaryReactor* const reactor_;
  history::Actor actor_;
  std::string tenant_id_;
  Id16 commit_id_{};
  bool looked_for_earlier_ = false;
  int lost_races_ = 0;
  std::unique_ptr<UnitOfWork> work_;
};

void CommandCall::Start(const grpc::CallbackServerContext& context) {
  const absl::Status begun = Begin(context);
  if (!begun.ok()) {
    Finish(begun);
  } else {
    Try(Freshness::kCached);
  }
}

absl::Status CommandCall::Begin(const grpc::CallbackServerContext& context) {
  FD_ASSIGN_OR_RETURN(actor_, Authenticate(context));
  FD_RETURN_IF_ERROR(CheckEdge(runtime_, *command_.request, CheckFields()));
  const CommandFields& fields = command_.fields;
  FD_ASSIGN_OR_RETURN(tenant_id_, ParseTenant(fields.name, "name"));
  if (fields.request_id.empty()) {
    commit_id_ = NewUuidV7(absl::ToUnixMillis(runtime_.clock.Now()));
    looked_for_earlier_ = true;
  } else {
    FD_ASSIGN_OR_RETURN(commit_id_, ParseUuid(fields.request_id));
  }
  return absl::OkStatus();
}

std::vector<absl::Status> CommandCall::CheckFields() const {
  const CommandFields& fields = command_.fields;
  std::vector<absl::Status> checks;
  checks.push_back(ParseTenant(fields.name, fields.is_parent ? "parent" : "name").status());
  if (command_.check) checks.push_back(command_.check());
  if (!fields.request_id.empty() && !ParseUuid(fields.request_id).ok()) {
    checks.push_back(InvalidField("request_id", "A request_id is a UUID of the client's choice."));
  }
  if (!fields.etag.empty()) checks.push_back(ParseEtag(fields.etag).status());
  return checks;
}

absl::StatusOr<std::optional<CommitResult>> CommandCall::FindEarlier(
    const TenantEntry& tenant) const {
  FD_ASSIGN_OR_RETURN(const std::optional<eventstore::CommitFound> found,
                      runtime_.store.FindCommit(tenant.id, LogNumber::kMain, commit_id_));
  if (!found.has_value()) return std::nullopt;
  if (found->request_digest != DigestOf(tenant, actor_, *command_.request)) {
    return StatusWithReason(absl::StatusCode::kAlreadyExists,
                            eventstore::kCommitIdReused,
                            "This request_id was used for another request; choose a new one.",
                            {{"request_id", command_.fields.request_id}});
  }
  CommitResult result = found->result;
  result.duplicate = true;
  return result;
}

void CommandCall::Try(Freshness freshness) {
  const absl::Status in_time = CheckDeadline(deadline_);
  if (!in_time.ok()) return Finish(in_time);
  const TenantEntry* tenant = runtime_.tenants.Find(tenant_id_);
  if (!looked_for_earlier_ && tenant != nullptr) {
    const absl::StatusOr<std::optional<CommitResult>> earlier = FindEarlier(*tenant);
    if (!earlier.ok()) return Finish(earlier.status());
    if (earlier->has_value()) return Respond(&**earlier, freshness);
    looked_for_earlier_ = true;
  }
  work_ = std::make_unique<UnitOfWork>(
      runtime_, tenant_id_, tenant, ContextOf(runtime_, tenant, actor_), commit_id_, freshness);
  const absl::Status decided = command_.decide(*work_);
  const bool may_wait = freshness == Freshness::kCurrent;
  if (!may_wait && (MustWait(decided) || (!work_->fresh() && (!decided.ok() || work_->empty())))) {
    return TryAgainWaiting();
  }
  if (!decided.ok()) return Refused(decided, freshness);
  if (work_->empty()) return Respond(nullptr, freshness);
  if (tenant == nullptr) {
    if (!may_wait) return TryAgainWaiting();
    const absl::StatusOr<const TenantEntry*> founded = runtime_.tenants.Found(tenant_id_, actor_);
    if (!founded.ok()) return Finish(founded.status());
    tenant = *founded;
  }
  Append(tenant_id_, *tenant);
}

// The same request may have been committed since it was looked for, by a call beside this one: then
// its result is the answer, and not that the thing is there already.
void CommandCall::Refused(const absl::Status& refusal, Freshness freshness) {
  const TenantEntry* tenant = runtime_.tenants.Find(tenant_id_);
  if (tenant == nullptr || command_.fields.request_id.empty()) return Finish(refusal);
  const absl::StatusOr<std::optional<CommitResult>> earlier = FindEarlier(*tenant);
  if (!earlier.ok()) return Finish(earlier.status());
  if (!earlier->has_value()) return Finish(refusal);
  Respond(&**earlier, freshness);
}

void CommandCall::TryAgainWaiting() {
  const absl::Status accepted = runtime_.workers.TryRun([this] { Try(Freshness::kCurrent); });
  if (!accepted.ok()) Finish(accepted);
}

void CommandCall::Append(absl::string_view tenant_id, const TenantEntry& tenant) {
  runtime_.store.Append(
      tenant_id,
      work_->TakeCommit(DigestOf(tenant, actor_, *command_.request)),
      [this](absl::StatusOr<CommitResult> result) {
        runtime_.workers.Run([this, result = std::move(result)] { Completed(result); });
      });
}

void CommandCall::Completed(const absl::StatusOr<CommitResult>& result) {
  if (result.ok()) {
    if (!result->duplicate) work_->Committed(*result);
    return Respond(&*result, Freshness::kCurrent);
  }
  if (!absl::IsAborted(result.status())) return Finish(result.status());
  const bool retry = command_.fields.etag.empty() && lost_races_ < kMaxRetries;
  if (!retry) return Finish(work_->LostRace(result.status()));
  ++lost_races_;
  Try(Freshness::kCurrent);
}

void CommandCall::Respond(const CommitResult* commit, Freshness freshness) {
  const TenantEntry* tenant = runtime_.tenants.Find(tenant_id_);
  std::optional<eventstore::Position> position;
  if (commit != nullptr) position = commit->last_position;
  absl::Status responded;
  {
    StreamReader reader(runtime_, tenant_id_, tenant, freshness, position);
    Answer answer(reader, ContextOf(runtime_, tenant, actor_), commit_id_, commit);
    responded = command_.respond(answer);
  }
  if (MustWait(responded)) return TryAgainWaiting();
  Finish(responded);
}

void CommandCall::Finish(const absl::Status& status) {
  // Let go before the client can send its next command: streams that nobody holds are extended in
  // place.
  work_.reset();
  reactor_->Finish(ToGrpcStatus(status));
  delete this;
}

}  // namespace

grpc::ServerUnaryReactor* StartCommand(Runtime& runtime, grpc::CallbackServerContext* context,
                                       Command command) {
  auto* call = new CommandCall(runtime, *context, std::move(command));
  grpc::ServerUnaryReactor* reactor = call->reactor();
  call->Start(*context);
  return reactor;
}

}  // namespace framdrift::services
