// Serves evaluations.
#pragma once

#include <memory>

#include "framdrift/evaluation/v1/evaluation_service.grpc.pb.h"
#include "services/runtime.h"

namespace framdrift::services {

class FactsAsked;

// Thread-safe. The runtime must outlive it.
class EvaluationService final : public evaluation::v1::EvaluationService::CallbackService {
 public:
  explicit EvaluationService(Runtime& runtime);
  ~EvaluationService() override;

  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  Reactor* CommissionEvaluation(Context* context,
                                const evaluation::v1::CommissionEvaluationRequest* request,
                                evaluation::v1::CommissionEvaluationResponse* response) override;
  Reactor* DefineTypicalCase(Context* context,
                             const evaluation::v1::DefineTypicalCaseRequest* request,
                             evaluation::v1::DefineTypicalCaseResponse* response) override;
  Reactor* SetParameters(Context* context, const evaluation::v1::SetParametersRequest* request,
                         evaluation::v1::SetParametersResponse* response) override;
  Reactor* NoteQualitativeFactor(Context* context,
                                 const evaluation::v1::NoteQualitativeFactorRequest* request,
                                 evaluation::v1::NoteQualitativeFactorResponse* response) override;
  Reactor* FreezeCohort(Context* context, const evaluation::v1::FreezeCohortRequest* request,
                        evaluation::v1::FreezeCohortResponse* response) override;
  Reactor* DesignTrial(Context* context, const evaluation::v1::DesignTrialRequest* request,
                       evaluation::v1::DesignTrialResponse* response) override;
  Reactor* AssignTrial(Context* context, const evaluation::v1::AssignTrialRequest* request,
                       evaluation::v1::AssignTrialResponse* response) override;
  Reactor* ComputeAccount(Context* context, const evaluation::v1::ComputeAccountRequest* request,
                          evaluation::v1::ComputeAccountResponse* response) override;
  Reactor* CompareScenarios(Context* context,
                            const evaluation::v1::CompareScenariosRequest* request,
                            evaluation::v1::CompareScenariosResponse* response) override;
  Reactor* GetSensitivity(Context* context, const evaluation::v1::GetSensitivityRequest* request,
                          evaluation::v1::GetSensitivityResponse* response) override;
  Reactor* GetAccountReport(Context* context,
                            const evaluation::v1::GetAccountReportRequest* request,
                            evaluation::v1::GetAccountReportResponse* response) override;
  Reactor* PublishEvaluation(Context* context,
                             const evaluation::v1::PublishEvaluationRequest* request,
                             evaluation::v1::PublishEvaluationResponse* response) override;
  Reactor* CorrectEvaluationEvent(
      Context* context, const evaluation::v1::CorrectEvaluationEventRequest* request,
      evaluation::v1::CorrectEvaluationEventResponse* response) override;
  Reactor* VoidEvaluationEvent(Context* context,
                               const evaluation::v1::VoidEvaluationEventRequest* request,
                               evaluation::v1::VoidEvaluationEventResponse* response) override;
  Reactor* GetEvaluation(Context* context, const evaluation::v1::GetEvaluationRequest* request,
                         evaluation::v1::GetEvaluationResponse* response) override;
  Reactor* GetEvaluationHistory(Context* context,
                                const evaluation::v1::GetEvaluationHistoryRequest* request,
                                evaluation::v1::GetEvaluationHistoryResponse* response) override;
  Reactor* ListEvaluations(Context* context, const evaluation::v1::ListEvaluationsRequest* request,
                           evaluation::v1::ListEvaluationsResponse* response) override;

 private:
  Runtime& runtime_;
  const std::unique_ptr<FactsAsked> facts_;
};

}  // namespace framdrift::services
