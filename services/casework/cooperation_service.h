// Serves consents, referrals and transfers of cases.
#pragma once

#include "framdrift/casework/v1/cooperation_service.grpc.pb.h"
#include "services/runtime.h"

namespace framdrift::services {

// Thread-safe. The runtime must outlive it.
class CooperationService final : public casework::v1::CooperationService::CallbackService {
 public:
  explicit CooperationService(Runtime& runtime);
  ~CooperationService() override;

  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  Reactor* GiveConsent(Context* context, const casework::v1::GiveConsentRequest* request,
                       casework::v1::GiveConsentResponse* response) override;
  Reactor* WithdrawConsent(Context* context, const casework::v1::WithdrawConsentRequest* request,
                           casework::v1::WithdrawConsentResponse* response) override;
  Reactor* Refer(Context* context, const casework::v1::ReferRequest* request,
                 casework::v1::ReferResponse* response) override;
  Reactor* AcceptReferral(Context* context, const casework::v1::AcceptReferralRequest* request,
                          casework::v1::AcceptReferralResponse* response) override;
  Reactor* DeclineReferral(Context* context, const casework::v1::DeclineReferralRequest* request,
                           casework::v1::DeclineReferralResponse* response) override;
  Reactor* AnswerReferral(Context* context, const casework::v1::AnswerReferralRequest* request,
                          casework::v1::AnswerReferralResponse* response) override;
  Reactor* ProposeTransfer(Context* context, const casework::v1::ProposeTransferRequest* request,
                           casework::v1::ProposeTransferResponse* response) override;
  Reactor* AcceptTransfer(Context* context, const casework::v1::AcceptTransferRequest* request,
                          casework::v1::AcceptTransferResponse* response) override;
  Reactor* RejectTransfer(Context* context, const casework::v1::RejectTransferRequest* request,
                          casework::v1::RejectTransferResponse* response) override;

 private:
  Runtime& runtime_;
};

}  // namespace framdrift::services
