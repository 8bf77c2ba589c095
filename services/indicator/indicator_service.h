// Serves indicators, their figures and the cases behind them.
#pragma once

#include <memory>

#include "framdrift/indicator/v1/indicator_service.grpc.pb.h"
#include "services/indicator/facts_asked.h"
#include "services/runtime.h"

namespace framdrift::services {

// Thread-safe. The runtime, which must have a projector, must outlive it.
class IndicatorService final : public indicator::v1::IndicatorService::CallbackService {
 public:
  explicit IndicatorService(Runtime& runtime);
  ~IndicatorService() override;

  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  Reactor* DefineIndicator(Context* context, const indicator::v1::DefineIndicatorRequest* request,
                           indicator::v1::DefineIndicatorResponse* response) override;
  Reactor* ReviseIndicator(Context* context, const indicator::v1::ReviseIndicatorRequest* request,
                           indicator::v1::ReviseIndicatorResponse* response) override;
  Reactor* SetBaseline(Context* context, const indicator::v1::SetBaselineRequest* request,
                       indicator::v1::SetBaselineResponse* response) override;
  Reactor* SetTarget(Context* context, const indicator::v1::SetTargetRequest* request,
                     indicator::v1::SetTargetResponse* response) override;
  Reactor* RecordExternalValue(Context* context,
                               const indicator::v1::RecordExternalValueRequest* request,
                               indicator::v1::RecordExternalValueResponse* response) override;
  Reactor* PublishIndicator(Context* context, const indicator::v1::PublishIndicatorRequest* request,
                            indicator::v1::PublishIndicatorResponse* response) override;
  Reactor* RetireIndicator(Context* context, const indicator::v1::RetireIndicatorRequest* request,
                           indicator::v1::RetireIndicatorResponse* response) override;
  Reactor* CorrectEvent(Context* context, const indicator::v1::CorrectEventRequest* request,
                        indicator::v1::CorrectEventResponse* response) override;
  Reactor* VoidEvent(Context* context, const indicator::v1::VoidEventRequest* request,
                     indicator::v1::VoidEventResponse* response) override;
  Reactor* ListIndicators(Context* context, const indicator::v1::ListIndicatorsRequest* request,
                          indicator::v1::ListIndicatorsResponse* response) override;
  Reactor* GetIndicator(Context* context, const indicator::v1::GetIndicatorRequest* request,
                        indicator::v1::GetIndicatorResponse* response) override;
  Reactor* GetIndicatorHistory(Context* context,
                               const indicator::v1::GetIndicatorHistoryRequest* request,
                               indicator::v1::GetIndicatorHistoryResponse* response) override;
  Reactor* ListIndicatorFields(Context* context,
                               const indicator::v1::ListIndicatorFieldsRequest* request,
                               indicator::v1::ListIndicatorFieldsResponse* response) override;
  Reactor* ListBuiltInDefinitions(Context* context,
                                  const indicator::v1::ListBuiltInDefinitionsRequest* request,
                                  indicator::v1::ListBuiltInDefinitionsResponse* response) override;
  Reactor* QueryIndicator(Context* context, const indicator::v1::QueryIndicatorRequest* request,
                          indicator::v1::QueryIndicatorResponse* response) override;
  Reactor* PreviewIndicator(Context* context, const indicator::v1::PreviewIndicatorRequest* request,
                            indicator::v1::PreviewIndicatorResponse* response) override;
  Reactor* ListIndicatorCases(Context* context,
                              const indicator::v1::ListIndicatorCasesRequest* request,
                              indicator::v1::ListIndicatorCasesResponse* response) override;
  Reactor* ListMissingFacts(Context* context, const indicator::v1::ListMissingFactsRequest* request,
                            indicator::v1::ListMissingFactsResponse* response) override;
  grpc::ServerWriteReactor<indicator::v1::WatchIndicatorsResponse>* WatchIndicators(
      Context* context, const indicator::v1::WatchIndicatorsRequest* request) override;
  Reactor* ComparePublication(Context* context,
                              const indicator::v1::ComparePublicationRequest* request,
                              indicator::v1::ComparePublicationResponse* response) override;
  Reactor* ExportIndicators(Context* context, const indicator::v1::ExportIndicatorsRequest* request,
                            indicator::v1::ExportIndicatorsResponse* response) override;

 private:
  Runtime& runtime_;
  // Watches that are ending use it until they have.
  const std::shared_ptr<FactsAsked> facts_;
};

}  // namespace framdrift::services
