#include "services/projection/rebuild_call.h"

#include <string>
#include <vector>

#include "base/mutex.h"
#include "base/status_macros.h"
#include "projections/projector.h"
#include "services/grpc_status.h"
#include "services/projection/render.h"
#include "services/stream_call.h"

namespace framdrift::services {
namespace {

using Response = projection::v1::RebuildProjectionResponse;

Response::Stage StageOf(projections::RebuildProgress::Stage stage) {
  switch (stage) {
    case projections::RebuildProgress::Stage::kFolding:
      return Response::STAGE_FOLDING;
    case projections::RebuildProgress::Stage::kCatchingUp:
      return Response::STAGE_CATCHING_UP;
    case projections::RebuildProgress::Stage::kComparing:
      return Response::STAGE_COMPARING;
  }
  return Response::STAGE_UNSPECIFIED;
}

class RebuildCall final : public grpc::ServerWriteReactor<Response> {
 public:
  RebuildCall(Runtime& runtime, const grpc::CallbackServerContext& context)
      : runtime_(runtime), context_(context) {}

  void Start(const projection::v1::RebuildProjectionRequest& request) {
    const absl::Status begun = Begin(request);
    if (!begun.ok()) return Finish(ToGrpcStatus(begun));
    const absl::Status accepted = runtime_.workers.TryRun([this] { Ended(Rebuild()); });
    if (!accepted.ok()) Finish(ToGrpcStatus(accepted));
  }

  void OnWriteDone(bool) override {
    MutexLock lock(mutex_);
    writing_ = false;
    if (ended_) End();
  }
  void OnDone() override { delete this; }

 private:
  absl::Status Begin(const projection::v1::RebuildProjectionRequest& request) {
    FD_ASSIGN_OR_RETURN(tenant_, BeginStreamCall(runtime_, context_, request, request.name()));
    FD_ASSIGN_OR_RETURN(const std::string name, ParseProjectionName(request.name()));
    names_ = name == "-" ? runtime_.projector->names() : std::vector<std::string>{name};
    return absl::OkStatus();
  }

  absl::Status Rebuild() {
    FD_ASSIGN_OR_RETURN(
        const std::vector<projections::RebuildResult> results,
        runtime_.projector->Rebuild(
            names_, [this](const projections::RebuildProgress& p) { return Progressed(p); }));
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
    StartWrite(&response_);
    return true;
  }

  void Ended(const absl::Status& status) {
    MutexLock lock(mutex_);
    ended_ = true;
    status_ = status;
    if (!writing_) End();
  }

  void End() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (!status_.ok()) return Finish(ToGrpcStatus(status_));
    response_.CopyFrom(last_);
    response_.set_done(last_.total());
    response_.set_stage(Response::STAGE_DONE);
    StartWriteAndFinish(&response_, grpc::WriteOptions(), grpc::Status::OK);
  }

  Runtime& runtime_;
  const grpc::CallbackServerContext& context_;
  const TenantEntry* tenant_ = nullptr;
  std::vector<std::string> names_;
  Mutex mutex_;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool ended_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Status status_ ABSL_GUARDED_BY(mutex_);
  // What is known, and what is on its way.
  Response last_ ABSL_GUARDED_BY(mutex_);
  Response response_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

grpc::ServerWriteReactor<Response>* StartRebuild(
    Runtime& runtime, grpc::CallbackServerContext& context,
    const projection::v1::RebuildProjectionRequest& request) {
  auto* call = new RebuildCall(runtime, context);
  call->Start(request);
  return call;
}

}  // namespace framdrift::services
