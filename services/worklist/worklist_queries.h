// Lists and counts of what stands on worklists, answered from the read model `worklist`.
#pragma once

#include "framdrift/worklist/v1/worklist_service.pb.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"
#include "services/runtime.h"
#include "services/worklist/kept_rows.h"

namespace framdrift::services {

grpc::ServerUnaryReactor* ListWorkItems(Runtime& runtime, KeptRows& kept,
                                        grpc::CallbackServerContext* context,
                                        const worklist::v1::ListWorkItemsRequest* request,
                                        worklist::v1::ListWorkItemsResponse* response);
grpc::ServerUnaryReactor* CountWorkItems(Runtime& runtime, grpc::CallbackServerContext* context,
                                         const worklist::v1::CountWorkItemsRequest* request,
                                         worklist::v1::CountWorkItemsResponse* response);

}  // namespace framdrift::services
