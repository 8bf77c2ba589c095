#include "services/casework/reassignment.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "services/casework/case_facts.h"
#include "services/casework/case_view.h"
#include "services/casework/collect.h"
#include "services/event_mapping.h"
#include "services/names.h"

namespace framdrift::services {
namespace {

namespace v1 = casework::v1;

constexpr char kReassignmentNotFound[] = "REASSIGNMENT_NOT_FOUND";  // NOT_FOUND

absl::StatusOr<Id16> CaseIdOf(const std::string& tenant, const std::string& name, int index) {
  const auto parsed = ParseName(name, CaseResource::kCollection);
  if (parsed.ok() && parsed->id && parsed->tenant == tenant) return *parsed->id;
  return InvalidField(absl::StrCat("reassignments[", index, "].case"),
                      absl::StrCat("Give tenants/", tenant, "/cases/{uuid}."));
}

// What deciding on all of them needs to know.
absl::StatusOr<cases::ReassignmentFacts> FactsOf(UnitOfWork& work,
                                                 const v1::BulkReassignRequest& request) {
  cases::ReassignmentFacts facts;
  FD_ASSIGN_OR_RETURN(const policy::Policy* policy, PolicyToday(work));
  for (int i = 0; i < request.reassignments_size(); ++i) {
    const v1::Reassignment& one = request.reassignments(i);
    FD_ASSIGN_OR_RETURN(const Id16 id, CaseIdOf(work.tenant(), one.case_(), i));
    FD_ASSIGN_OR_RETURN(const auto* current, work.Load<cases::CaseDecider>(id));
    facts.cases[history::CaseId(id)] = {
        &current->state(), WeightOf(current->state(), *policy), FormatEtag(current->revision())};
    FD_ASSIGN_OR_RETURN(const auto caseworker, history::StaffId::Parse(one.caseworker_id()));
    FD_ASSIGN_OR_RETURN(const auto unit, history::UnitId::Parse(one.unit_id()));
    if (facts.caseworkers.contains({caseworker, unit})) continue;
    FD_ASSIGN_OR_RETURN((facts.caseworkers[{caseworker, unit}]),
                        FactsOfCaseworker(work, one.caseworker_id(), one.unit_id(), *policy));
  }
  return facts;
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

absl::StatusOr<cases::CasesEvents> DecideReassignment(UnitOfWork& work,
                                                      const v1::BulkReassignRequest& request) {
  FD_ASSIGN_OR_RETURN(const cases::ReassignmentFacts facts, FactsOf(work, request));
  return Decide(facts, request, work.context());
}

absl::StatusOr<cases::CasesEvents> DecideRestoration(UnitOfWork& work,
                                                     const v1::UndoCaseloadRequest& request) {
  FD_RETURN_IF_ERROR(work.MayWait());
  cases::RestorationFacts facts;
  FD_ASSIGN_OR_RETURN(facts.assignments,
                      AssignmentsAt(work.runtime(), work.tenant(), request.applied_position()));
  if (facts.assignments.empty()) {
    return StatusWithReason(absl::StatusCode::kNotFound,
                            kReassignmentNotFound,
                            "No cases were moved together at that position; give the position that "
                            "moving them was answered with.",
                            {{"position", absl::StrCat(request.applied_position())}});
  }
  const auto back = cases::GivingBack(facts.assignments, request.override_reason());
  FD_ASSIGN_OR_RETURN(facts.reassignment, FactsOf(work, back));
  for (const cases::BatchedAssignment& one : facts.assignments) {
    FD_ASSIGN_OR_RETURN(const ResourceName name,
                        ParseName(one.case_name, CaseResource::kCollection));
    FD_ASSIGN_OR_RETURN(const auto* current, work.Load<cases::CaseDecider>(*name.id));
    facts.reassignment.cases.try_emplace(history::CaseId(*name.id),
                                         cases::WeighedCase{&current->state(), 0, {}});
  }
  return Decide(facts, request, work.context());
}

absl::Status EmitAll(UnitOfWork& work, cases::CasesEvents all) {
  Refusals refusals;
  for (auto& [id, events] : all) {
    const std::string name = FormatName(work.tenant(), CaseResource::kCollection, id.bytes());
    FD_RETURN_IF_ERROR(
        Collect(work.Emit<cases::CaseDecider>(id.bytes(), std::move(events)), name, refusals));
  }
  return refusals.AsStatus();
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

v1::BulkReassignRequest ReassignmentOf(const v1::ApplyCaseloadRequest& request) {
  v1::BulkReassignRequest asked;
  asked.set_override_reason(request.override_reason());
  for (const v1::CaseloadMove& move : request.proposal().moves()) {
    v1::Reassignment& one = *asked.add_reassignments();
    one.set_case_(move.case_());
    one.set_caseworker_id(move.caseworker_id());
    one.set_unit_id(request.proposal().unit_id());
    one.set_etag(move.etag());
  }
  return asked;
}

absl::StatusOr<std::vector<cases::BatchedAssignment>> AssignmentsAt(Runtime& runtime,
                                                                    const std::string& tenant,
                                                                    int64_t position) {
  std::vector<cases::BatchedAssignment> found;
  if (position <= 0) return found;
  const absl::StatusOr<eventstore::Page> page = runtime.store.ReadCommit(
      tenant, eventstore::LogNumber::kMain, static_cast<eventstore::Position>(position));
  if (absl::IsOutOfRange(page.status())) return found;
  FD_RETURN_IF_ERROR(page.status());
  constexpr auto kCase = static_cast<uint16_t>(history::StreamKind::kCase);
  constexpr uint32_t kAssigned = v1::CaseEvent::kCaseAssigned;
  for (const eventstore::EventView& event : page->events()) {
    if (event.stream.kind != kCase || event.type % 1000 != kAssigned) continue;
    v1::CaseEvent read;
    FD_RETURN_IF_ERROR(ReadPublicPart(event, read));
    if (!read.case_assigned().in_batch()) continue;
    cases::BatchedAssignment& one = found.emplace_back();
    one.case_name = FormatName(tenant, CaseResource::kCollection, event.stream.id);
    one.position = static_cast<int64_t>(event.position);
    one.assigned = std::move(*read.mutable_case_assigned());
  }
  return found;
}

}  // namespace framdrift::services
