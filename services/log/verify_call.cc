#include "services/log/verify_call.h"

#include <string>

#include "absl/strings/escaping.h"
#include "base/mutex.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "eventstore/hash.h"
#include "services/grpc_status.h"
#include "services/log/log_service.h"
#include "services/stream_call.h"

namespace framdrift::services {
namespace {

using eventstore::Position;

class VerifyCall final : public grpc::ServerWriteReactor<log::v1::VerifyResponse> {
 public:
  VerifyCall(Runtime& runtime, std::atomic<bool>& verifying, const log::v1::VerifyRequest& request)
      : runtime_(runtime), verifying_(verifying), log_(LogNumberOf(request.log())) {}

  void Start(const grpc::CallbackServerContext& context, const log::v1::VerifyRequest& request) {
    const auto tenant = BeginStreamCall(runtime_, context, request, request.parent());
    if (!tenant.ok()) return Finish(ToGrpcStatus(tenant.status()));
    tenant_ = *tenant;
    if (verifying_.exchange(true)) {
      return Finish(ToGrpcStatus(
          StatusWithReason(absl::StatusCode::kResourceExhausted,
                           kVerifyRunning,
                           "A log is being checked already; wait until that has ended.")));
    }
    runtime_.workers.Run([this] {
      const absl::Status verified = Verify();
      verifying_ = false;
      Ended(verified);
    });
  }

  void OnWriteDone(bool) override {
    MutexLock lock(mutex_);
    writing_ = false;
    if (ended_) End();
  }
  void OnDone() override { delete this; }

 private:
  absl::Status Verify() {
    FD_ASSIGN_OR_RETURN(head_, runtime_.store.Head(tenant_->id, log_));
    FD_RETURN_IF_ERROR(runtime_.store.Verify(
        tenant_->id, log_, [this](Position position) { Progressed(position); }));
    FD_ASSIGN_OR_RETURN(root_, runtime_.store.RootAt(tenant_->id, log_, head_));
    return absl::OkStatus();
  }

  // Says how far it has come, unless the last time it said so is still on its way.
  void Progressed(Position position) {
    MutexLock lock(mutex_);
    if (writing_) return;
    writing_ = true;
    response_.set_position(static_cast<int64_t>(position));
    response_.set_head(static_cast<int64_t>(head_));
    StartWrite(&response_);
  }

  void Ended(const absl::Status& verified) {
    MutexLock lock(mutex_);
    ended_ = true;
    verified_ = verified;
    if (!writing_) End();
  }

  void End() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (!verified_.ok()) return Finish(ToGrpcStatus(verified_));
    response_.set_position(static_cast<int64_t>(head_));
    response_.set_head(static_cast<int64_t>(head_));
    response_.set_complete(true);
    response_.set_root(absl::BytesToHexString(eventstore::AsView(root_)));
    StartWriteAndFinish(&response_, grpc::WriteOptions(), grpc::Status::OK);
  }

  Runtime& runtime_;
  std::atomic<bool>& verifying_;
  const eventstore::LogNumber log_;
  const TenantEntry* tenant_ = nullptr;
  Position head_ = 0;
  eventstore::Hash root_{};
  Mutex mutex_;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool ended_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Status verified_ ABSL_GUARDED_BY(mutex_);
  log::v1::VerifyResponse response_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

grpc::ServerWriteReactor<log::v1::VerifyResponse>* StartVerify(
    Runtime& runtime, std::atomic<bool>& verifying, grpc::CallbackServerContext& context,
    const log::v1::VerifyRequest& request) {
  auto* call = new VerifyCall(runtime, verifying, request);
  call->Start(context, request);
  return call;
}

}  // namespace framdrift::services
