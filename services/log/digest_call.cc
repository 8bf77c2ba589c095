#include "services/log/digest_call.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "eventstore/hash.h"
#include "services/event_mapping.h"
#include "services/grpc_status.h"
#include "services/log/content_digest.h"
#include "services/log/log_service.h"
#include "services/stream_call.h"

namespace framdrift::services {
namespace {

using eventstore::EventView;
using eventstore::Position;

// How many events are read between two signs of progress.
constexpr Position kStretch = 20'000;

// At any time either one write or one piece of work is under way: no lock is needed.
class DigestCall final : public grpc::ServerWriteReactor<log::v1::DigestResponse> {
 public:
  DigestCall(Runtime& runtime, std::atomic<bool>& reading, const log::v1::DigestRequest& request)
      : runtime_(runtime), reading_(reading), log_(LogNumberOf(request.log())) {}

  void Start(const grpc::CallbackServerContext& context, const log::v1::DigestRequest& request) {
    const absl::Status begun = Begin(context, request);
    begun.ok() ? ReadOn() : Finish(ToGrpcStatus(begun));
  }

  void OnWriteDone(bool ok) override {
    if (!ok || cancelled_) return Finish(grpc::Status::CANCELLED);
    ReadOn();
  }
  void OnCancel() override { cancelled_ = true; }
  void OnDone() override {
    if (holds_) reading_ = false;
    delete this;
  }

 private:
  absl::Status Begin(const grpc::CallbackServerContext& context,
                     const log::v1::DigestRequest& request) {
    FD_ASSIGN_OR_RETURN(tenant_, BeginStreamCall(runtime_, context, request, request.parent()));
    FD_ASSIGN_OR_RETURN(head_, runtime_.store.Head(tenant_->id, log_));
    if (reading_.exchange(true)) {
      return StatusWithReason(absl::StatusCode::kResourceExhausted,
                              kVerifyRunning,
                              "A log is being read as a whole already; wait until that has ended.");
    }
    holds_ = true;
    return absl::OkStatus();
  }

  void ReadOn() {
    runtime_.workers.Run([this] {
      const absl::Status read = AddStretch();
      if (!read.ok()) return Finish(ToGrpcStatus(read));
      response_.set_done(static_cast<int64_t>(done_));
      response_.set_total(static_cast<int64_t>(head_));
      if (done_ < head_) return StartWrite(&response_);
      response_.set_digest(absl::BytesToHexString(eventstore::AsView(digest_.Finish())));
      response_.set_erased(digest_.erased());
      StartWriteAndFinish(&response_, grpc::WriteOptions(), grpc::Status::OK);
    });
  }

  absl::Status AddStretch() {
    if (done_ == head_) return absl::OkStatus();
    absl::Status opened;
    const Position until = std::min(head_, done_ + kStretch);
    FD_ASSIGN_OR_RETURN(
        done_, runtime_.store.Scan(tenant_->id, log_, done_, until, [&](const EventView& view) {
          auto parts = UnsealParts(runtime_.store, tenant_->id, view);
          opened = parts.status();
          if (parts.ok()) digest_.Add(view, *parts);
          return opened.ok();
        }));
    return opened;
  }

  Runtime& runtime_;
  std::atomic<bool>& reading_;
  const eventstore::LogNumber log_;
  bool holds_ = false;
  const TenantEntry* tenant_ = nullptr;
  Position head_ = 0;
  Position done_ = 0;
  ContentDigest digest_;
  log::v1::DigestResponse response_;
  std::atomic<bool> cancelled_ = false;
};

}  // namespace

grpc::ServerWriteReactor<log::v1::DigestResponse>* StartDigest(
    Runtime& runtime, std::atomic<bool>& reading, grpc::CallbackServerContext& context,
    const log::v1::DigestRequest& request) {
  auto* call = new DigestCall(runtime, reading, request);
  call->Start(context, request);
  return call;
}

}  // namespace framdrift::services
