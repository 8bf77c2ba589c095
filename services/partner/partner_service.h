// Serves partners, their placements and agreements.
#pragma once

#include "framdrift/partner/v1/partner_service.grpc.pb.h"
#include "services/runtime.h"

namespace framdrift::services {

// Thread-safe. The runtime must outlive it.
class PartnerService final : public partner::v1::PartnerService::CallbackService {
 public:
  explicit PartnerService(Runtime& runtime);
  ~PartnerService() override;

  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  Reactor* RegisterPartner(Context* context, const partner::v1::RegisterPartnerRequest* request,
                           partner::v1::RegisterPartnerResponse* response) override;
  Reactor* OfferPlacement(Context* context, const partner::v1::OfferPlacementRequest* request,
                          partner::v1::OfferPlacementResponse* response) override;
  Reactor* WithdrawPlacement(Context* context, const partner::v1::WithdrawPlacementRequest* request,
                             partner::v1::WithdrawPlacementResponse* response) override;
  Reactor* MakeAgreement(Context* context, const partner::v1::MakeAgreementRequest* request,
                         partner::v1::MakeAgreementResponse* response) override;
  Reactor* CorrectPartnerEvent(Context* context,
                               const partner::v1::CorrectPartnerEventRequest* request,
                               partner::v1::CorrectPartnerEventResponse* response) override;
  Reactor* VoidPartnerEvent(Context* context, const partner::v1::VoidPartnerEventRequest* request,
                            partner::v1::VoidPartnerEventResponse* response) override;
  Reactor* GetPartner(Context* context, const partner::v1::GetPartnerRequest* request,
                      partner::v1::GetPartnerResponse* response) override;
  Reactor* ListPartners(Context* context, const partner::v1::ListPartnersRequest* request,
                        partner::v1::ListPartnersResponse* response) override;

 private:
  Runtime& runtime_;
};

}  // namespace framdrift::services
