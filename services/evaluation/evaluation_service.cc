#include "services/evaluation/evaluation_service.h"

#include "base/status_macros.h"
#include "domain/person/person.h"
#include "services/evaluation/account_queries.h"
#include "services/evaluation/cohort.h"
#include "services/evaluation/resources.h"
#include "services/evaluation/then.h"
#include "services/indicator/access.h"
#include "services/list.h"
#include "services/query.h"
#include "services/run_command.h"
#include "services/stream_history.h"

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

// Null where there is none such.
absl::StatusOr<const evaluation::PriceTable*> LoadPriceTable(UnitOfWork& work,
                                                             const std::string& text) {
  const auto id = ParseUuid(text);
  if (!id.ok()) return nullptr;
  FD_ASSIGN_OR_RETURN(const auto* table, work.Load<evaluation::PriceTableDecider>(*id));
  return &table->state();
}

absl::StatusOr<evaluation::ParametersFacts> FactsOfParameters(
    UnitOfWork& work, const Id16&, const v1::SetParametersRequest& request) {
  evaluation::ParametersFacts facts;
  FD_ASSIGN_OR_RETURN(facts.price_table,
                      LoadPriceTable(work, request.parameters().price_table_id()));
  return facts;
}

absl::StatusOr<evaluation::ComputeFacts> FactsOfComputing(
    UnitOfWork& work, FactsAsked& asked, const Id16& id, const v1::ComputeAccountRequest& request) {
  evaluation::ComputeFacts facts;
  facts.position = static_cast<int64_t>(work.head());
  FD_ASSIGN_OR_RETURN(const auto* snapshot, work.Load<evaluation::EvaluationDecider>(id));
  const auto& parameters = snapshot->state().parameters;
  const auto terms = parameters.find(evaluation::ScenarioAsked(request.scenario()));
  if (terms == parameters.end()) return facts;
  FD_ASSIGN_OR_RETURN(facts.price_table, LoadPriceTable(work, terms->second.price_table_id()));
  if (request.kind() == v1::ACCOUNT_KIND_EX_POST && snapshot->state().cohort) {
    FD_ASSIGN_OR_RETURN(facts.measured, MeasureCohort(work, asked, snapshot->state()));
  }
  return facts;
}

absl::StatusOr<evaluation::AssignFacts> FactsOfAssigning(UnitOfWork& work, const Id16&,
                                                         const v1::AssignTrialRequest& request) {
  FD_RETURN_IF_ERROR(CheckCaseAccess(work.context().actor));
  evaluation::AssignFacts facts;
  for (const std::string& text : request.person_ids()) {
    FD_ASSIGN_OR_RETURN(const Id16 person_id, ParseUuid(text));
    FD_ASSIGN_OR_RETURN(const auto* person, work.Load<person::PersonDecider>(person_id));
    if (!person->state().registered) facts.unknown_persons.push_back(text);
  }
  return facts;
}

absl::StatusOr<evaluation::PublishFacts> FactsOfPublishing(UnitOfWork& work, const Id16& id,
                                                           const v1::PublishEvaluationRequest&) {
  evaluation::PublishFacts facts;
  facts.position = static_cast<int64_t>(work.head());
  FD_ASSIGN_OR_RETURN(const auto* snapshot, work.Load<evaluation::EvaluationDecider>(id));
  for (const v1::Account& account : snapshot->state().accounts) {
    FD_ASSIGN_OR_RETURN(const Id16 table_id, ParseUuid(account.price_table_id()));
    FD_ASSIGN_OR_RETURN(const auto* table, work.Load<evaluation::PriceTableDecider>(table_id));
    facts.prices_changed.push_back(
        evaluation::PricesChanged(account, table->timeline(), table->state()));
  }
  return facts;
}

template <typename Request>
absl::StatusOr<evaluation::AmendFacts> FactsOfAmendment(UnitOfWork&, const Id16& id,
                                                        const Request&) {
  return evaluation::AmendFacts{id};
}

bool IsCommissioned(const evaluation::Evaluation& evaluation, const v1::ListEvaluationsRequest&) {
  return evaluation.commissioned.has_value();
}

}  // namespace

EvaluationService::EvaluationService(Runtime& runtime)
    : runtime_(runtime), facts_(std::make_unique<FactsAsked>(runtime)) {}

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

