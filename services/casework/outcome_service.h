// Serves what became of cases: work and study, exits, follow-ups.
#pragma once

#include "framdrift/casework/v1/outcome_service.grpc.pb.h"
#include "services/runtime.h"

namespace framdrift::services {

// Thread-safe. The runtime must outlive it.
class OutcomeService final : public casework::v1::OutcomeService::CallbackService {
 public:
  explicit OutcomeService(Runtime& runtime);
  ~OutcomeService() override;

  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  Reactor* RecordPlacement(Context* context, const casework::v1::RecordPlacementRequest* request,
                           casework::v1::RecordPlacementResponse* response) override;
  Reactor* EndPlacement(Context* context, const casework::v1::EndPlacementRequest* request,
                        casework::v1::EndPlacementResponse* response) override;
  Reactor* RecordJob(Context* context, const casework::v1::RecordJobRequest* request,
                     casework::v1::RecordJobResponse* response) override;
  Reactor* EndJob(Context* context, const casework::v1::EndJobRequest* request,
                  casework::v1::EndJobResponse* response) override;
  Reactor* RecordStudy(Context* context, const casework::v1::RecordStudyRequest* request,
                       casework::v1::RecordStudyResponse* response) override;
  Reactor* EndStudy(Context* context, const casework::v1::EndStudyRequest* request,
                    casework::v1::EndStudyResponse* response) override;
  Reactor* RecordExit(Context* context, const casework::v1::RecordExitRequest* request,
                      casework::v1::RecordExitResponse* response) override;
  Reactor* VerifyExit(Context* context, const casework::v1::VerifyExitRequest* request,
                      casework::v1::VerifyExitResponse* response) override;
  Reactor* ReclassifyExit(Context* context, const casework::v1::ReclassifyExitRequest* request,
                          casework::v1::ReclassifyExitResponse* response) override;
  Reactor* RecordFollowUp(Context* context, const casework::v1::RecordFollowUpRequest* request,
                          casework::v1::RecordFollowUpResponse* response) override;
  Reactor* WaiveFollowUp(Context* context, const casework::v1::WaiveFollowUpRequest* request,
                         casework::v1::WaiveFollowUpResponse* response) override;
  Reactor* ReopenCase(Context* context, const casework::v1::ReopenCaseRequest* request,
                      casework::v1::ReopenCaseResponse* response) override;
  Reactor* EndObservation(Context* context, const casework::v1::EndObservationRequest* request,
                          casework::v1::EndObservationResponse* response) override;

 private:
  Runtime& runtime_;
};

}  // namespace framdrift::services
