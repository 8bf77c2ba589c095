#include "services/log/tail_call.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <utility>

#include "absl/time/clock.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/history/when.h"
#include "eventstore/subscription.h"
#include "services/grpc_status.h"
#include "services/log/log_service.h"
#include "services/stream_call.h"

namespace framdrift::services {
namespace {

using eventstore::Position;

constexpr size_t kPageEvents = 256;
// A wait is cut into pieces this long, so that a call that is cancelled ends soon.
constexpr absl::Duration kPatience = absl::Seconds(1);
constexpr absl::Duration kHeartbeatInterval = absl::Seconds(5);

// At any time either one write, one wait or one piece of work is under way, and what comes after
// it decides what to do next: no lock is needed.
class TailCall final : public grpc::ServerWriteReactor<log::v1::TailResponse> {
 public:
  TailCall(Runtime& runtime, const LogEventRenderer& renderer, const log::v1::TailRequest& request)
      : runtime_(runtime),
        renderer_(renderer),
        follow_(request.follow()),
        log_(LogNumberOf(request.log())) {}

  void Start(const grpc::CallbackServerContext& context, const log::v1::TailRequest& request) {
    const absl::Status begun = Begin(context, request);
    begun.ok() ? ReadOn() : Finish(ToGrpcStatus(begun));
  }

  void OnWriteDone(bool ok) override {
    if (!ok) return Finish(grpc::Status::CANCELLED);
    SendNext();
  }
  void OnCancel() override { cancelled_ = true; }
  void OnDone() override { delete this; }

 private:
  absl::Status Begin(const grpc::CallbackServerContext& context,
                     const log::v1::TailRequest& request) {
    FD_ASSIGN_OR_RETURN(tenant_, BeginStreamCall(runtime_, context, request, request.parent()));
    if (request.after_position() < 0) {
      return InvalidField("after_position", "A position is not negative.");
    }
    if (request.last() < 0) return InvalidField("last", "A number of events is not negative.");
    auto after = static_cast<Position>(request.after_position());
    if (request.last() > 0) {
      FD_ASSIGN_OR_RETURN(const Position head, runtime_.store.Head(tenant_->id, log_));
      after = head - std::min(head, static_cast<Position>(request.last()));
    }
    FD_ASSIGN_OR_RETURN(cursor_, runtime_.store.Subscribe(tenant_->id, log_, after));
    last_sent_ = absl::Now();
    return absl::OkStatus();
  }

  // Reads the next page where it may wait for the disk.
  void ReadOn() {
    runtime_.workers.Run([this] {
      if (cancelled_) return Finish(grpc::Status::CANCELLED);
      absl::StatusOr<eventstore::Page> page = cursor_->Next(kPageEvents);
      if (!page.ok()) return Finish(ToGrpcStatus(page.status()));
      page_ = *std::move(page);
      next_ = 0;
      SendNext();
    });
  }

  void SendNext() {
    if (cancelled_) return Finish(grpc::Status::CANCELLED);
    if (next_ < page_.events().size()) {
      const eventstore::EventView& view = page_.events()[next_++];
      *response_.mutable_event() = renderer_.Render(view, tenant_->zone);
      recorded_at_ = view.recorded_at;
      return Send();
    }
    if (!page_.empty()) {
      page_ = eventstore::Page();
      return ReadOn();
    }
    if (!follow_) return Finish(grpc::Status::OK);
    if (absl::Now() - last_sent_ >= kHeartbeatInterval) return SendHeartbeat();
    Wait();
  }

  void Send() {
    last_sent_ = absl::Now();
    StartWrite(&response_);
  }

  void SendHeartbeat() {
    log::v1::Heartbeat& heartbeat = *response_.mutable_heartbeat();
    const Position lag = cursor_->lag();
    heartbeat.set_position(static_cast<int64_t>(cursor_->position()));
    heartbeat.set_lag_events(static_cast<int64_t>(lag));
    const absl::Time now = runtime_.clock.Now();
    if (lag > 0) heartbeat.mutable_lag()->set_seconds(absl::ToInt64Seconds(now - recorded_at_));
    *heartbeat.mutable_time() = history::TimestampFrom(now);
    Send();
  }

  void Wait() {
    runtime_.store.WaitBeyond(
        tenant_->id, log_, cursor_->position(), kPatience, [this](const absl::StatusOr<Position>&) {
          ReadOn();
        });
  }

  Runtime& runtime_;
  const LogEventRenderer& renderer_;
  const bool follow_;
  const eventstore::LogNumber log_;
  const TenantEntry* tenant_ = nullptr;
  std::optional<eventstore::Subscription> cursor_;
  eventstore::Page page_;
  size_t next_ = 0;
  log::v1::TailResponse response_;
  absl::Time last_sent_;
  absl::Time recorded_at_;
  std::atomic<bool> cancelled_ = false;
};

}  // namespace

grpc::ServerWriteReactor<log::v1::TailResponse>* StartTail(Runtime& runtime,
                                                           const LogEventRenderer& renderer,
                                                           grpc::CallbackServerContext& context,
                                                           const log::v1::TailRequest& request) {
  auto* call = new TailCall(runtime, renderer, request);
  call->Start(context, request);
  return call;
}

}  // namespace framdrift::services
