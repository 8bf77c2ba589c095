// Lists and counts of what stands on worklists, answered from the read model `worklist`.
#pragma once

#include "framdrift/worklist/v1/worklist_service.pb.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"
#include "services/runtime.h"
#include "services/worklist/kept_lists.h"
#include "services/worklist/kept_rows.h"

namespace framdrift::services {

// What is kept between calls: pages as they were answered, and rows for the pages after them.
struct KeptPages {
  explicit KeptPages(projections::ChangeFeed& changes) : lists(changes) {}

  KeptLists lists;
  KeptRows rows;
};

// Encoded: a list that is as it was is sent as it was.
grpc::ServerUnaryReactor* ListWorkItems(Runtime& runtime, KeptPages& kept,
                                        grpc::CallbackServerContext* context,
                                        const grpc::ByteBuffer* request,
                                        grpc::ByteBuffer* response);
grpc::ServerUnaryReactor* CountWorkItems(Runtime& runtime, grpc::CallbackServerContext* context,
                                         const worklist::v1::CountWorkItemsRequest* request,
                                         worklist::v1::CountWorkItemsResponse* response);

}  // namespace framdrift::services
