// Serves programmes that spread a way of working.
#pragma once

#include "framdrift/programme/v1/programme_service.grpc.pb.h"
#include "services/programme/board_indexes.h"
#include "services/runtime.h"

namespace framdrift::services {

// Thread-safe. The runtime must outlive it.
class ProgrammeService final : public programme::v1::ProgrammeService::CallbackService {
 public:
  explicit ProgrammeService(Runtime& runtime);
  ~ProgrammeService() override;

  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  Reactor* StartProgramme(Context* context, const programme::v1::StartProgrammeRequest* request,
                          programme::v1::StartProgrammeResponse* response) override;
  Reactor* JoinProgramme(Context* context, const programme::v1::JoinProgrammeRequest* request,
                         programme::v1::JoinProgrammeResponse* response) override;
  Reactor* LeaveProgramme(Context* context, const programme::v1::LeaveProgrammeRequest* request,
                          programme::v1::LeaveProgrammeResponse* response) override;
  Reactor* AdoptIntroductionPlan(Context* context,
                                 const programme::v1::AdoptIntroductionPlanRequest* request,
                                 programme::v1::AdoptIntroductionPlanResponse* response) override;
  Reactor* ReviseIntroductionPlan(Context* context,
                                  const programme::v1::ReviseIntroductionPlanRequest* request,
                                  programme::v1::ReviseIntroductionPlanResponse* response) override;
  Reactor* FixExpectation(Context* context, const programme::v1::FixExpectationRequest* request,
                          programme::v1::FixExpectationResponse* response) override;
  Reactor* HoldLearningMeeting(Context* context,
                               const programme::v1::HoldLearningMeetingRequest* request,
                               programme::v1::HoldLearningMeetingResponse* response) override;
  Reactor* AgreeAction(Context* context, const programme::v1::AgreeActionRequest* request,
                       programme::v1::AgreeActionResponse* response) override;
  Reactor* CompleteAction(Context* context, const programme::v1::CompleteActionRequest* request,
                          programme::v1::CompleteActionResponse* response) override;
  Reactor* RequestSupport(Context* context, const programme::v1::RequestSupportRequest* request,
                          programme::v1::RequestSupportResponse* response) override;
  Reactor* LogSupport(Context* context, const programme::v1::LogSupportRequest* request,
                      programme::v1::LogSupportResponse* response) override;
  Reactor* RecordShadowing(Context* context, const programme::v1::RecordShadowingRequest* request,
                           programme::v1::RecordShadowingResponse* response) override;
  Reactor* SetBuildingBlock(Context* context, const programme::v1::SetBuildingBlockRequest* request,
                            programme::v1::SetBuildingBlockResponse* response) override;
  Reactor* SubmitProgressReport(Context* context,
                                const programme::v1::SubmitProgressReportRequest* request,
                                programme::v1::SubmitProgressReportResponse* response) override;
  Reactor* CommentProgressReport(Context* context,
                                 const programme::v1::CommentProgressReportRequest* request,
                                 programme::v1::CommentProgressReportResponse* response) override;
  Reactor* AddResearchNote(Context* context, const programme::v1::AddResearchNoteRequest* request,
                           programme::v1::AddResearchNoteResponse* response) override;
  Reactor* LinkMeasure(Context* context, const programme::v1::LinkMeasureRequest* request,
                       programme::v1::LinkMeasureResponse* response) override;
  Reactor* MakeSteeringDecision(Context* context,
                                const programme::v1::MakeSteeringDecisionRequest* request,
                                programme::v1::MakeSteeringDecisionResponse* response) override;
  Reactor* CheckSustainment(Context* context, const programme::v1::CheckSustainmentRequest* request,
                            programme::v1::CheckSustainmentResponse* response) override;
  Reactor* PublishTemplate(Context* context, const programme::v1::PublishTemplateRequest* request,
                           programme::v1::PublishTemplateResponse* response) override;
  Reactor* AdoptTemplate(Context* context, const programme::v1::AdoptTemplateRequest* request,
                         programme::v1::AdoptTemplateResponse* response) override;
  Reactor* EvaluateProgramme(Context* context,
                             const programme::v1::EvaluateProgrammeRequest* request,
                             programme::v1::EvaluateProgrammeResponse* response) override;
  Reactor* EndProgramme(Context* context, const programme::v1::EndProgrammeRequest* request,
                        programme::v1::EndProgrammeResponse* response) override;
  Reactor* CorrectProgrammeEvent(Context* context,
                                 const programme::v1::CorrectProgrammeEventRequest* request,
                                 programme::v1::CorrectProgrammeEventResponse* response) override;
  Reactor* VoidProgrammeEvent(Context* context,
                              const programme::v1::VoidProgrammeEventRequest* request,
                              programme::v1::VoidProgrammeEventResponse* response) override;
  Reactor* GetProgramme(Context* context, const programme::v1::GetProgrammeRequest* request,
                        programme::v1::GetProgrammeResponse* response) override;
  Reactor* GetProgrammeHistory(Context* context,
                               const programme::v1::GetProgrammeHistoryRequest* request,
                               programme::v1::GetProgrammeHistoryResponse* response) override;
  Reactor* ListProgrammes(Context* context, const programme::v1::ListProgrammesRequest* request,
                          programme::v1::ListProgrammesResponse* response) override;

  Reactor* SendStatusReport(Context* context, const programme::v1::SendStatusReportRequest* request,
                            programme::v1::SendStatusReportResponse* response) override;
  Reactor* GetProgrammeBoard(Context* context,
                             const programme::v1::GetProgrammeBoardRequest* request,
                             programme::v1::GetProgrammeBoardResponse* response) override;
  Reactor* GetProgrammeProgress(Context* context,
                                const programme::v1::GetProgrammeProgressRequest* request,
                                programme::v1::GetProgrammeProgressResponse* response) override;
  Reactor* GetStatusReport(Context* context, const programme::v1::GetStatusReportRequest* request,
                           programme::v1::GetStatusReportResponse* response) override;

 private:
  Runtime& runtime_;
  BoardIndexes boards_;
};

}  // namespace framdrift::services
