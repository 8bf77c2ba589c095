#include "domain/balance/candidate.h"

#include <algorithm>

#include "base/check.h"
#include "domain/balance/weight.h"

namespace framdrift::balance {
namespace {

// Whether one of them, jobs or studies, began in the episode and goes on.
template <typename Spans>
bool GoesOn(const Spans& spans, const cases::Episode& episode) {
  return std::any_of(spans.begin(), spans.end(), [&](const auto& span) {
    const bool in_episode = !episode.opening || span.started.day >= episode.opening->stamp.day;
    return in_episode && !span.ended;
  });
}

}  // namespace

int32_t MeetingsWithCaseworker(const cases::Episode& episode) {
  if (!episode.assignment) return 0;
  const auto count =
      std::count_if(episode.contacts.begin(), episode.contacts.end(), [&](const auto& contact) {
        const bool held = contact.kind == cases::Contact::Kind::kFirstHeld ||
                          contact.kind == cases::Contact::Kind::kHeld;
        return held && contact.stamp.day >= episode.assignment->stamp.day;
      });
  return static_cast<int32_t>(count);
}

CaseToMove CandidateFrom(const history::CaseId& id, const cases::Case& state,
                         const person::Person& person, const policy::Policy& policy) {
  const cases::Episode* episode = state.latest();
  FD_CHECK(episode != nullptr && episode->open() && episode->assignment);
  CaseToMove one;
  one.id = id;
  one.caseworker = episode->assignment->caseworker;
  one.weight = WeightPercent(KindOf(state), policy);
  one.meetings = MeetingsWithCaseworker(*episode);
  one.assigned = episode->assignment->stamp.day;
  one.stays = person.protection != codes::v1::PROTECTION_NONE ||
              state.cooperation.waiting_transfer() != nullptr ||
              GoesOn(state.livelihood.jobs, *episode) || GoesOn(state.livelihood.studies, *episode);
  return one;
}

Caseworker CaseworkerFrom(const history::StaffId& id, const organisation::Staff& staff,
                          const history::UnitId& unit, absl::CivilDay day,
                          const policy::Policy& policy) {
  Caseworker caseworker;
  caseworker.id = id;
  caseworker.capacity = staff.WorksIn(unit, day) ? CapacityPercent(staff, policy) : 0;
  caseworker.limit = int64_t{100} * staff.max_load;
  caseworker.takes_cases = staff.Holds(organisation::v1::ROLE_CASEWORKER, unit, day);
  caseworker.languages = {"sv"};
  caseworker.languages.insert(staff.languages.begin(), staff.languages.end());
  return caseworker;
}

}  // namespace framdrift::balance
