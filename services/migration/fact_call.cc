#include "services/migration/fact_call.h"

#include <utility>

#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/history/when.h"
#include "services/authenticate.h"
#include "services/grpc_status.h"
#include "services/invented_data.h"
#include "services/migration/fact_import.h"
#include "services/migration/followed.h"
#include "services/migration/founding.h"
#include "services/names.h"
#include "services/request_rules.h"

namespace framdrift::services {
namespace {

using migration::v1::ImportFactsRequest;
using migration::v1::ImportFactsResponse;

// How often a commit whose streams changed under it is taken up again.
constexpr int kMaxTries = 4;

// At any time either one read, one write, one append or one piece of work is under way, and what
// comes after it decides what to do next: no lock is needed.
class FactCall final : public grpc::ServerBidiReactor<ImportFactsRequest, ImportFactsResponse> {
 public:
  FactCall(Runtime& runtime, const grpc::CallbackServerContext& context) : runtime_(runtime) {
    const absl::StatusOr<history::Actor> actor = Authenticate(context);
    if (!actor.ok()) {
      Finish(ToGrpcStatus(actor.status()));
      return;
    }
    terms_.actor = *actor;
    terms_.actor.kind = history::ActorKind::kImport;
    StartRead(&request_);
  }

  void OnReadDone(bool ok) override {
    if (!ok) return WhenFollowed(runtime_, terms_.tenant_id, [this] { Finish(grpc::Status::OK); });
    runtime_.workers.Run([this] { Take(); });
  }
  void OnWriteDone(bool ok) override {
    if (!ok) return Finish(grpc::Status::CANCELLED);
    StartRead(&request_);
  }
  void OnDone() override { delete this; }

 private:
  void Take() {
    if (request_.has_commit() && planned_) return Import(1);
    const absl::Status taken = request_.has_founding() && planned_ ? Found() : TakePlan();
    taken.ok() ? Answer({}) : Finish(ToGrpcStatus(taken));
  }

  absl::Status TakePlan() {
    if (!request_.has_plan() || planned_) {
      return InvalidField("plan",
                          "The first message is the plan, and no other: tenant and source.");
    }
    FD_RETURN_IF_ERROR(CheckRequest(request_.plan()));
    FD_ASSIGN_OR_RETURN(terms_.tenant_id, ParseTenant(request_.plan().parent(), "parent"));
    terms_.source = request_.plan().source();
    planned_ = true;
    return SetTenant(runtime_.tenants.Find(terms_.tenant_id));
  }

  // Null while it is not founded.
  absl::Status SetTenant(const TenantEntry* tenant) {
    terms_.tenant = tenant;
    if (tenant == nullptr) return absl::OkStatus();
    FD_ASSIGN_OR_RETURN(terms_.invented, IsInvented(runtime_.store, terms_.tenant_id));
    return absl::OkStatus();
  }

  absl::Status Found() {
    FD_RETURN_IF_ERROR(CheckRequest(request_.founding()));
    KnownFounding founding = {
        terms_.source, request_.founding().display_name(), {}, request_.founding().invented()};
    FD_ASSIGN_OR_RETURN(founding.occurred,
                        history::PastOccurredFrom(
                            request_.founding().occurred(), runtime_.clock.Now(), DefaultZone()));
    FD_ASSIGN_OR_RETURN(const TenantEntry* tenant,
                        services::Found(runtime_, terms_.tenant_id, terms_.actor, founding));
    return SetTenant(tenant);
  }

  void Import(int tries) {
    if (terms_.tenant == nullptr) {
      const auto tenant = runtime_.tenants.Found(terms_.tenant_id, terms_.actor);
      if (!tenant.ok()) return Finish(ToGrpcStatus(tenant.status()));
      terms_.tenant = *tenant;
    }
    absl::StatusOr<FactImport> import = ImportFactCommit(runtime_, terms_, request_.commit());
    if (!import.ok()) return Finish(ToGrpcStatus(import.status()));
    if (!import->has_commit) return Answer(std::move(import->answer));
    runtime_.store.Append(
        terms_.tenant_id,
        std::move(import->commit),
        [this, tries, answer = std::move(import->answer)](
            absl::StatusOr<eventstore::CommitResult> appended) mutable {
          runtime_.workers.Run(
              [this, tries, answer = std::move(answer), appended = std::move(appended)]() mutable {
                Appended(tries, std::move(answer), appended);
              });
        });
  }

  void Appended(int tries, ImportFactsResponse answer,
                const absl::StatusOr<eventstore::CommitResult>& appended) {
    if (absl::IsAborted(appended.status()) && tries < kMaxTries) return Import(tries + 1);
    if (!appended.ok()) return Finish(ToGrpcStatus(appended.status()));
    answer.set_first_position(static_cast<int64_t>(appended->first_position));
    answer.set_duplicate(appended->duplicate);
    Answer(std::move(answer));
  }

  void Answer(ImportFactsResponse answer) {
    response_ = std::move(answer);
    *response_.mutable_time() = history::TimestampFrom(runtime_.clock.Now());
    if (terms_.tenant != nullptr) {
      const auto head =
          runtime_.store.Head(terms_.tenant_id, eventstore::LogNumber::kMain).value_or(0);
      response_.set_position(static_cast<int64_t>(head));
    }
    StartWrite(&response_);
  }

  Runtime& runtime_;
  FactTerms terms_;
  bool planned_ = false;
  ImportFactsRequest request_;
  ImportFactsResponse response_;
};

}  // namespace

grpc::ServerBidiReactor<ImportFactsRequest, ImportFactsResponse>* StartImportFacts(
    Runtime& runtime, const grpc::CallbackServerContext& context) {
  return new FactCall(runtime, context);
}

}  // namespace framdrift::services
