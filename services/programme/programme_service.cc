#include "services/programme/programme_service.h"

#include "services/list.h"
#include "services/programme/facts.h"
#include "services/programme/queries.h"
#include "services/programme/resources.h"
#include "services/query.h"
#include "services/run_command.h"
#include "services/stream_history.h"

namespace framdrift::services {

namespace v1 = programme::v1;

ProgrammeService::ProgrammeService(Runtime& runtime) : runtime_(runtime) {}

ProgrammeService::~ProgrammeService() = default;

using Reactor = ProgrammeService::Reactor;

Reactor* ProgrammeService::StartProgramme(Context* context,
                                          const v1::StartProgrammeRequest* request,
                                          v1::StartProgrammeResponse* response) {
  return RunCommand<ProgrammeResource, Stream::kMayBeNew>(runtime_, context, request, response);
}

Reactor* ProgrammeService::JoinProgramme(Context* context, const v1::JoinProgrammeRequest* request,
                                         v1::JoinProgrammeResponse* response) {
  return RunCommand<ProgrammeResource>(
      runtime_, context, request, response, FactsOfPart<v1::JoinProgrammeRequest>);
}

Reactor* ProgrammeService::LeaveProgramme(Context* context,
                                          const v1::LeaveProgrammeRequest* request,
                                          v1::LeaveProgrammeResponse* response) {
  return RunCommand<ProgrammeResource>(runtime_, context, request, response);
}

Reactor* ProgrammeService::AdoptIntroductionPlan(Context* context,
                                                 const v1::AdoptIntroductionPlanRequest* request,
                                                 v1::AdoptIntroductionPlanResponse* response) {
  return RunCommand<ProgrammeResource>(runtime_, context, request, response);
}

Reactor* ProgrammeService::ReviseIntroductionPlan(Context* context,
                                                  const v1::ReviseIntroductionPlanRequest* request,
                                                  v1::ReviseIntroductionPlanResponse* response) {
  return RunCommand<ProgrammeResource>(runtime_, context, request, response);
}

Reactor* ProgrammeService::FixExpectation(Context* context,
                                          const v1::FixExpectationRequest* request,
                                          v1::FixExpectationResponse* response) {
  return RunCommand<ProgrammeResource>(runtime_, context, request, response);
}

Reactor* ProgrammeService::HoldLearningMeeting(Context* context,
                                               const v1::HoldLearningMeetingRequest* request,
                                               v1::HoldLearningMeetingResponse* response) {
  return RunCommand<ProgrammeResource>(runtime_, context, request, response);
}

Reactor* ProgrammeService::AgreeAction(Context* context, const v1::AgreeActionRequest* request,
                                       v1::AgreeActionResponse* response) {
  return RunCommand<ProgrammeResource>(
      runtime_, context, request, response, FactsOfPart<v1::AgreeActionRequest>);
}

Reactor* ProgrammeService::CompleteAction(Context* context,
                                          const v1::CompleteActionRequest* request,
                                          v1::CompleteActionResponse* response) {
  return RunCommand<ProgrammeResource>(runtime_, context, request, response);
}

Reactor* ProgrammeService::RequestSupport(Context* context,
                                          const v1::RequestSupportRequest* request,
                                          v1::RequestSupportResponse* response) {
  return RunCommand<ProgrammeResource>(
      runtime_, context, request, response, FactsOfPart<v1::RequestSupportRequest>);
}

Reactor* ProgrammeService::LogSupport(Context* context, const v1::LogSupportRequest* request,
                                      v1::LogSupportResponse* response) {
  return RunCommand<ProgrammeResource>(
      runtime_, context, request, response, FactsOfPart<v1::LogSupportRequest>);
}

Reactor* ProgrammeService::RecordShadowing(Context* context,
                                           const v1::RecordShadowingRequest* request,
                                           v1::RecordShadowingResponse* response) {
  return RunCommand<ProgrammeResource>(
      runtime_, context, request, response, FactsOfPart<v1::RecordShadowingRequest>);
}

Reactor* ProgrammeService::SetBuildingBlock(Context* context,
                                            const v1::SetBuildingBlockRequest* request,
                                            v1::SetBuildingBlockResponse* response) {
  return RunCommand<ProgrammeResource>(runtime_, context, request, response);
}

Reactor* ProgrammeService::SubmitProgressReport(Context* context,
                                                const v1::SubmitProgressReportRequest* request,
                                                v1::SubmitProgressReportResponse* response) {
  return RunCommand<ProgrammeResource>(
      runtime_, context, request, response, FactsOfPart<v1::SubmitProgressReportRequest>);
}

Reactor* ProgrammeService::CommentProgressReport(Context* context,
                                                 const v1::CommentProgressReportRequest* request,
                                                 v1::CommentProgressReportResponse* response) {
  return RunCommand<ProgrammeResource>(runtime_, context, request, response);
}

Reactor* ProgrammeService::AddResearchNote(Context* context,
                                           const v1::AddResearchNoteRequest* request,
                                           v1::AddResearchNoteResponse* response) {
  return RunCommand<ProgrammeResource>(
      runtime_, context, request, response, FactsOfPart<v1::AddResearchNoteRequest>);
}

Reactor* ProgrammeService::LinkMeasure(Context* context, const v1::LinkMeasureRequest* request,
                                       v1::LinkMeasureResponse* response) {
  return RunCommand<ProgrammeResource>(runtime_, context, request, response, FactsOfLink);
}

Reactor* ProgrammeService::MakeSteeringDecision(Context* context,
                                                const v1::MakeSteeringDecisionRequest* request,
                                                v1::MakeSteeringDecisionResponse* response) {
  return RunCommand<ProgrammeResource>(
      runtime_, context, request, response, FactsOfPart<v1::MakeSteeringDecisionRequest>);
}

Reactor* ProgrammeService::CheckSustainment(Context* context,
                                            const v1::CheckSustainmentRequest* request,
                                            v1::CheckSustainmentResponse* response) {
  return RunCommand<ProgrammeResource>(runtime_, context, request, response);
}

Reactor* ProgrammeService::PublishTemplate(Context* context,
                                           const v1::PublishTemplateRequest* request,
                                           v1::PublishTemplateResponse* response) {
  return RunCommand<ProgrammeResource>(runtime_, context, request, response);
}

Reactor* ProgrammeService::AdoptTemplate(Context* context, const v1::AdoptTemplateRequest* request,
                                         v1::AdoptTemplateResponse* response) {
  return RunCommand<ProgrammeResource>(runtime_, context, request, response, FactsOfAdoption);
}

Reactor* ProgrammeService::EvaluateProgramme(Context* context,
                                             const v1::EvaluateProgrammeRequest* request,
                                             v1::EvaluateProgrammeResponse* response) {
  return RunCommand<ProgrammeResource>(runtime_, context, request, response);
}

Reactor* ProgrammeService::EndProgramme(Context* context, const v1::EndProgrammeRequest* request,
                                        v1::EndProgrammeResponse* response) {
  return RunCommand<ProgrammeResource>(runtime_, context, request, response);
}

Reactor* ProgrammeService::CorrectProgrammeEvent(Context* context,
                                                 const v1::CorrectProgrammeEventRequest* request,
                                                 v1::CorrectProgrammeEventResponse* response) {
  return RunCommand<ProgrammeResource>(runtime_, context, request, response);
}

Reactor* ProgrammeService::VoidProgrammeEvent(Context* context,
                                              const v1::VoidProgrammeEventRequest* request,
                                              v1::VoidProgrammeEventResponse* response) {
  return RunCommand<ProgrammeResource>(runtime_, context, request, response);
}

Reactor* ProgrammeService::GetProgramme(Context* context, const v1::GetProgrammeRequest* request,
                                        v1::GetProgrammeResponse* response) {
  return RunStreamQuery<ProgrammeResource>(runtime_, context, request, response, AnswerProgramme);
}

Reactor* ProgrammeService::GetProgrammeHistory(Context* context,
                                               const v1::GetProgrammeHistoryRequest* request,
                                               v1::GetProgrammeHistoryResponse* response) {
  return RunStreamQuery<ProgrammeResource>(runtime_, context, request, response, AnswerHistory());
}

Reactor* ProgrammeService::ListProgrammes(Context* context,
                                          const v1::ListProgrammesRequest* request,
                                          v1::ListProgrammesResponse* response) {
  return RunList<ProgrammeResource>(
      runtime_,
      context,
      request,
      response,
      [](const programme::Programme& one, const v1::ListProgrammesRequest&) {
        return one.started.has_value();
      },
      [](v1::Programme& listed) { TrimForList(listed); });
}

Reactor* ProgrammeService::SendStatusReport(Context* context,
                                            const v1::SendStatusReportRequest* request,
                                            v1::SendStatusReportResponse* response) {
  return RunCommand<ProgrammeResource>(runtime_, context, request, response, FactsOfSending);
}

Reactor* ProgrammeService::GetProgrammeBoard(Context* context,
                                             const v1::GetProgrammeBoardRequest* request,
                                             v1::GetProgrammeBoardResponse* response) {
  return RunStreamQuery<ProgrammeResource>(runtime_,
                                           context,
                                           request,
                                           response,
                                           [this](Reading& reading,
                                                  const ProgrammeView& view,
                                                  const v1::GetProgrammeBoardRequest& asked,
                                                  v1::GetProgrammeBoardResponse& out) {
                                             return AnswerBoard(reading, boards_, view, asked, out);
                                           });
}

Reactor* ProgrammeService::GetProgrammeProgress(Context* context,
                                                const v1::GetProgrammeProgressRequest* request,
                                                v1::GetProgrammeProgressResponse* response) {
  return RunStreamQuery<ProgrammeResource>(runtime_, context, request, response, AnswerProgress);
}

Reactor* ProgrammeService::GetStatusReport(Context* context,
                                           const v1::GetStatusReportRequest* request,
                                           v1::GetStatusReportResponse* response) {
  return RunStreamQuery<ProgrammeResource>(runtime_,
                                           context,
                                           request,
                                           response,
                                           [this](Reading& reading,
                                                  const ProgrammeView& view,
                                                  const v1::GetStatusReportRequest& asked,
                                                  v1::GetStatusReportResponse& out) {
                                             return AnswerStatusReport(
                                                 reading, boards_, view, asked, out);
                                           });
}

}  // namespace framdrift::services
