// The calls of ProjectionService that say how they get on: a rebuild, a rollback.
#pragma once

#include "framdrift/projection/v1/projection_service.pb.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"
#include "services/runtime.h"

namespace framdrift::services {

// The reactors own themselves until the call is done. All arguments outlive that.
grpc::ServerWriteReactor<projection::v1::RebuildProjectionResponse>* StartRebuild(
    Runtime& runtime, grpc::CallbackServerContext& context,
    const projection::v1::RebuildProjectionRequest& request);
grpc::ServerWriteReactor<projection::v1::RollbackProjectionResponse>* StartRollback(
    Runtime& runtime, grpc::CallbackServerContext& context,
    const projection::v1::RollbackProjectionRequest& request);

}  // namespace framdrift::services
