// Serves boards and units.
#pragma once

#include "framdrift/organisation/v1/organisation_service.grpc.pb.h"
#include "services/runtime.h"

namespace framdrift::services {

// Thread-safe. The runtime must outlive it.
class OrganisationService final : public organisation::v1::OrganisationService::CallbackService {
 public:
  explicit OrganisationService(Runtime& runtime);
  ~OrganisationService() override;

  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  Reactor* CreateBoard(Context* context, const organisation::v1::CreateBoardRequest* request,
                       organisation::v1::CreateBoardResponse* response) override;
  Reactor* CorrectBoardEvent(Context* context,
                             const organisation::v1::CorrectBoardEventRequest* request,
                             organisation::v1::CorrectBoardEventResponse* response) override;
  Reactor* VoidBoardEvent(Context* context, const organisation::v1::VoidBoardEventRequest* request,
                          organisation::v1::VoidBoardEventResponse* response) override;
  Reactor* CreateUnit(Context* context, const organisation::v1::CreateUnitRequest* request,
                      organisation::v1::CreateUnitResponse* response) override;
  Reactor* CloseUnit(Context* context, const organisation::v1::CloseUnitRequest* request,
                     organisation::v1::CloseUnitResponse* response) override;
  Reactor* CorrectUnitEvent(Context* context,
                            const organisation::v1::CorrectUnitEventRequest* request,
                            organisation::v1::CorrectUnitEventResponse* response) override;
  Reactor* VoidUnitEvent(Context* context, const organisation::v1::VoidUnitEventRequest* request,
                         organisation::v1::VoidUnitEventResponse* response) override;
  Reactor* GetBoard(Context* context, const organisation::v1::GetBoardRequest* request,
                    organisation::v1::GetBoardResponse* response) override;
  Reactor* ListBoards(Context* context, const organisation::v1::ListBoardsRequest* request,
                      organisation::v1::ListBoardsResponse* response) override;
  Reactor* GetUnit(Context* context, const organisation::v1::GetUnitRequest* request,
                   organisation::v1::GetUnitResponse* response) override;
  Reactor* ListUnits(Context* context, const organisation::v1::ListUnitsRequest* request,
                     organisation::v1::ListUnitsResponse* response) override;

 private:
  Runtime& runtime_;
};

}  // namespace framdrift::services
