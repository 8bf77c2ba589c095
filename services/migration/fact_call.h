// One call of MigrationService.ImportFacts.
#pragma once

#include "framdrift/migration/v1/migration_service.pb.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"
#include "services/runtime.h"

namespace framdrift::services {

// The reactor owns itself until the call is done. All arguments outlive that.
grpc::ServerBidiReactor<migration::v1::ImportFactsRequest, migration::v1::ImportFactsResponse>*
StartImportFacts(Runtime& runtime, const grpc::CallbackServerContext& context);

}  // namespace framdrift::services
