// One call of LogService.Tail.
#pragma once

#include "framdrift/log/v1/log_service.pb.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"
#include "services/log/log_event.h"
#include "services/runtime.h"

namespace framdrift::services {

// The reactor owns itself until the call is done. All arguments outlive that.
grpc::ServerWriteReactor<log::v1::TailResponse>* StartTail(Runtime& runtime,
                                                           const LogEventRenderer& renderer,
                                                           grpc::CallbackServerContext& context,
                                                           const log::v1::TailRequest& request);

}  // namespace framdrift::services
