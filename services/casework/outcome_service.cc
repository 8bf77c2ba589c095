#include "services/casework/outcome_service.h"

#include "domain/cases/follow_up_commands.h"
#include "domain/organisation/unit.h"
#include "services/casework/case_view.h"
#include "services/casework/part_facts.h"
#include "services/run_command.h"

namespace framdrift::services {
namespace {

namespace v1 = casework::v1;

template <typename Request>
absl::StatusOr<cases::PartnerFacts> FactsOfPartner(UnitOfWork& work, const Id16&,
                                                   const Request& request) {
  cases::PartnerFacts facts = {.fresh_id = work.ChosenId(1)};
  FD_ASSIGN_OR_RETURN(facts.partner_known, IsPartner(work, request.partner_id()));
  return facts;
}

absl::StatusOr<cases::ExitFacts> FactsOfExit(UnitOfWork& work, const Id16& id,
                                             const v1::RecordExitRequest& request) {
  cases::ExitFacts facts;
  FD_ASSIGN_OR_RETURN(facts.sessions, SessionsOfPlan(work, id));
  if (!request.local_code().empty()) {
    FD_ASSIGN_OR_RETURN(facts.codes, CodeListsToday(work));
  }
  return facts;
}

absl::StatusOr<cases::ReclassificationFacts> FactsOfReclassification(
    UnitOfWork& work, const Id16&, const v1::ReclassifyExitRequest& request) {
  cases::ReclassificationFacts facts;
  if (!request.local_code().empty()) {
    FD_ASSIGN_OR_RETURN(facts.codes, CodeListsToday(work));
  }
  return facts;
}

absl::StatusOr<cases::ReopeningFacts> FactsOfReopening(UnitOfWork& work, const Id16& id,
                                                       const v1::ReopenCaseRequest& request) {
  auto unit_id = history::IdOrNone<history::UnitId>(request.unit_id());
  if (unit_id.empty()) {
    FD_ASSIGN_OR_RETURN(const auto* snapshot, work.Load<cases::CaseDecider>(id));
    const cases::Episode* latest = snapshot->state().latest();
    if (latest != nullptr) unit_id = latest->unit();
  }
  if (unit_id.empty()) return cases::ReopeningFacts();
  FD_ASSIGN_OR_RETURN(const auto* unit, work.Load<organisation::UnitDecider>(unit_id.bytes()));
  return cases::ReopeningFacts{.unit_open = unit->state().open()};
}

}  // namespace

OutcomeService::OutcomeService(Runtime& runtime) : runtime_(runtime) {}

OutcomeService::~OutcomeService() = default;

using Reactor = OutcomeService::Reactor;

Reactor* OutcomeService::RecordPlacement(Context* context,
                                         const v1::RecordPlacementRequest* request,
                                         v1::RecordPlacementResponse* response) {
  return RunCommand<CaseResource>(
      runtime_, context, request, response, FactsOfPartner<v1::RecordPlacementRequest>);
}

Reactor* OutcomeService::EndPlacement(Context* context, const v1::EndPlacementRequest* request,
                                      v1::EndPlacementResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

Reactor* OutcomeService::RecordJob(Context* context, const v1::RecordJobRequest* request,
                                   v1::RecordJobResponse* response) {
  return RunCommand<CaseResource>(
      runtime_, context, request, response, FactsOfPartner<v1::RecordJobRequest>);
}

Reactor* OutcomeService::EndJob(Context* context, const v1::EndJobRequest* request,
                                v1::EndJobResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

Reactor* OutcomeService::RecordStudy(Context* context, const v1::RecordStudyRequest* request,
                                     v1::RecordStudyResponse* response) {
  return RunCommand<CaseResource>(
      runtime_, context, request, response, FactsOfPartner<v1::RecordStudyRequest>);
}

Reactor* OutcomeService::EndStudy(Context* context, const v1::EndStudyRequest* request,
                                  v1::EndStudyResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

Reactor* OutcomeService::RecordExit(Context* context, const v1::RecordExitRequest* request,
                                    v1::RecordExitResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response, FactsOfExit);
}

Reactor* OutcomeService::VerifyExit(Context* context, const v1::VerifyExitRequest* request,
                                    v1::VerifyExitResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

Reactor* OutcomeService::ReclassifyExit(Context* context, const v1::ReclassifyExitRequest* request,
                                        v1::ReclassifyExitResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response, FactsOfReclassification);
}

Reactor* OutcomeService::RecordFollowUp(Context* context, const v1::RecordFollowUpRequest* request,
                                        v1::RecordFollowUpResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

Reactor* OutcomeService::WaiveFollowUp(Context* context, const v1::WaiveFollowUpRequest* request,
                                       v1::WaiveFollowUpResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

Reactor* OutcomeService::ReopenCase(Context* context, const v1::ReopenCaseRequest* request,
                                    v1::ReopenCaseResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response, FactsOfReopening);
}

Reactor* OutcomeService::EndObservation(Context* context, const v1::EndObservationRequest* request,
                                        v1::EndObservationResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

}  // namespace framdrift::services
