#include "services/casework/case_service.h"

#include <optional>
#include <string>

#include "domain/cases/amendments.h"
#include "domain/cases/assessment.h"
#include "domain/cases/assignment.h"
#include "domain/cases/care.h"
#include "domain/cases/contact.h"
#include "domain/cases/notes.h"
#include "domain/cases/opening.h"
#include "domain/cases/steps.h"
#include "domain/cases/work_plan.h"
#include "domain/history/known.h"
#include "services/casework/case_diff.h"
#include "services/casework/case_facts.h"
#include "services/casework/case_queries.h"
#include "services/casework/case_view.h"
#include "services/casework/history_view.h"
#include "services/casework/reader_limits.h"
#include "services/casework/reassignment.h"
#include "services/encoded_query.h"
#include "services/past.h"
#include "services/query.h"
#include "services/run_command.h"

namespace framdrift::services {
namespace {

namespace v1 = casework::v1;

using CaseStream = StreamView<cases::CaseDecider>;

struct StateAnswer {
  using Request = v1::GetCaseRequest;
  using Response = v1::GetCaseResponse;
  // What an exit counts as depends on the day.
  static absl::StatusOr<std::optional<std::string>> KeyOf(Reading& reading, const CaseStream& view,
                                                          const Request& asked) {
    if (PastAskedBy(asked).any()) return std::nullopt;
    FD_ASSIGN_OR_RETURN(const bool all, ReadsAll(reading, view));
    if (!all) return std::nullopt;
    return absl::FormatCivilTime(reading.context().today());
  }
  static absl::Status Render(Reading& reading, const CaseStream& view, const Request& asked,
                             Response& out) {
    const PastAsked past_asked = PastAskedBy(asked);
    if (!past_asked.any()) {
      *out.mutable_evaluated_at() = history::TimestampFrom(reading.context().now);
      return RenderWithToday(reading, view, *out.mutable_case_());
    }
    FD_ASSIGN_OR_RETURN(const Past past, PastOf(reading, past_asked));
    if (!history::WasThere(view.timeline(), past.as_of)) return NotThereThen(reading, view);
    *out.mutable_evaluated_at() = history::TimestampFrom(past.evaluated_at);
    out.set_source_times_used(history::IsKnownBySource(view.timeline(), past.as_of));
    return RenderAsOf(reading, view, past, *out.mutable_case_()).status();
  }
  static absl::Status RenderKept(Reading& reading, const CaseStream& view, const Request&,
                                 Response& out) {
    RenderWhole(reading, view, *out.mutable_case_());
    return absl::OkStatus();
  }
  static absl::Status RenderLive(Reading& reading, const CaseStream& view, const Request&,
                                 Response& out) {
    *out.mutable_evaluated_at() = history::TimestampFrom(reading.context().now);
    return RenderToday(reading, view, *out.mutable_case_());
  }
};

struct HistoryAnswer {
  using Request = v1::GetCaseHistoryRequest;
  using Response = v1::GetCaseHistoryResponse;
  static absl::StatusOr<std::optional<std::string>> KeyOf(Reading& reading, const CaseStream& view,
                                                          const Request&) {
    FD_ASSIGN_OR_RETURN(const bool all, ReadsAll(reading, view));
    if (!all) return std::nullopt;
    return std::string();
  }
  static absl::Status Render(Reading& reading, const CaseStream& view, const Request& asked,
                             Response& out) {
    FD_RETURN_IF_ERROR(RenderHistory(view, asked, out));
    return LimitToReader(reading, view, out);
  }
  static absl::Status RenderKept(Reading&, const CaseStream& view, const Request& asked,
                                 Response& out) {
    return RenderHistory(view, asked, out);
  }
  static absl::Status RenderLive(Reading&, const CaseStream&, const Request&, Response&) {
    return absl::OkStatus();
  }
};

}  // namespace

CaseService::CaseService(Runtime& runtime) : runtime_(runtime) {}

CaseService::~CaseService() = default;

using Reactor = CaseService::Reactor;

Reactor* CaseService::OpenCase(Context* context, const v1::OpenCaseRequest* request,
                               v1::OpenCaseResponse* response) {
  return RunCommand<CaseResource, Stream::kMayBeNew>(
      runtime_, context, request, response, FactsOfOpening);
}

Reactor* CaseService::AssignCase(Context* context, const v1::AssignCaseRequest* request,
                                 v1::AssignCaseResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response, FactsOfAssignment);
}

Reactor* CaseService::BulkReassign(Context* context, const v1::BulkReassignRequest* request,
                                   v1::BulkReassignResponse* response) {
  const auto decide = [](UnitOfWork& work, const v1::BulkReassignRequest& asked) -> absl::Status {
    FD_ASSIGN_OR_RETURN(cases::CasesEvents all, DecideReassignment(work, asked));
    return EmitAll(work, std::move(all));
  };
  return RunCommand(runtime_, context, request, response, decide, RenderReassignment);
}

