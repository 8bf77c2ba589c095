#include "services/casework/caseload_service.h"

#include <memory>
#include <utility>

#include "base/refusal.h"
#include "projections/cases.h"
#include "services/casework/case_view.h"
#include "services/casework/caseload_proposal.h"
#include "services/casework/reassignment.h"
#include "services/rows_query.h"
#include "services/run_command.h"

namespace framdrift::services {
namespace {

namespace v1 = casework::v1;

absl::StatusOr<cases::CasesEvents> DecideMoves(UnitOfWork& work,
                                               const v1::ApplyCaseloadRequest& request) {
  return DecideReassignment(work, ReassignmentOf(request));
}

absl::StatusOr<cases::CasesEvents> DecideMoves(UnitOfWork& work,
                                               const v1::UndoCaseloadRequest& request) {
  return DecideRestoration(work, request);
}

v1::CaseMoved MovedOf(const std::string& case_name, const v1::CaseAssigned& assigned) {
  v1::CaseMoved moved;
  moved.set_case_(case_name);
  moved.set_previous_caseworker_id(assigned.previous_caseworker_id());
  moved.set_caseworker_id(assigned.caseworker_id());
  moved.set_unit_id(assigned.unit_id());
  return moved;
}

// What a command that moves cases comes to without being carried out.
struct Preview {
  std::vector<v1::CaseMoved> moved;
  std::vector<Refusal> refusals;
};

// What a refusal is about, in one word.
std::string SubjectOf(const Refusal& refusal) {
  for (const char* key : {"case", "caseworker_id"}) {
    const auto found = refusal.metadata.find(key);
    if (found != refusal.metadata.end()) return found->second;
  }
  return "";
}

template <typename Request>
absl::StatusOr<Preview> PreviewOf(UnitOfWork& work, const Request& request) {
  Preview preview;
  absl::StatusOr<cases::CasesEvents> decided = DecideMoves(work, request);
  if (absl::IsFailedPrecondition(decided.status())) {
    preview.refusals = RefusalsOf(decided.status());
    return preview;
  }
  FD_RETURN_IF_ERROR(decided.status());
  for (const auto& [id, events] : *decided) {
    const std::string name = FormatName(work.tenant(), CaseResource::kCollection, id.bytes());
    for (const auto& emitted : events) {
      preview.moved.push_back(MovedOf(name, emitted.event.case_assigned()));
    }
  }
  return preview;
}

// The answer to a preview: nothing stands in the log for it.
template <typename Response>
void Render(const Preview& preview, Response& response) {
  response.set_position(0);
  for (const v1::CaseMoved& moved : preview.moved) *response.add_moved() = moved;
  for (const Refusal& refusal : preview.refusals) {
    v1::ActionRefusal& out = *response.add_refusals();
    out.set_reason(refusal.reason);
    out.set_message(refusal.message);
    out.set_subject(SubjectOf(refusal));
  }
}

// Moves cases, or says what moving them would come to.
template <typename Request, typename Response>
grpc::ServerUnaryReactor* RunMoves(Runtime& runtime, grpc::CallbackServerContext* context,
                                   const Request* request, Response* response) {
  const auto preview = std::make_shared<Preview>();
  const auto decide = [preview](UnitOfWork& work, const Request& asked) -> absl::Status {
    if (asked.validate_only()) {
      FD_ASSIGN_OR_RETURN(*preview, PreviewOf(work, asked));
      return absl::OkStatus();
    }
    FD_ASSIGN_OR_RETURN(cases::CasesEvents all, DecideMoves(work, asked));
    return EmitAll(work, std::move(all));
  };
  const auto respond = [preview](
                           Answer& answer, const Request& asked, Response& out) -> absl::Status {
    if (asked.validate_only()) {
      Render(*preview, out);
      return absl::OkStatus();
    }
    FD_RETURN_IF_ERROR(answer.MayWait());
    FD_ASSIGN_OR_RETURN(
        const auto assignments,
        AssignmentsAt(answer.runtime(), answer.tenant(), static_cast<int64_t>(answer.position())));
    for (const auto& one : assignments) *out.add_moved() = MovedOf(one.case_name, one.assigned);
    return absl::OkStatus();
  };
  return RunCommand(runtime, context, request, response, decide, respond);
}

}  // namespace

CaseloadService::CaseloadService(Runtime& runtime) : runtime_(runtime) {}

CaseloadService::~CaseloadService() = default;

using Reactor = CaseloadService::Reactor;

Reactor* CaseloadService::ProposeCaseload(Context* context,
                                          const v1::ProposeCaseloadRequest* request,
                                          v1::ProposeCaseloadResponse* response) {
  const auto check = [request] { return CheckMoveCount(*request); };
  return RunRowsQuery(
      runtime_, context, request, response, projections::kCases, AnswerProposal, check);
}

Reactor* CaseloadService::ApplyCaseload(Context* context, const v1::ApplyCaseloadRequest* request,
                                        v1::ApplyCaseloadResponse* response) {
  return RunMoves(runtime_, context, request, response);
}

Reactor* CaseloadService::UndoCaseload(Context* context, const v1::UndoCaseloadRequest* request,
                                       v1::UndoCaseloadResponse* response) {
  return RunMoves(runtime_, context, request, response);
}

}  // namespace framdrift::services
