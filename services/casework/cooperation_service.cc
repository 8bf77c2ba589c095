#include "services/casework/cooperation_service.h"

#include "domain/cases/transfer_rules.h"
#include "domain/organisation/staff.h"
#include "domain/organisation/unit.h"
#include "services/casework/case_view.h"
#include "services/casework/part_facts.h"
#include "services/run_command.h"

namespace framdrift::services {
namespace {

namespace v1 = casework::v1;

absl::StatusOr<cases::ConsentFacts> FactsOfGiving(UnitOfWork& work, const Id16& id,
                                                  const v1::GiveConsentRequest& request) {
  cases::ConsentFacts facts = {.fresh_id = cases::ConsentId(work.ChosenId(1))};
  FD_ASSIGN_OR_RETURN(facts.receiver_known, IsReceiver(work, request.receiver_id()));
  FD_RETURN_IF_ERROR(FillConsentFacts(work, id, request.occurred(), facts));
  return facts;
}

absl::StatusOr<cases::ConsentFacts> FactsOfWithdrawing(UnitOfWork& work, const Id16& id,
                                                       const v1::WithdrawConsentRequest& request) {
  cases::ConsentFacts facts;
  FD_RETURN_IF_ERROR(FillConsentFacts(work, id, request.occurred(), facts));
  return facts;
}

absl::StatusOr<cases::ReferralFacts> FactsOfReferral(UnitOfWork& work, const Id16&,
                                                     const v1::ReferRequest& request) {
  cases::ReferralFacts facts = {.fresh_id = cases::ReferralId(work.ChosenId(1))};
  FD_ASSIGN_OR_RETURN(facts.receiver_known, IsReceiver(work, request.receiver_id()));
  return facts;
}

absl::StatusOr<cases::ProposalFacts> FactsOfProposal(UnitOfWork& work, const Id16&,
                                                     const v1::ProposeTransferRequest& request) {
  FD_ASSIGN_OR_RETURN(const Id16 id, ParseUuid(request.to_unit_id()));
  FD_ASSIGN_OR_RETURN(const auto* unit, work.Load<organisation::UnitDecider>(id));
  return cases::ProposalFacts{.fresh_id = cases::TransferId(work.ChosenId(1)),
                              .unit_open = unit->state().open(),
                              .board = unit->state().board};
}

absl::StatusOr<cases::AcceptanceFacts> FactsOfAcceptance(UnitOfWork& work, const Id16& id,
                                                         const v1::AcceptTransferRequest& request) {
  cases::AcceptanceFacts facts;
  if (request.caseworker_id().empty()) return facts;
  FD_ASSIGN_OR_RETURN(const auto* snapshot, work.Load<cases::CaseDecider>(id));
  const cases::Transfer* transfer = cases::FindTransfer(
      snapshot->state(), history::IdOrNone<cases::TransferId>(request.transfer_id()));
  if (transfer == nullptr) return facts;
  FD_ASSIGN_OR_RETURN(const Id16 staff_id, ParseUuid(request.caseworker_id()));
  FD_ASSIGN_OR_RETURN(const auto* staff, work.Load<organisation::StaffDecider>(staff_id));
  facts.caseworker_active = staff->state().WorksIn(transfer->to_unit, work.context().today());
  return facts;
}

}  // namespace

CooperationService::CooperationService(Runtime& runtime) : runtime_(runtime) {}

CooperationService::~CooperationService() = default;

using Reactor = CooperationService::Reactor;

Reactor* CooperationService::GiveConsent(Context* context, const v1::GiveConsentRequest* request,
                                         v1::GiveConsentResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response, FactsOfGiving);
}

Reactor* CooperationService::WithdrawConsent(Context* context,
                                             const v1::WithdrawConsentRequest* request,
                                             v1::WithdrawConsentResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response, FactsOfWithdrawing);
}

Reactor* CooperationService::Refer(Context* context, const v1::ReferRequest* request,
                                   v1::ReferResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response, FactsOfReferral);
}

Reactor* CooperationService::AcceptReferral(Context* context,
                                            const v1::AcceptReferralRequest* request,
                                            v1::AcceptReferralResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

Reactor* CooperationService::DeclineReferral(Context* context,
                                             const v1::DeclineReferralRequest* request,
                                             v1::DeclineReferralResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

Reactor* CooperationService::AnswerReferral(Context* context,
                                            const v1::AnswerReferralRequest* request,
                                            v1::AnswerReferralResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

Reactor* CooperationService::ProposeTransfer(Context* context,
                                             const v1::ProposeTransferRequest* request,
                                             v1::ProposeTransferResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response, FactsOfProposal);
}

Reactor* CooperationService::AcceptTransfer(Context* context,
                                            const v1::AcceptTransferRequest* request,
                                            v1::AcceptTransferResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response, FactsOfAcceptance);
}

Reactor* CooperationService::RejectTransfer(Context* context,
                                            const v1::RejectTransferRequest* request,
                                            v1::RejectTransferResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

}  // namespace framdrift::services
