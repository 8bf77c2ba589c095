// Serves the staff.
#pragma once

#include "framdrift/organisation/v1/staff_service.grpc.pb.h"
#include "services/runtime.h"

namespace framdrift::services {

// Thread-safe. The runtime must outlive it.
class StaffService final : public organisation::v1::StaffService::CallbackService {
 public:
  explicit StaffService(Runtime& runtime);
  ~StaffService() override;

  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  Reactor* RegisterStaff(Context* context, const organisation::v1::RegisterStaffRequest* request,
                         organisation::v1::RegisterStaffResponse* response) override;
  Reactor* GrantRole(Context* context, const organisation::v1::GrantRoleRequest* request,
                     organisation::v1::GrantRoleResponse* response) override;
  Reactor* RevokeRole(Context* context, const organisation::v1::RevokeRoleRequest* request,
                      organisation::v1::RevokeRoleResponse* response) override;
  Reactor* SetCapacity(Context* context, const organisation::v1::SetCapacityRequest* request,
                       organisation::v1::SetCapacityResponse* response) override;
  Reactor* SetLanguages(Context* context, const organisation::v1::SetLanguagesRequest* request,
                        organisation::v1::SetLanguagesResponse* response) override;
  Reactor* BookStaffCost(Context* context, const organisation::v1::BookStaffCostRequest* request,
                         organisation::v1::BookStaffCostResponse* response) override;
  Reactor* EndStaff(Context* context, const organisation::v1::EndStaffRequest* request,
                    organisation::v1::EndStaffResponse* response) override;
  Reactor* CorrectStaffEvent(Context* context,
                             const organisation::v1::CorrectStaffEventRequest* request,
                             organisation::v1::CorrectStaffEventResponse* response) override;
  Reactor* VoidStaffEvent(Context* context, const organisation::v1::VoidStaffEventRequest* request,
                          organisation::v1::VoidStaffEventResponse* response) override;
  Reactor* GetStaff(Context* context, const organisation::v1::GetStaffRequest* request,
                    organisation::v1::GetStaffResponse* response) override;
  Reactor* ListStaff(Context* context, const organisation::v1::ListStaffRequest* request,
                     organisation::v1::ListStaffResponse* response) override;

 private:
  Runtime& runtime_;
};

}  // namespace framdrift::services
