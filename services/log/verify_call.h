// One call of LogService.Verify.
#pragma once

#include <atomic>

#include "framdrift/log/v1/log_service.pb.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"
#include "services/runtime.h"

namespace framdrift::services {

// The reactor owns itself until the call is done. All arguments outlive that; `verifying` is true
// while a log is checked, for one at a time.
grpc::ServerWriteReactor<log::v1::VerifyResponse>* StartVerify(
    Runtime& runtime, std::atomic<bool>& verifying, grpc::CallbackServerContext& context,
    const log::v1::VerifyRequest& request);

}  // namespace framdrift::services
