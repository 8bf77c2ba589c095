// Serves cases.
#pragma once

#include "framdrift/casework/v1/case_service.grpc.pb.h"
#include "services/runtime.h"

namespace framdrift::services {

// A case's state and history are sent as they are kept with the stream, encoded.
using CaseServiceBase = casework::v1::CaseService::WithRawCallbackMethod_GetCase<
    casework::v1::CaseService::WithRawCallbackMethod_GetCaseHistory<
        casework::v1::CaseService::CallbackService>>;

// Thread-safe. The runtime must outlive it.
class CaseService final : public CaseServiceBase {
 public:
  explicit CaseService(Runtime& runtime);
  ~CaseService() override;

  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  Reactor* OpenCase(Context* context, const casework::v1::OpenCaseRequest* request,
                    casework::v1::OpenCaseResponse* response) override;
  Reactor* AssignCase(Context* context, const casework::v1::AssignCaseRequest* request,
                      casework::v1::AssignCaseResponse* response) override;
  Reactor* BulkReassign(Context* context, const casework::v1::BulkReassignRequest* request,
                        casework::v1::BulkReassignResponse* response) override;
  Reactor* AssignFlow(Context* context, const casework::v1::AssignFlowRequest* request,
                      casework::v1::AssignFlowResponse* response) override;
  Reactor* OfferContact(Context* context, const casework::v1::OfferContactRequest* request,
                        casework::v1::OfferContactResponse* response) override;
  Reactor* RecordFirstContact(Context* context,
                              const casework::v1::RecordFirstContactRequest* request,
                              casework::v1::RecordFirstContactResponse* response) override;
  Reactor* RecordContact(Context* context, const casework::v1::RecordContactRequest* request,
                         casework::v1::RecordContactResponse* response) override;
  Reactor* Enrol(Context* context, const casework::v1::EnrolRequest* request,
                 casework::v1::EnrolResponse* response) override;
  Reactor* EndEnrolment(Context* context, const casework::v1::EndEnrolmentRequest* request,
                        casework::v1::EndEnrolmentResponse* response) override;
  Reactor* RecordAssessment(Context* context, const casework::v1::RecordAssessmentRequest* request,
                            casework::v1::RecordAssessmentResponse* response) override;
  Reactor* ApproveAssessment(Context* context,
                             const casework::v1::ApproveAssessmentRequest* request,
                             casework::v1::ApproveAssessmentResponse* response) override;
  Reactor* SetObstacle(Context* context, const casework::v1::SetObstacleRequest* request,
                       casework::v1::SetObstacleResponse* response) override;
  Reactor* AdoptWorkPlan(Context* context, const casework::v1::AdoptWorkPlanRequest* request,
                         casework::v1::AdoptWorkPlanResponse* response) override;
  Reactor* ReviseWorkPlan(Context* context, const casework::v1::ReviseWorkPlanRequest* request,
                          casework::v1::ReviseWorkPlanResponse* response) override;
  Reactor* ReviewWorkPlan(Context* context, const casework::v1::ReviewWorkPlanRequest* request,
                          casework::v1::ReviewWorkPlanResponse* response) override;
  Reactor* AcknowledgeWorkPlan(Context* context,
                               const casework::v1::AcknowledgeWorkPlanRequest* request,
                               casework::v1::AcknowledgeWorkPlanResponse* response) override;
  Reactor* PlanStep(Context* context, const casework::v1::PlanStepRequest* request,
                    casework::v1::PlanStepResponse* response) override;
  Reactor* StartStep(Context* context, const casework::v1::StartStepRequest* request,
                     casework::v1::StartStepResponse* response) override;
  Reactor* CompleteStep(Context* context, const casework::v1::CompleteStepRequest* request,
                        casework::v1::CompleteStepResponse* response) override;
  Reactor* CancelStep(Context* context, const casework::v1::CancelStepRequest* request,
                      casework::v1::CancelStepResponse* response) override;
  Reactor* RecordMilestone(Context* context, const casework::v1::RecordMilestoneRequest* request,
                           casework::v1::RecordMilestoneResponse* response) override;
  Reactor* AddNote(Context* context, const casework::v1::AddNoteRequest* request,
                   casework::v1::AddNoteResponse* response) override;
  Reactor* LockNote(Context* context, const casework::v1::LockNoteRequest* request,
                    casework::v1::LockNoteResponse* response) override;
  Reactor* PauseCase(Context* context, const casework::v1::PauseCaseRequest* request,
                     casework::v1::PauseCaseResponse* response) override;
  Reactor* ResumeCase(Context* context, const casework::v1::ResumeCaseRequest* request,
                      casework::v1::ResumeCaseResponse* response) override;
  Reactor* SetReminder(Context* context, const casework::v1::SetReminderRequest* request,
                       casework::v1::SetReminderResponse* response) override;
  Reactor* DismissReminder(Context* context, const casework::v1::DismissReminderRequest* request,
                           casework::v1::DismissReminderResponse* response) override;
  Reactor* ExemptDeadline(Context* context, const casework::v1::ExemptDeadlineRequest* request,
                          casework::v1::ExemptDeadlineResponse* response) override;
  Reactor* CorrectEvent(Context* context, const casework::v1::CorrectEventRequest* request,
                        casework::v1::CorrectEventResponse* response) override;
  Reactor* VoidEvent(Context* context, const casework::v1::VoidEventRequest* request,
                     casework::v1::VoidEventResponse* response) override;
  Reactor* GetCase(Context* context, const grpc::ByteBuffer* request,
                   grpc::ByteBuffer* response) override;
  Reactor* GetCaseHistory(Context* context, const grpc::ByteBuffer* request,
                          grpc::ByteBuffer* response) override;
  Reactor* DiffCase(Context* context, const casework::v1::DiffCaseRequest* request,
                    casework::v1::DiffCaseResponse* response) override;
  Reactor* ListCases(Context* context, const casework::v1::ListCasesRequest* request,
                     casework::v1::ListCasesResponse* response) override;
  Reactor* CountCases(Context* context, const casework::v1::CountCasesRequest* request,
                      casework::v1::CountCasesResponse* response) override;
  Reactor* GetCaseload(Context* context, const casework::v1::GetCaseloadRequest* request,
                       casework::v1::GetCaseloadResponse* response) override;

 private:
  Runtime& runtime_;
};

}  // namespace framdrift::services