Reactor* EvaluationService::DesignTrial(Context* context, const v1::DesignTrialRequest* request,
                                        v1::DesignTrialResponse* response) {
  return RunCommand<EvaluationResource>(runtime_, context, request, response);
}

Reactor* EvaluationService::AssignTrial(Context* context, const v1::AssignTrialRequest* request,
                                        v1::AssignTrialResponse* response) {
  return RunCommand<EvaluationResource>(runtime_, context, request, response, FactsOfAssigning);
}

Reactor* EvaluationService::FreezeCohort(Context* context, const v1::FreezeCohortRequest* request,
                                         v1::FreezeCohortResponse* response) {
  return RunCommand<EvaluationResource>(
      runtime_,
      context,
      request,
      response,
      [this](UnitOfWork& work,
             const Id16& id,
             const v1::FreezeCohortRequest& asked) -> absl::StatusOr<evaluation::CohortFacts> {
        FD_ASSIGN_OR_RETURN(const auto* snapshot, work.Load<evaluation::EvaluationDecider>(id));
        FD_ASSIGN_OR_RETURN(const absl::Time at, evaluation::FreezingAt(asked, work.context()));
        return FindCohort(work, *facts_, snapshot->state(), evaluation::CohortAsked(asked), at);
      });
}

Reactor* EvaluationService::ComputeAccount(Context* context,
                                           const v1::ComputeAccountRequest* request,
                                           v1::ComputeAccountResponse* response) {
  return RunCommand<EvaluationResource>(
      runtime_,
      context,
      request,
      response,
      [this](UnitOfWork& work, const Id16& id, const v1::ComputeAccountRequest& asked) {
        return FactsOfComputing(work, *facts_, id, asked);
      });
}

Reactor* EvaluationService::CompareScenarios(Context* context,
                                             const v1::CompareScenariosRequest* request,
                                             v1::CompareScenariosResponse* response) {
  return RunStreamQuery<EvaluationResource>(runtime_, context, request, response, AnswerScenarios);
}

Reactor* EvaluationService::GetSensitivity(Context* context,
                                           const v1::GetSensitivityRequest* request,
                                           v1::GetSensitivityResponse* response) {
  return RunStreamQuery<EvaluationResource>(
      runtime_, context, request, response, AnswerSensitivity);
}

Reactor* EvaluationService::GetAccountReport(Context* context,
                                             const v1::GetAccountReportRequest* request,
                                             v1::GetAccountReportResponse* response) {
  return RunStreamQuery<EvaluationResource>(runtime_, context, request, response, AnswerReport);
}

Reactor* EvaluationService::PublishEvaluation(Context* context,
                                              const v1::PublishEvaluationRequest* request,
                                              v1::PublishEvaluationResponse* response) {
  return RunCommand<EvaluationResource>(runtime_, context, request, response, FactsOfPublishing);
}

Reactor* EvaluationService::CorrectEvaluationEvent(Context* context,
                                                   const v1::CorrectEvaluationEventRequest* request,
                                                   v1::CorrectEvaluationEventResponse* response) {
  return RunCommand<EvaluationResource>(
      runtime_, context, request, response, FactsOfAmendment<v1::CorrectEvaluationEventRequest>);
}

Reactor* EvaluationService::VoidEvaluationEvent(Context* context,
                                                const v1::VoidEvaluationEventRequest* request,
                                                v1::VoidEvaluationEventResponse* response) {
  return RunCommand<EvaluationResource>(
      runtime_, context, request, response, FactsOfAmendment<v1::VoidEvaluationEventRequest>);
}

Reactor* EvaluationService::GetEvaluation(Context* context, const v1::GetEvaluationRequest* request,
                                          v1::GetEvaluationResponse* response) {
  return RunStreamQuery<EvaluationResource>(
      runtime_, context, request, response, AnswerThen<EvaluationResource>());
}

Reactor* EvaluationService::GetEvaluationHistory(Context* context,
                                                 const v1::GetEvaluationHistoryRequest* request,
                                                 v1::GetEvaluationHistoryResponse* response) {
  return RunStreamQuery<EvaluationResource>(runtime_, context, request, response, AnswerHistory());
}

Reactor* EvaluationService::ListEvaluations(Context* context,
                                            const v1::ListEvaluationsRequest* request,
                                            v1::ListEvaluationsResponse* response) {
  return RunList<EvaluationResource>(runtime_, context, request, response, IsCommissioned);
}

}  // namespace framdrift::services
