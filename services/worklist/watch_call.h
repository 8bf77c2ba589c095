// One call of WatchWorklist, from its request to the first message.
#pragma once

#include "framdrift/worklist/v1/worklist_service.pb.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"
#include "services/runtime.h"

namespace framdrift::services {

grpc::ServerWriteReactor<worklist::v1::WatchWorklistResponse>* StartWatchWorklist(
    Runtime& runtime, grpc::CallbackServerContext& context,
    const worklist::v1::WatchWorklistRequest& request);

}  // namespace framdrift::services
