// Lists, counts and caseloads of cases, answered from the read model `cases`.
#pragma once

#include "absl/status/status.h"
#include "framdrift/casework/v1/case_queries.pb.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"
#include "services/runtime.h"

namespace framdrift::services {

grpc::ServerUnaryReactor* ListCases(Runtime& runtime, grpc::CallbackServerContext* context,
                                    const casework::v1::ListCasesRequest* request,
                                    casework::v1::ListCasesResponse* response);
grpc::ServerUnaryReactor* CountCases(Runtime& runtime, grpc::CallbackServerContext* context,
                                     const casework::v1::CountCasesRequest* request,
                                     casework::v1::CountCasesResponse* response);
grpc::ServerUnaryReactor* GetCaseload(Runtime& runtime, grpc::CallbackServerContext* context,
                                      const casework::v1::GetCaseloadRequest* request,
                                      casework::v1::GetCaseloadResponse* response);

}  // namespace framdrift::services
