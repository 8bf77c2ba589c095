// Serves a tenant's log itself: to follow it, to measure it, to check it.
#pragma once

#include <atomic>
#include <vector>

#include "eventstore/event.h"
#include "framdrift/log/v1/log_service.grpc.pb.h"
#include "google/protobuf/descriptor.h"
#include "services/log/log_event.h"
#include "services/runtime.h"

namespace framdrift::services {

// One log is checked or digested at a time, since that reads all of it (RESOURCE_EXHAUSTED).
inline constexpr char kVerifyRunning[] = "VERIFY_RUNNING";

// Thread-safe. The runtime must outlive it.
class LogService final : public log::v1::LogService::CallbackService {
 public:
  LogService(Runtime& runtime, const std::vector<const google::protobuf::Descriptor*>& unions);
  ~LogService() override;

  grpc::ServerWriteReactor<log::v1::TailResponse>* Tail(
      grpc::CallbackServerContext* context, const log::v1::TailRequest* request) override;
  grpc::ServerUnaryReactor* GetStats(grpc::CallbackServerContext* context,
                                     const log::v1::GetStatsRequest* request,
                                     log::v1::GetStatsResponse* response) override;
  grpc::ServerWriteReactor<log::v1::VerifyResponse>* Verify(
      grpc::CallbackServerContext* context, const log::v1::VerifyRequest* request) override;
  grpc::ServerWriteReactor<log::v1::DigestResponse>* Digest(
      grpc::CallbackServerContext* context, const log::v1::DigestRequest* request) override;

 private:
  Runtime& runtime_;
  const LogEventRenderer renderer_;
  std::atomic<bool> verifying_ = false;
};

inline eventstore::LogNumber LogNumberOf(log::v1::LogKind kind) {
  return kind == log::v1::LOG_KIND_ACCESS ? eventstore::LogNumber::kAccess
                                          : eventstore::LogNumber::kMain;
}

}  // namespace framdrift::services
