// One call of ProcessService.ExportProcess.
#pragma once

#include "framdrift/process/v1/process_service.pb.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"
#include "services/runtime.h"

namespace framdrift::services {

// The reactor owns itself until the call is done. All arguments outlive that.
grpc::ServerWriteReactor<process::v1::ExportProcessResponse>* StartExport(
    Runtime& runtime, grpc::CallbackServerContext& context,
    const process::v1::ExportProcessRequest& request);

}  // namespace framdrift::services
