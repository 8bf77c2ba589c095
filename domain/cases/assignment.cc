#include "domain/cases/assignment.h"

#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "domain/cases/decision.h"
#include "domain/cases/guards.h"
#include "domain/cases/refusals.h"

namespace framdrift::cases {
namespace {

using Caseworkers = std::map<std::pair<history::StaffId, history::UnitId>, CaseworkerFacts>;

// Who is responsible for the open case now; the empty id when nobody is.
history::StaffId ResponsibleFor(const Case& state) {
  const Episode* latest = state.latest();
  const bool counts = latest != nullptr && latest->open() && latest->assignment;
  return counts ? latest->assignment->caseworker : history::StaffId();
}

bool CountsAsLoad(const Case& state) { return state.latest() != nullptr && state.latest()->open(); }

void NotActive(const std::string& caseworker_id, const std::string& unit_id, Refusals& out) {
  out.Add(kStaffNotActiveInUnit,
          "The caseworker does not work in that unit now; choose another, or grant a role there.",
          {{"caseworker_id", caseworker_id}, {"unit_id", unit_id}});
}

void OverCapacity(const std::string& caseworker_id, int load, int max_load, Refusals& out) {
  out.Add(kOverCapacity,
          absl::StrCat("The caseworker would have ",
                       load,
                       " open cases and takes ",
                       max_load,
                       "; choose another, or give an override_reason."),
          {{"caseworker_id", caseworker_id},
           {"load", absl::StrCat(load)},
           {"max_load", absl::StrCat(max_load)}});
}

casework::v1::CaseEvent Assigned(const Case& state, const std::string& caseworker_id,
                                 const std::string& unit_id, const std::string& override_reason) {
  casework::v1::CaseEvent event;
  auto& assigned = *event.mutable_case_assigned();
  assigned.set_caseworker_id(caseworker_id);
  assigned.set_unit_id(unit_id);
  if (const Episode* latest = state.latest(); latest != nullptr && latest->assignment) {
    assigned.set_previous_caseworker_id(latest->assignment->caseworker.ToString());
    assigned.set_previous_unit_id(latest->assignment->unit.ToString());
  }
  assigned.set_override_reason(override_reason);
  return event;
}

// Adds `refusal` with the case it is about.
void AddFor(const std::string& name, const Refusal& refusal, Refusals& out) {
  std::map<std::string, std::string> metadata = refusal.metadata;
  metadata.emplace("case", name);
  out.Add(refusal.reason, refusal.message, std::move(metadata));
}

// OVER_CAPACITY for everyone whom the batch leaves with more than before and more than they take.
void CheckLoads(const ReassignmentFacts& facts, const casework::v1::BulkReassignRequest& command,
                Refusals& out) {
  std::map<history::StaffId, int> change;
  for (const auto& one : command.reassignments()) {
    const auto found = facts.cases.find(
        history::IdOrNone<history::CaseId>(one.case_().substr(one.case_().rfind('/') + 1)));
    if (found == facts.cases.end() || !CountsAsLoad(*found->second)) continue;
    --change[ResponsibleFor(*found->second)];
    ++change[history::IdOrNone<history::StaffId>(one.caseworker_id())];
  }
  std::set<history::StaffId> told;
  for (const auto& [who, caseworker] : facts.caseworkers) {
    const int load = caseworker.open_cases + change[who.first];
    const bool over = caseworker.max_load > 0 && load > caseworker.max_load;
    if (over && change[who.first] > 0 && told.insert(who.first).second) {
      OverCapacity(who.first.ToString(), load, caseworker.max_load, out);
    }
  }
}

}  // namespace

void Evolve(Case& state, const casework::v1::CaseAssigned& event,
            const history::Envelope& envelope) {
  CurrentEpisode(state).assignment = {
      .stamp = Stamp::Of(envelope),
      .caseworker = history::IdOrNone<history::StaffId>(event.caseworker_id()),
      .unit = history::IdOrNone<history::UnitId>(event.unit_id())};
}

void Check(const Case& before, const casework::v1::CaseAssigned&, const history::Envelope& envelope,
           Refusals& out) {
  AnyEpisode(before, envelope, out);
}

absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::AssignCaseRequest& command,
                                  const CaseworkerFacts& facts, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  const auto caseworker = history::IdOrNone<history::StaffId>(command.caseworker_id());
  if (!facts.active_in_unit) NotActive(command.caseworker_id(), command.unit_id(), ground.refusals);
  const bool adds = CountsAsLoad(state) && ResponsibleFor(state) != caseworker;
  const int load = facts.open_cases + 1;
  if (adds && facts.max_load > 0 && load > facts.max_load && command.override_reason().empty()) {
    OverCapacity(command.caseworker_id(), load, facts.max_load, ground.refusals);
  }
  return Conclude(
      state,
      std::move(ground),
      Assigned(state, command.caseworker_id(), command.unit_id(), command.override_reason()),
      {},
      context);
}

absl::StatusOr<CasesEvents> Decide(const ReassignmentFacts& facts,
                                   const casework::v1::BulkReassignRequest& command,
                                   const history::Context& context) {
  CasesEvents all;
  Refusals refusals;
  std::set<history::CaseId> seen;
  for (const casework::v1::Reassignment& one : command.reassignments()) {
    FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(one.case_(), command.occurred(), context));
    const history::CaseId id(ground.subject);
    if (!seen.insert(id).second) {
      refusals.Add(kCaseTwice, "Name each case once.", {{"case", one.case_()}});
    }
    const auto staff =
        facts.caseworkers.find({history::IdOrNone<history::StaffId>(one.caseworker_id()),
                                history::IdOrNone<history::UnitId>(one.unit_id())});
    if (staff == facts.caseworkers.end() || !staff->second.active_in_unit) {
      NotActive(one.caseworker_id(), one.unit_id(), ground.refusals);
    }
    const auto found = facts.cases.find(id);
    FD_CHECK(found != facts.cases.end());
    const Case& state = *found->second;
    casework::v1::CaseEvent event =
        Assigned(state, one.caseworker_id(), one.unit_id(), command.override_reason());
    event.mutable_case_assigned()->set_in_batch(true);
    auto events = Conclude(state, std::move(ground), std::move(event), {}, context);
    for (const Refusal& refusal : RefusalsOf(events.status())) {
      AddFor(one.case_(), refusal, refusals);
    }
    if (events.ok()) all.emplace_back(id, *std::move(events));
  }
  if (command.override_reason().empty()) CheckLoads(facts, command, refusals);
  if (!refusals.empty()) return refusals.AsStatus();
  return all;
}

}  // namespace framdrift::cases
