#include "domain/cases/restoration.h"

#include <map>

#include "base/check.h"
#include "domain/cases/refusals.h"

namespace framdrift::cases {
namespace {

history::CaseId IdOf(const std::string& case_name) {
  return history::IdOrNone<history::CaseId>(case_name.substr(case_name.rfind('/') + 1));
}

// Whether the case is in the hands the batch gave it to, by that assignment.
bool StandsAsLeft(const Case& state, const BatchedAssignment& one) {
  const Episode* latest = state.latest();
  return latest != nullptr && latest->open() && latest->assignment &&
         latest->assignment->stamp.position == one.position &&
         latest->assignment->caseworker ==
             history::IdOrNone<history::StaffId>(one.assigned.caseworker_id());
}

}  // namespace

casework::v1::BulkReassignRequest GivingBack(const std::vector<BatchedAssignment>& assignments,
                                             const std::string& override_reason) {
  casework::v1::BulkReassignRequest back;
  back.set_override_reason(override_reason);
  for (const BatchedAssignment& one : assignments) {
    if (one.assigned.previous_caseworker_id().empty()) continue;
    casework::v1::Reassignment& reassignment = *back.add_reassignments();
    reassignment.set_case_(one.case_name);
    reassignment.set_caseworker_id(one.assigned.previous_caseworker_id());
    reassignment.set_unit_id(one.assigned.previous_unit_id());
  }
  return back;
}

absl::StatusOr<CasesEvents> Decide(const RestorationFacts& facts,
                                   const casework::v1::UndoCaseloadRequest& command,
                                   const history::Context& context) {
  Refusals refusals;
  std::map<history::CaseId, int64_t> positions;
  for (const BatchedAssignment& one : facts.assignments) {
    const history::CaseId id = IdOf(one.case_name);
    positions[id] = one.position;
    const auto found = facts.reassignment.cases.find(id);
    FD_CHECK(found != facts.reassignment.cases.end());
    if (!StandsAsLeft(*found->second.state, one)) {
      refusals.Add(kCaseMovedSince,
                   "The case has been moved or exited since; move it by itself if need be.",
                   {{"case", one.case_name}});
    }
    if (one.assigned.previous_caseworker_id().empty()) {
      refusals.Add(kCaseworkerBeforeMissing,
                   "Nobody was responsible for the case before; assign it to somebody.",
                   {{"case", one.case_name}});
    }
  }
  auto all =
      Decide(facts.reassignment, GivingBack(facts.assignments, command.override_reason()), context);
  if (!all.ok() && !absl::IsFailedPrecondition(all.status())) return all.status();
  for (const Refusal& refusal : RefusalsOf(all.status())) {
    refusals.Add(refusal.reason, refusal.message, refusal.metadata);
  }
  if (!refusals.empty()) return refusals.AsStatus();
  for (auto& [id, events] : *all) {
    for (auto& emitted : events) {
      emitted.event.mutable_case_assigned()->set_restores_position(positions[id]);
    }
  }
  return all;
}

}  // namespace framdrift::cases
