// One call of ProjectionService.RebuildProjection.
#pragma once

#include "framdrift/projection/v1/projection_service.pb.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"
#include "services/runtime.h"

namespace framdrift::services {

// The reactor owns itself until the call is done. All arguments outlive that.
grpc::ServerWriteReactor<projection::v1::RebuildProjectionResponse>* StartRebuild(
    Runtime& runtime, grpc::CallbackServerContext& context,
    const projection::v1::RebuildProjectionRequest& request);

}  // namespace framdrift::services
