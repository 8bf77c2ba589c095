// Serves the policy of a tenant.
#pragma once

#include "framdrift/policy/v1/policy_service.grpc.pb.h"
#include "services/runtime.h"

namespace framdrift::services {

// Thread-safe. The runtime must outlive it.
class PolicyService final : public policy::v1::PolicyService::CallbackService {
 public:
  explicit PolicyService(Runtime& runtime);
  ~PolicyService() override;

  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  Reactor* AdoptPolicy(Context* context, const policy::v1::AdoptPolicyRequest* request,
                       policy::v1::AdoptPolicyResponse* response) override;
  Reactor* CorrectPolicyEvent(Context* context,
                              const policy::v1::CorrectPolicyEventRequest* request,
                              policy::v1::CorrectPolicyEventResponse* response) override;
  Reactor* VoidPolicyEvent(Context* context, const policy::v1::VoidPolicyEventRequest* request,
                           policy::v1::VoidPolicyEventResponse* response) override;
  Reactor* GetPolicy(Context* context, const policy::v1::GetPolicyRequest* request,
                     policy::v1::GetPolicyResponse* response) override;

 private:
  Runtime& runtime_;
};

}  // namespace framdrift::services
