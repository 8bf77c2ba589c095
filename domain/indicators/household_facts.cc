#include "domain/indicators/household_facts.h"

#include <optional>
#include <set>

#include "domain/deadlines/decision_deadlines.h"
#include "domain/indicators/case_facts.h"
#include "domain/indicators/moment.h"

namespace framdrift::indicators {
namespace {

using facts::v1::FactApplication;
using household::Household;

facts::v1::FactMoment MomentFrom(const household::Mark& mark, absl::TimeZone zone) {
  return indicators::MomentFrom(cases::Stamp{mark.position, mark.occurred, mark.day}, zone);
}

// Where somebody joined or left.
std::set<absl::CivilDay> DaysOfChange(const Household& state) {
  std::set<absl::CivilDay> days;
  for (const household::Membership& one : state.memberships) {
    days.insert(one.from);
    if (one.to) days.insert(*one.to);
  }
  return days;
}

facts::v1::FactMembership MembershipOf(const household::PersonId& person, const Household& state,
                                       const std::set<absl::CivilDay>& days) {
  facts::v1::FactMembership out;
  auto last = household::v1::HOUSEHOLD_TYPE_UNSPECIFIED;
  for (const absl::CivilDay day : days) {
    const auto type = state.IsMemberOn(person, day) ? state.TypeOn(day)
                                                    : household::v1::HOUSEHOLD_TYPE_UNSPECIFIED;
    if (type == last) continue;
    last = type;
    facts::v1::FactHouseholdType& made = *out.add_types();
    made.set_from_day(DayNumberOf(day));
    made.set_type(type);
  }
  return out;
}

// The decision on the application that was made first; null when none was.
const household::Decision* FirstDecisionOn(const household::ApplicationId& application,
                                           const Household& state) {
  const household::Decision* first = nullptr;
  for (const auto& [id, decision] : state.decisions) {
    if (decision.application != application) continue;
    const auto key = [](const household::Decision& one) {
      return std::pair(one.decided.occurred.at, one.decided.position);
    };
    if (first == nullptr || key(decision) < key(*first)) first = &decision;
  }
  return first;
}

facts::v1::FactDecision DecisionOf(const household::Decision& decision, absl::TimeZone zone) {
  facts::v1::FactDecision out;
  *out.mutable_decided() = MomentFrom(decision.decided, zone);
  out.set_decided_by(decision.first_decided_by);
  out.set_outcome(decision.first_outcome);
  out.set_ground(decision.ground);
  if (decision.first_changed) *out.mutable_changed() = MomentFrom(*decision.first_changed, zone);
  return out;
}

// What was applied for and decided, under the persons it concerns.
void AddAid(const Household& state, absl::TimeZone zone, HouseholdFacts& facts) {
  for (const auto& [id, application] : state.applications) {
    if (application.kind == household::v1::APPLICATION_KIND_GENERAL_ENQUIRY) continue;
    for (const household::PersonId& person : application.applicants) {
      facts.memberships[person].add_applied(MomentFrom(application.received, zone).moment());
    }
  }
  for (const auto& [id, decision] : state.decisions) {
    if (decision.applicants.empty()) continue;
    *facts.memberships[decision.applicants.front()].add_decisions() = DecisionOf(decision, zone);
  }
}

FactApplication ApplicationOf(const household::ApplicationId& id,
                              const household::Application& application, const Household& state,
                              absl::TimeZone zone) {
  FactApplication out;
  *out.mutable_received() = MomentFrom(application.received, zone);
  if (application.completed) *out.mutable_completed() = MomentFrom(*application.completed, zone);
  out.set_channel(application.channel);
  out.set_kind(application.kind);
  const household::Decision* decision = FirstDecisionOn(id, state);
  if (decision == nullptr) return out;
  *out.mutable_decided() = MomentFrom(decision->decided, zone);
  out.set_decided_by(decision->first_decided_by);
  return out;
}

}  // namespace

HouseholdFacts FactsOf(const Household& state, const deadlines::PolicyTerms& terms) {
  HouseholdFacts facts;
  const std::set<absl::CivilDay> days = DaysOfChange(state);
  for (const household::Membership& one : state.memberships) {
    const auto [it, added] = facts.memberships.try_emplace(one.person);
    if (added) it->second = MembershipOf(one.person, state, days);
  }
  AddAid(state, terms.zone(), facts);
  const auto due = deadlines::DecisionDeadlinesOf(state, {}, terms);
  for (const auto& [id, application] : state.applications) {
    if (application.applicants.empty()) continue;
    FactApplication& made = facts.applications[application.applicants.front()][id];
    made = ApplicationOf(id, application, state, terms.zone());
    const auto deadline = due.find(id);
    if (deadline != due.end()) made.set_decision_due(MomentOf(deadline->second.due, terms.zone()));
  }
  return facts;
}

}  // namespace framdrift::indicators
