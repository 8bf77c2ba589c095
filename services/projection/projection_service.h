// Serves what is asked about read models themselves.
#pragma once

#include "framdrift/projection/v1/projection_service.grpc.pb.h"
#include "services/runtime.h"

namespace framdrift::services {

// Thread-safe. The runtime, which must have a projector, must outlive it.
class ProjectionService final : public projection::v1::ProjectionService::CallbackService {
 public:
  explicit ProjectionService(Runtime& runtime);
  ~ProjectionService() override;

  grpc::ServerUnaryReactor* ListProjections(
      grpc::CallbackServerContext* context, const projection::v1::ListProjectionsRequest* request,
      projection::v1::ListProjectionsResponse* response) override;
  grpc::ServerUnaryReactor* GetProjection(grpc::CallbackServerContext* context,
                                          const projection::v1::GetProjectionRequest* request,
                                          projection::v1::GetProjectionResponse* response) override;
  grpc::ServerUnaryReactor* DigestProjection(
      grpc::CallbackServerContext* context, const projection::v1::DigestProjectionRequest* request,
      projection::v1::DigestProjectionResponse* response) override;
  grpc::ServerWriteReactor<projection::v1::RebuildProjectionResponse>* RebuildProjection(
      grpc::CallbackServerContext* context,
      const projection::v1::RebuildProjectionRequest* request) override;
  grpc::ServerWriteReactor<projection::v1::RollbackProjectionResponse>* RollbackProjection(
      grpc::CallbackServerContext* context,
      const projection::v1::RollbackProjectionRequest* request) override;
  grpc::ServerUnaryReactor* DropProjection(
      grpc::CallbackServerContext* context, const projection::v1::DropProjectionRequest* request,
      projection::v1::DropProjectionResponse* response) override;

 private:
  Runtime& runtime_;
};

}  // namespace framdrift::services
