#include "services/log/log_service.h"

#include "absl/strings/escaping.h"
#include "base/status_macros.h"
#include "domain/history/when.h"
#include "eventstore/hash.h"
#include "services/invented_data.h"
#include "services/log/digest_call.h"
#include "services/log/tail_call.h"
#include "services/log/verify_call.h"
#include "services/query.h"

namespace framdrift::services {
namespace {

using eventstore::Direction;
using eventstore::Page;
using eventstore::Position;

absl::Status RenderLog(Reading& reading, const log::v1::GetStatsRequest& request,
                       log::v1::GetStatsResponse& out) {
  FD_RETURN_IF_ERROR(reading.MayWait());
  const eventstore::EventStore& store = reading.runtime().store;
  const eventstore::LogNumber log = LogNumberOf(request.log());
  FD_ASSIGN_OR_RETURN(const Position head, store.Head(reading.tenant(), log));
  FD_ASSIGN_OR_RETURN(const eventstore::Hash root, store.RootAt(reading.tenant(), log, head));
  out.set_position(static_cast<int64_t>(head));
  out.set_root(absl::BytesToHexString(eventstore::AsView(root)));
  FD_ASSIGN_OR_RETURN(const bool invented, IsInvented(store, reading.tenant()));
  out.set_invented(invented);
  if (head == 0) return absl::OkStatus();
  FD_ASSIGN_OR_RETURN(const Page first,
                      store.ReadLog(reading.tenant(), log, 1, Direction::kForward, 1));
  FD_ASSIGN_OR_RETURN(const Page last,
                      store.ReadLog(reading.tenant(), log, head, Direction::kBackward, 1));
  *out.mutable_first_record_time() = history::TimestampFrom(first.events().front().recorded_at);
  *out.mutable_last_record_time() = history::TimestampFrom(last.events().front().recorded_at);
  return absl::OkStatus();
}

void RenderServer(const Runtime& runtime, log::v1::GetStatsResponse& out) {
  const eventstore::EventStore::Stats stats = runtime.store.GetStats();
  out.set_commits(static_cast<int64_t>(stats.commits));
  out.set_events(static_cast<int64_t>(stats.events));
  out.set_writes(static_cast<int64_t>(stats.groups));
  out.set_conflicts(static_cast<int64_t>(stats.conflicts));
  out.set_queued(static_cast<int64_t>(stats.queued));
  out.set_stream_cache_bytes(static_cast<int64_t>(runtime.streams.bytes()));
}

}  // namespace

LogService::LogService(Runtime& runtime,
                       const std::vector<const google::protobuf::Descriptor*>& unions)
    : runtime_(runtime), renderer_(unions) {}

LogService::~LogService() = default;

grpc::ServerWriteReactor<log::v1::TailResponse>* LogService::Tail(
    grpc::CallbackServerContext* context, const log::v1::TailRequest* request) {
  return StartTail(runtime_, renderer_, *context, *request);
}

grpc::ServerUnaryReactor* LogService::GetStats(grpc::CallbackServerContext* context,
                                               const log::v1::GetStatsRequest* request,
                                               log::v1::GetStatsResponse* response) {
  return RunQuery(runtime_,
                  context,
                  request,
                  response,
                  [](Reading& reading,
                     const log::v1::GetStatsRequest& asked,
                     log::v1::GetStatsResponse& out) -> absl::Status {
                    FD_RETURN_IF_ERROR(RenderLog(reading, asked, out));
                    RenderServer(reading.runtime(), out);
                    return absl::OkStatus();
                  });
}

grpc::ServerWriteReactor<log::v1::VerifyResponse>* LogService::Verify(
    grpc::CallbackServerContext* context, const log::v1::VerifyRequest* request) {
  return StartVerify(runtime_, verifying_, *context, *request);
}

grpc::ServerWriteReactor<log::v1::DigestResponse>* LogService::Digest(
    grpc::CallbackServerContext* context, const log::v1::DigestRequest* request) {
  return StartDigest(runtime_, verifying_, *context, *request);
}

}  // namespace framdrift::services
