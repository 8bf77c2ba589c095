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

// Hundredths as a number of cases.
std::string InCases(int64_t percent) { return absl::StrCat(static_cast<double>(percent) / 100); }

bool IsOver(int64_t load_percent, int32_t max_load) {
  return max_load > 0 && load_percent > int64_t{100} * max_load;
}

void OverCapacity(const std::string& caseworker_id, int64_t load_percent, int32_t max_load,
                  Refusals& out) {
  out.Add(kOverCapacity,
          absl::StrCat("The caseworker would have ",
                       InCases(load_percent),
                       " open cases and takes ",
                       max_load,
                       "; choose another, or give an override_reason."),
          {{"caseworker_id", caseworker_id},
           {"load", InCases(load_percent)},
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
  std::map<history::StaffId, int64_t> change;
  for (const auto& one : command.reassignments()) {
    const auto found = facts.cases.find(
        history::IdOrNone<history::CaseId>(one.case_().substr(one.case_().rfind('/') + 1)));
    if (found == facts.cases.end() || !CountsAsLoad(*found->second.state)) continue;
    change[ResponsibleFor(*found->second.state)] -= found->second.weight_percent;
    change[history::IdOrNone<history::StaffId>(one.caseworker_id())] +=
        found->second.weight_percent;
  }
  std::set<history::StaffId> told;
  for (const auto& [who, caseworker] : facts.caseworkers) {
    const int64_t load = caseworker.load_percent + change[who.first];
    if (IsOver(load, caseworker.max_load) && change[who.first] > 0 &&
        told.insert(who.first).second) {
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
                                  const AssignmentFacts& facts, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  const CaseworkerFacts& caseworker = facts.caseworker;
  if (!caseworker.active_in_unit) {
    NotActive(command.caseworker_id(), command.unit_id(), ground.refusals);
  }
  const bool adds =
      CountsAsLoad(state) &&
      ResponsibleFor(state) != history::IdOrNone<history::StaffId>(command.caseworker_id());
  const int64_t load = caseworker.load_percent + facts.weight_percent;
  if (adds && IsOver(load, caseworker.max_load) && command.override_reason().empty()) {
    OverCapacity(command.caseworker_id(), load, caseworker.max_load, ground.refusals);
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
    const Case& state = *found->second.state;
    if (!one.etag().empty() && one.etag() != found->second.etag && !state.episodes.empty()) {
      refusals.Add(kCaseChanged,
                   "The case has changed since; look at it, or propose anew.",
                   {{"case", one.case_()}, {"etag", found->second.etag}});
    }
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
