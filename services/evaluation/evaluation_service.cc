#include "services/evaluation/evaluation_service.h"

#include "services/evaluation/resources.h"
#include "services/list.h"
#include "services/query.h"
#include "services/run_command.h"

namespace framdrift::services {
namespace {

namespace v1 = evaluation::v1;

absl::StatusOr<evaluation::CommissionFacts> FactsOfCommission(
    UnitOfWork& work, const Id16&, const v1::CommissionEvaluationRequest& request) {
  evaluation::CommissionFacts facts;
  if (request.network_id().empty()) return facts;
  FD_ASSIGN_OR_RETURN(const Id16 id, ParseUuid(request.network_id()));
  FD_ASSIGN_OR_RETURN(const auto* network, work.Load<evaluation::NetworkDecider>(id));
  facts.network_exists = network->state().founded.has_value();
  return facts;
}

absl::StatusOr<evaluation::ParametersFacts> FactsOfParameters(
    UnitOfWork& work, const Id16&, const v1::SetParametersRequest& request) {
  evaluation::ParametersFacts facts;
  const auto id = ParseUuid(request.parameters().price_table_id());
  if (!id.ok()) return facts;
  FD_ASSIGN_OR_RETURN(const auto* table, work.Load<evaluation::PriceTableDecider>(*id));
  facts.price_table = &table->state();
  return facts;
}

bool IsCommissioned(const evaluation::Evaluation& evaluation, const v1::ListEvaluationsRequest&) {
  return evaluation.commissioned.has_value();
}

}  // namespace

EvaluationService::EvaluationService(Runtime& runtime) : runtime_(runtime) {}

EvaluationService::~EvaluationService() = default;

using Reactor = EvaluationService::Reactor;

Reactor* EvaluationService::CommissionEvaluation(Context* context,
                                                 const v1::CommissionEvaluationRequest* request,
                                                 v1::CommissionEvaluationResponse* response) {
  return RunCommand<EvaluationResource, Stream::kMayBeNew>(
      runtime_, context, request, response, FactsOfCommission);
}

Reactor* EvaluationService::DefineTypicalCase(Context* context,
                                              const v1::DefineTypicalCaseRequest* request,
                                              v1::DefineTypicalCaseResponse* response) {
  return RunCommand<EvaluationResource>(runtime_, context, request, response);
}

Reactor* EvaluationService::SetParameters(Context* context, const v1::SetParametersRequest* request,
                                          v1::SetParametersResponse* response) {
  return RunCommand<EvaluationResource>(runtime_, context, request, response, FactsOfParameters);
}

Reactor* EvaluationService::NoteQualitativeFactor(Context* context,
                                                  const v1::NoteQualitativeFactorRequest* request,
                                                  v1::NoteQualitativeFactorResponse* response) {
  return RunCommand<EvaluationResource>(runtime_, context, request, response);
}

Reactor* EvaluationService::CorrectEvaluationEvent(Context* context,
                                                   const v1::CorrectEvaluationEventRequest* request,
                                                   v1::CorrectEvaluationEventResponse* response) {
  return RunCommand<EvaluationResource>(runtime_, context, request, response);
}

Reactor* EvaluationService::VoidEvaluationEvent(Context* context,
                                                const v1::VoidEvaluationEventRequest* request,
                                                v1::VoidEvaluationEventResponse* response) {
  return RunCommand<EvaluationResource>(runtime_, context, request, response);
}

Reactor* EvaluationService::GetEvaluation(Context* context, const v1::GetEvaluationRequest* request,
                                          v1::GetEvaluationResponse* response) {
  return RunGet<EvaluationResource>(runtime_, context, request, response);
}

Reactor* EvaluationService::ListEvaluations(Context* context,
                                            const v1::ListEvaluationsRequest* request,
                                            v1::ListEvaluationsResponse* response) {
  return RunList<EvaluationResource>(runtime_, context, request, response, IsCommissioned);
}

}  // namespace framdrift::services
