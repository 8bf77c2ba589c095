// Serves the process view: the ways that cases go.
#pragma once

#include "framdrift/process/v1/process_service.grpc.pb.h"
#include "services/runtime.h"

namespace framdrift::services {

// Thread-safe. The runtime, which must have a projector, must outlive it.
class ProcessService final : public process::v1::ProcessService::CallbackService {
 public:
  explicit ProcessService(Runtime& runtime);
  ~ProcessService() override;

  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  Reactor* GetProcessMap(Context* context, const process::v1::GetProcessMapRequest* request,
                         process::v1::GetProcessMapResponse* response) override;
  Reactor* ListProcessVariants(Context* context,
                               const process::v1::ListProcessVariantsRequest* request,
                               process::v1::ListProcessVariantsResponse* response) override;
  Reactor* GetProcessThroughput(Context* context,
                                const process::v1::GetProcessThroughputRequest* request,
                                process::v1::GetProcessThroughputResponse* response) override;
  Reactor* GetProcessStatus(Context* context, const process::v1::GetProcessStatusRequest* request,
                            process::v1::GetProcessStatusResponse* response) override;
  Reactor* ListProcessDeviations(Context* context,
                                 const process::v1::ListProcessDeviationsRequest* request,
                                 process::v1::ListProcessDeviationsResponse* response) override;
  Reactor* ListProcessCases(Context* context, const process::v1::ListProcessCasesRequest* request,
                            process::v1::ListProcessCasesResponse* response) override;
  grpc::ServerWriteReactor<process::v1::ExportProcessResponse>* ExportProcess(
      Context* context, const process::v1::ExportProcessRequest* request) override;

 private:
  Runtime& runtime_;
};

}  // namespace framdrift::services
