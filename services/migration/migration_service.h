// Serves imports: a stream of cases in, what became of each out.
#pragma once

#include "framdrift/migration/v1/migration_service.grpc.pb.h"
#include "services/runtime.h"

namespace framdrift::services {

// Thread-safe. The runtime must outlive it.
class MigrationService final : public migration::v1::MigrationService::CallbackService {
 public:
  explicit MigrationService(Runtime& runtime);
  ~MigrationService() override;

  grpc::ServerBidiReactor<migration::v1::ImportCasesRequest, migration::v1::ImportCasesResponse>*
  ImportCases(grpc::CallbackServerContext* context) override;
  grpc::ServerBidiReactor<migration::v1::ImportFactsRequest, migration::v1::ImportFactsResponse>*
  ImportFacts(grpc::CallbackServerContext* context) override;

 private:
  Runtime& runtime_;
};

}  // namespace framdrift::services
