// Serves worklists.
#pragma once

#include "framdrift/worklist/v1/worklist_service.grpc.pb.h"
#include "projections/projector.h"
#include "services/runtime.h"
#include "services/worklist/worklist_queries.h"

namespace framdrift::services {

using WorklistServiceBase = worklist::v1::WorklistService::WithRawCallbackMethod_ListWorkItems<
    worklist::v1::WorklistService::CallbackService>;

// Thread-safe. The runtime, which must have a projector, must outlive it.
class WorklistService final : public WorklistServiceBase {
 public:
  explicit WorklistService(Runtime& runtime);
  ~WorklistService() override;

  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  Reactor* ListWorkItems(Context* context, const grpc::ByteBuffer* request,
                         grpc::ByteBuffer* response) override;
  Reactor* CountWorkItems(Context* context, const worklist::v1::CountWorkItemsRequest* request,
                          worklist::v1::CountWorkItemsResponse* response) override;
  grpc::ServerWriteReactor<worklist::v1::WatchWorklistResponse>* WatchWorklist(
      Context* context, const worklist::v1::WatchWorklistRequest* request) override;
  Reactor* GetWorklistSettings(Context* context,
                               const worklist::v1::GetWorklistSettingsRequest* request,
                               worklist::v1::GetWorklistSettingsResponse* response) override;
  Reactor* SaveWorklistView(Context* context, const worklist::v1::SaveWorklistViewRequest* request,
                            worklist::v1::SaveWorklistViewResponse* response) override;
  Reactor* RemoveWorklistView(Context* context,
                              const worklist::v1::RemoveWorklistViewRequest* request,
                              worklist::v1::RemoveWorklistViewResponse* response) override;
  Reactor* SnoozeWorkItem(Context* context, const worklist::v1::SnoozeWorkItemRequest* request,
                          worklist::v1::SnoozeWorkItemResponse* response) override;
  Reactor* SetCover(Context* context, const worklist::v1::SetCoverRequest* request,
                    worklist::v1::SetCoverResponse* response) override;
  Reactor* EndCover(Context* context, const worklist::v1::EndCoverRequest* request,
                    worklist::v1::EndCoverResponse* response) override;

 private:
  Runtime& runtime_;
  KeptPages kept_;
};

}  // namespace framdrift::services
