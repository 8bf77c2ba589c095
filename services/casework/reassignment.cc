#include "services/casework/reassignment.h"

#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "domain/cases/assignment.h"
#include "services/casework/case_facts.h"
#include "services/casework/case_view.h"
#include "services/names.h"

namespace framdrift::services {
namespace {

namespace v1 = casework::v1;

absl::StatusOr<Id16> CaseIdOf(const std::string& tenant, const std::string& name, int index) {
  const auto parsed = ParseName(name, CaseResource::kCollection);
  if (parsed.ok() && parsed->id && parsed->tenant == tenant) return *parsed->id;
  return InvalidField(absl::StrCat("reassignments[", index, "].case"),
                      absl::StrCat("Give tenants/", tenant, "/cases/{uuid}."));
}

// The last event that gave the case to somebody; null when none did.
const v1::CaseAssigned* LastAssignment(const StreamView<cases::CaseDecider>& view) {
  const auto& entries = view.timeline().entries();
  for (size_t i = view.revision(); i > 0; --i) {
    if (entries[i - 1].event.has_case_assigned()) return &entries[i - 1].event.case_assigned();
  }
  return nullptr;
}

}  // namespace

absl::Status DecideReassignment(UnitOfWork& work, const v1::BulkReassignRequest& request) {
  cases::ReassignmentFacts facts;
  FD_ASSIGN_OR_RETURN(const policy::Policy* policy, PolicyToday(work));
  for (int i = 0; i < request.reassignments_size(); ++i) {
    const v1::Reassignment& one = request.reassignments(i);
    FD_ASSIGN_OR_RETURN(const Id16 id, CaseIdOf(work.tenant(), one.case_(), i));
    FD_ASSIGN_OR_RETURN(const auto* current, work.LoadExisting<CaseResource>(id));
    facts.cases[history::CaseId(id)] = {&current->state(), WeightOf(current->state(), *policy)};
    FD_ASSIGN_OR_RETURN(const auto caseworker, history::StaffId::Parse(one.caseworker_id()));
    FD_ASSIGN_OR_RETURN(const auto unit, history::UnitId::Parse(one.unit_id()));
    FD_ASSIGN_OR_RETURN((facts.caseworkers[{caseworker, unit}]),
                        FactsOfCaseworker(work, one.caseworker_id(), one.unit_id(), *policy));
  }
  FD_ASSIGN_OR_RETURN(cases::CasesEvents all, Decide(facts, request, work.context()));
  for (auto& [id, events] : all) {
    FD_RETURN_IF_ERROR(work.Emit<cases::CaseDecider>(id.bytes(), std::move(events)));
  }
  return absl::OkStatus();
}

absl::Status RenderReassignment(Answer& answer, const v1::BulkReassignRequest& request,
                                v1::BulkReassignResponse& out) {
  for (int i = 0; i < request.reassignments_size(); ++i) {
    FD_ASSIGN_OR_RETURN(const Id16 id,
                        CaseIdOf(answer.tenant(), request.reassignments(i).case_(), i));
    FD_ASSIGN_OR_RETURN(const auto view, answer.View<cases::CaseDecider>(id));
    const v1::CaseAssigned* assigned = LastAssignment(view);
    if (assigned == nullptr || assigned->previous_caseworker_id().empty()) continue;
    v1::Reassignment& previous = *out.add_previous();
    previous.set_case_(request.reassignments(i).case_());
    previous.set_caseworker_id(assigned->previous_caseworker_id());
    previous.set_unit_id(assigned->previous_unit_id());
  }
  return absl::OkStatus();
}

}  // namespace framdrift::services
