// One call of LogService.Digest.
#pragma once

#include <atomic>

#include "framdrift/log/v1/log_service.pb.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"
#include "services/runtime.h"

namespace framdrift::services {

// The reactor owns itself until the call is done. All arguments outlive that; `reading` is true
// while a log is read as a whole, for one at a time.
grpc::ServerWriteReactor<log::v1::DigestResponse>* StartDigest(
    Runtime& runtime, std::atomic<bool>& reading, grpc::CallbackServerContext& context,
    const log::v1::DigestRequest& request);

}  // namespace framdrift::services
