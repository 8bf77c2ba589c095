// Serves households and their income support.
#pragma once

#include "framdrift/household/v1/household_service.grpc.pb.h"
#include "services/runtime.h"

namespace framdrift::services {

// Thread-safe. The runtime must outlive it.
class HouseholdService final : public household::v1::HouseholdService::CallbackService {
 public:
  explicit HouseholdService(Runtime& runtime);
  ~HouseholdService() override;

  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  Reactor* FormHousehold(Context* context, const household::v1::FormHouseholdRequest* request,
                         household::v1::FormHouseholdResponse* response) override;
  Reactor* AddMember(Context* context, const household::v1::AddMemberRequest* request,
                     household::v1::AddMemberResponse* response) override;
  Reactor* RemoveMember(Context* context, const household::v1::RemoveMemberRequest* request,
                        household::v1::RemoveMemberResponse* response) override;
  Reactor* ReceiveApplication(Context* context,
                              const household::v1::ReceiveApplicationRequest* request,
                              household::v1::ReceiveApplicationResponse* response) override;
  Reactor* RequestSupplement(Context* context,
                             const household::v1::RequestSupplementRequest* request,
                             household::v1::RequestSupplementResponse* response) override;
  Reactor* CompleteApplication(Context* context,
                               const household::v1::CompleteApplicationRequest* request,
                               household::v1::CompleteApplicationResponse* response) override;
  Reactor* RecordAidDecision(Context* context,
                             const household::v1::RecordAidDecisionRequest* request,
                             household::v1::RecordAidDecisionResponse* response) override;
  Reactor* ChangeAidDecision(Context* context,
                             const household::v1::ChangeAidDecisionRequest* request,
                             household::v1::ChangeAidDecisionResponse* response) override;
  Reactor* LodgeAppeal(Context* context, const household::v1::LodgeAppealRequest* request,
                       household::v1::LodgeAppealResponse* response) override;
  Reactor* DecideAppeal(Context* context, const household::v1::DecideAppealRequest* request,
                        household::v1::DecideAppealResponse* response) override;
  Reactor* RecordAidPayment(Context* context, const household::v1::RecordAidPaymentRequest* request,
                            household::v1::RecordAidPaymentResponse* response) override;
  Reactor* RecordAidReversal(Context* context,
                             const household::v1::RecordAidReversalRequest* request,
                             household::v1::RecordAidReversalResponse* response) override;
  Reactor* CorrectEvent(Context* context, const household::v1::CorrectEventRequest* request,
                        household::v1::CorrectEventResponse* response) override;
  Reactor* VoidEvent(Context* context, const household::v1::VoidEventRequest* request,
                     household::v1::VoidEventResponse* response) override;
  Reactor* GetHousehold(Context* context, const household::v1::GetHouseholdRequest* request,
                        household::v1::GetHouseholdResponse* response) override;
  Reactor* GetHouseholdHistory(Context* context,
                               const household::v1::GetHouseholdHistoryRequest* request,
                               household::v1::GetHouseholdHistoryResponse* response) override;

 private:
  Runtime& runtime_;
};

}  // namespace framdrift::services
