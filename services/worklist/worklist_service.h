// Serves worklists.
#pragma once

#include "framdrift/worklist/v1/worklist_service.grpc.pb.h"
#include "services/runtime.h"
#include "services/worklist/kept_rows.h"

namespace framdrift::services {

// Thread-safe. The runtime must outlive it.
class WorklistService final : public worklist::v1::WorklistService::CallbackService {
 public:
  explicit WorklistService(Runtime& runtime) : runtime_(runtime) {}

  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  Reactor* ListWorkItems(Context* context, const worklist::v1::ListWorkItemsRequest* request,
                         worklist::v1::ListWorkItemsResponse* response) override;
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
  KeptRows kept_;
};

}  // namespace framdrift::services
