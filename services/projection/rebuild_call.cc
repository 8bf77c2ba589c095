#include "services/projection/rebuild_call.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/mutex.h"
#include "base/status_macros.h"
#include "projections/projector.h"
#include "services/grpc_status.h"
#include "services/projection/render.h"
#include "services/stream_call.h"

namespace framdrift::services {
namespace {

namespace v1 = projection::v1;

v1::RebuildProjectionResponse::Stage StageOf(projections::RebuildProgress::Stage stage) {
  switch (stage) {
    case projections::RebuildProgress::Stage::kFolding:
      return v1::RebuildProjectionResponse::STAGE_FOLDING;
    case projections::RebuildProgress::Stage::kCatchingUp:
      return v1::RebuildProjectionResponse::STAGE_CATCHING_UP;
    case projections::RebuildProgress::Stage::kComparing:
      return v1::RebuildProjectionResponse::STAGE_COMPARING;
  }
  return v1::RebuildProjectionResponse::STAGE_UNSPECIFIED;
}

// What a call does to the read model that it names.
using Work = std::function<absl::StatusOr<std::vector<projections::RebuildResult>>(
    const std::string& name, projections::RebuildCallback progress)>;

template <typename Response>
class RebuildCall final : public grpc::ServerWriteReactor<Response> {
 public:
  RebuildCall(Runtime& runtime, const grpc::CallbackServerContext& context, Work work)
      : runtime_(runtime), context_(context), work_(std::move(work)) {}

  template <typename Request>
  void Start(const Request& request) {
    const absl::Status begun = Begin(request);
    if (!begun.ok()) return this->Finish(ToGrpcStatus(begun));
    const absl::Status accepted = runtime_.workers.TryRun([this] { Ended(DoWork()); });
    if (!accepted.ok()) this->Finish(ToGrpcStatus(accepted));
  }

  void OnWriteDone(bool) override {
    MutexLock lock(mutex_);
    writing_ = false;
    if (ended_) End();
  }
  void OnDone() override { delete this; }

 private:
  template <typename Request>
  absl::Status Begin(const Request& request) {
    FD_ASSIGN_OR_RETURN(tenant_, BeginStreamCall(runtime_, context_, request, request.name()));
    FD_ASSIGN_OR_RETURN(name_, ParseProjectionName(request.name()));
    return absl::OkStatus();
  }

  absl::Status DoWork() {
    FD_ASSIGN_OR_RETURN(
        const std::vector<projections::RebuildResult> results,
        work_(name_, [this](const projections::RebuildProgress& p) { return Progressed(p); }));
    MutexLock lock(mutex_);
    for (const projections::RebuildResult& result : results) {
      if (result.tenant == tenant_->id) Render(result, *last_.add_results());
    }
    return absl::OkStatus();
  }

  // Says how far it has come, unless the last time it said so is still on its way. False when
  // nobody wants to know any more.
  bool Progressed(const projections::RebuildProgress& progress) {
    if (context_.IsCancelled()) return false;
    MutexLock lock(mutex_);
    if (progress.all > 0) {
      last_.set_done(static_cast<int64_t>(progress.folded));
      last_.set_total(static_cast<int64_t>(progress.all));
    }
    if (writing_) return true;
    writing_ = true;
    response_.CopyFrom(last_);
    response_.set_stage(StageOf(progress.stage));
    this->StartWrite(&response_);
    return true;
  }

  void Ended(const absl::Status& status) {
    MutexLock lock(mutex_);
    ended_ = true;
    status_ = status;
    if (!writing_) End();
  }

  void End() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (!status_.ok()) return this->Finish(ToGrpcStatus(status_));
    response_.CopyFrom(last_);
    response_.set_done(last_.total());
    response_.set_stage(v1::RebuildProjectionResponse::STAGE_DONE);
    this->StartWriteAndFinish(&response_, grpc::WriteOptions(), grpc::Status::OK);
  }

  Runtime& runtime_;
  const grpc::CallbackServerContext& context_;
  const Work work_;
  const TenantEntry* tenant_ = nullptr;
  std::string name_;
  Mutex mutex_;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool ended_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Status status_ ABSL_GUARDED_BY(mutex_);
  // What is known, and what is on its way.
  Response last_ ABSL_GUARDED_BY(mutex_);
  Response response_ ABSL_GUARDED_BY(mutex_);
};

// Starts a call that owns itself.
template <typename Response, typename Request>
grpc::ServerWriteReactor<Response>* StartCall(Runtime& runtime,
                                              const grpc::CallbackServerContext& context,
                                              const Request& request, Work work) {
  auto* call = new RebuildCall<Response>(runtime, context, std::move(work));
  call->Start(request);
  return call;
}

}  // namespace

grpc::ServerWriteReactor<v1::RebuildProjectionResponse>* StartRebuild(
    Runtime& runtime, grpc::CallbackServerContext& context,
    const v1::RebuildProjectionRequest& request) {
  return StartCall<v1::RebuildProjectionResponse>(
      runtime,
      context,
      request,
      [&runtime](const std::string& name, projections::RebuildCallback progress) {
        projections::Projector& projector = *runtime.projector;
        return projector.Rebuild(name == "-" ? projector.names() : std::vector<std::string>{name},
                                 progress);
      });
}

grpc::ServerWriteReactor<v1::RollbackProjectionResponse>* StartRollback(
    Runtime& runtime, grpc::CallbackServerContext& context,
    const v1::RollbackProjectionRequest& request) {
  const auto generation = static_cast<uint64_t>(request.generation());
  return StartCall<v1::RollbackProjectionResponse>(
      runtime,
      context,
      request,
      [&runtime, generation](const std::string& name, projections::RebuildCallback progress) {
        return runtime.projector->RollBack(name, generation, progress);
      });
}

}  // namespace framdrift::services