Reactor* CaseService::AssignFlow(Context* context, const v1::AssignFlowRequest* request,
                                 v1::AssignFlowResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

Reactor* CaseService::OfferContact(Context* context, const v1::OfferContactRequest* request,
                                   v1::OfferContactResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

Reactor* CaseService::RecordFirstContact(Context* context,
                                         const v1::RecordFirstContactRequest* request,
                                         v1::RecordFirstContactResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

Reactor* CaseService::RecordContact(Context* context, const v1::RecordContactRequest* request,
                                    v1::RecordContactResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

Reactor* CaseService::Enrol(Context* context, const v1::EnrolRequest* request,
                            v1::EnrolResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

Reactor* CaseService::EndEnrolment(Context* context, const v1::EndEnrolmentRequest* request,
                                   v1::EndEnrolmentResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

Reactor* CaseService::RecordAssessment(Context* context, const v1::RecordAssessmentRequest* request,
                                       v1::RecordAssessmentResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

Reactor* CaseService::ApproveAssessment(Context* context,
                                        const v1::ApproveAssessmentRequest* request,
                                        v1::ApproveAssessmentResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

Reactor* CaseService::SetObstacle(Context* context, const v1::SetObstacleRequest* request,
                                  v1::SetObstacleResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

Reactor* CaseService::AdoptWorkPlan(Context* context, const v1::AdoptWorkPlanRequest* request,
                                    v1::AdoptWorkPlanResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response, FactsOfPlan);
}

Reactor* CaseService::ReviseWorkPlan(Context* context, const v1::ReviseWorkPlanRequest* request,
                                     v1::ReviseWorkPlanResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

Reactor* CaseService::ReviewWorkPlan(Context* context, const v1::ReviewWorkPlanRequest* request,
                                     v1::ReviewWorkPlanResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

Reactor* CaseService::AcknowledgeWorkPlan(Context* context,
                                          const v1::AcknowledgeWorkPlanRequest* request,
                                          v1::AcknowledgeWorkPlanResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response, FactsOfAcknowledgement);
}

Reactor* CaseService::PlanStep(Context* context, const v1::PlanStepRequest* request,
                               v1::PlanStepResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response, FactsOfStep);
}

Reactor* CaseService::StartStep(Context* context, const v1::StartStepRequest* request,
                                v1::StartStepResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

Reactor* CaseService::CompleteStep(Context* context, const v1::CompleteStepRequest* request,
                                   v1::CompleteStepResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

Reactor* CaseService::CancelStep(Context* context, const v1::CancelStepRequest* request,
                                 v1::CancelStepResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

Reactor* CaseService::RecordMilestone(Context* context, const v1::RecordMilestoneRequest* request,
                                      v1::RecordMilestoneResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response, FactsOfMilestone);
}

Reactor* CaseService::AddNote(Context* context, const v1::AddNoteRequest* request,
                              v1::AddNoteResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

Reactor* CaseService::LockNote(Context* context, const v1::LockNoteRequest* request,
                               v1::LockNoteResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

Reactor* CaseService::PauseCase(Context* context, const v1::PauseCaseRequest* request,
                                v1::PauseCaseResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

Reactor* CaseService::ResumeCase(Context* context, const v1::ResumeCaseRequest* request,
                                 v1::ResumeCaseResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

Reactor* CaseService::SetReminder(Context* context, const v1::SetReminderRequest* request,
                                  v1::SetReminderResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

Reactor* CaseService::DismissReminder(Context* context, const v1::DismissReminderRequest* request,
                                      v1::DismissReminderResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

Reactor* CaseService::ExemptDeadline(Context* context, const v1::ExemptDeadlineRequest* request,
                                     v1::ExemptDeadlineResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

Reactor* CaseService::CorrectEvent(Context* context, const v1::CorrectEventRequest* request,
                                   v1::CorrectEventResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

Reactor* CaseService::VoidEvent(Context* context, const v1::VoidEventRequest* request,
                                v1::VoidEventResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

Reactor* CaseService::GetCase(Context* context, const grpc::ByteBuffer* request,
                              grpc::ByteBuffer* response) {
  return RunEncodedQuery<CaseResource, StateAnswer>(runtime_, context, request, response);
}

Reactor* CaseService::GetCaseHistory(Context* context, const grpc::ByteBuffer* request,
                                     grpc::ByteBuffer* response) {
  return RunEncodedQuery<CaseResource, HistoryAnswer>(runtime_, context, request, response);
}

Reactor* CaseService::DiffCase(Context* context, const v1::DiffCaseRequest* request,
                               v1::DiffCaseResponse* response) {
  return RunStreamQuery<CaseResource>(runtime_, context, request, response, RenderDiff);
}

Reactor* CaseService::ListCases(Context* context, const v1::ListCasesRequest* request,
                                v1::ListCasesResponse* response) {
  return services::ListCases(runtime_, context, request, response);
}

Reactor* CaseService::CountCases(Context* context, const v1::CountCasesRequest* request,
                                 v1::CountCasesResponse* response) {
  return services::CountCases(runtime_, context, request, response);
}

Reactor* CaseService::GetCaseload(Context* context, const v1::GetCaseloadRequest* request,
                                  v1::GetCaseloadResponse* response) {
  return services::GetCaseload(runtime_, context, request, response);
}

}  // namespace framdrift::services
