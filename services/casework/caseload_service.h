// Serves the evening out of caseloads.
#pragma once

#include "framdrift/casework/v1/caseload_service.grpc.pb.h"
#include "services/runtime.h"

namespace framdrift::services {

// Thread-safe. The runtime must outlive it.
class CaseloadService final : public casework::v1::CaseloadService::CallbackService {
 public:
  explicit CaseloadService(Runtime& runtime);
  ~CaseloadService() override;

  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  Reactor* ProposeCaseload(Context* context, const casework::v1::ProposeCaseloadRequest* request,
                           casework::v1::ProposeCaseloadResponse* response) override;
  Reactor* ApplyCaseload(Context* context, const casework::v1::ApplyCaseloadRequest* request,
                         casework::v1::ApplyCaseloadResponse* response) override;
  Reactor* UndoCaseload(Context* context, const casework::v1::UndoCaseloadRequest* request,
                        casework::v1::UndoCaseloadResponse* response) override;

 private:
  Runtime& runtime_;
};

}  // namespace framdrift::services
