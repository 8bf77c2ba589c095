#include "domain/organisation/staff.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "domain/codes/languages.h"
#include "domain/history/cost.h"
#include "domain/history/refusals.h"
#include "domain/history/when.h"
#include "domain/organisation/refusals.h"

namespace framdrift::organisation {
namespace {

using history::IdOrNone;
using history::Occurred;
using history::UnitId;
using Event = StaffDecider::Event;

constexpr int32_t kMostLoad = 1000;

auto FindRole(auto& roles, v1::Role role, const UnitId& unit) {
  return std::find_if(roles.begin(), roles.end(), [&](const HeldRole& held) {
    return held.role == role && held.unit == unit;
  });
}

HeldRole HeldFrom(const v1::RoleGranted& granted) {
  HeldRole held{granted.role(), IdOrNone<UnitId>(granted.unit_id()), std::nullopt};
  if (granted.has_until_date()) held.until = history::DayOrNone(granted.until_date());
  return held;
}

void CheckGrant(const Staff& before, const history::Recorded<Event>& entry, Refusals& out) {
  const v1::RoleGranted& granted = entry.event.role_granted();
  const HeldRole wanted = HeldFrom(granted);
  if (granted.role() == v1::ROLE_UNSPECIFIED || !v1::Role_IsValid(granted.role())) {
    out.Add(kRoleUnknown,
            "There is no such role; use one of those the contract names.",
            {{"role", absl::StrCat(static_cast<int>(granted.role()))}});
  }
  const auto held = FindRole(before.roles, wanted.role, wanted.unit);
  if (held != before.roles.end() && held->until == wanted.until) {
    out.Add(kRoleHeld,
            "The role is held in that unit already, with the same end.",
            {{"role", v1::Role_Name(wanted.role)}, {"unit_id", granted.unit_id()}});
  }
}

void CheckLanguages(const v1::LanguagesSet& set, Refusals& out) {
  for (const std::string& language : set.languages()) {
    if (codes::IsLanguage(language)) continue;
    out.Add(kLanguageUnknown,
            "There is no such language code; give two lower-case letters of ISO 639-1.",
            {{"language", language}});
  }
}

void AddUnitNotOpen(const std::string& unit_id, Refusals& out) {
  out.Add(kUnitNotOpen,
          "There is no open unit with that id; create it, or choose another.",
          {{"unit_id", unit_id}});
}

}  // namespace

StaffEvents BeginEvent(const Staff& state, const type::v1::When& occurred,
                       const history::Context& context) {
  if (!state.registered) {
    return StatusWithReason(
        absl::StatusCode::kNotFound, kStaffNotFound, "There is no member of staff with that id.");
  }
  history::EventsOf<StaffDecider> events(1);
  FD_ASSIGN_OR_RETURN(events[0].occurred,
                      history::PastOccurredFrom(occurred, context.now, context.zone));
  return events;
}

bool Staff::Holds(v1::Role role, const UnitId& unit, absl::CivilDay day) const {
  const auto held = FindRole(roles, role, unit);
  return active() && held != roles.end() && (!held->until || day < *held->until);
}

bool Staff::WorksIn(const UnitId& unit, absl::CivilDay day) const {
  if (!active()) return false;
  return unit == home_unit || std::any_of(roles.begin(), roles.end(), [&](const HeldRole& held) {
           return held.unit == unit && (!held.until || day < *held.until);
         });
}

bool Staff::Speaks(const std::string& language) const {
  return language == "sv" ||
         std::find(languages.begin(), languages.end(), language) != languages.end();
}

void StaffDecider::Evolve(Staff& state, const history::Recorded<Event>& entry) {
  const Event& event = entry.event;
  switch (event.kind_case()) {
    case Event::kStaffRegistered:
      state.registered = entry.envelope.occurred;
      state.registered_position = entry.envelope.position;
      state.home_unit = IdOrNone<UnitId>(event.staff_registered().unit_id());
      break;
    case Event::kRoleGranted: {
      const HeldRole granted = HeldFrom(event.role_granted());
      const auto held = FindRole(state.roles, granted.role, granted.unit);
      if (held == state.roles.end()) {
        state.roles.push_back(granted);
      } else {
        *held = granted;
      }
      break;
    }
    case Event::kRoleRevoked: {
      const auto held = FindRole(state.roles,
                                 event.role_revoked().role(),
                                 IdOrNone<UnitId>(event.role_revoked().unit_id()));
      if (held != state.roles.end()) state.roles.erase(held);
      break;
    }
    case Event::kCapacitySet:
      state.fte_percent = event.capacity_set().fte_percent();
      state.max_load = event.capacity_set().max_load();
      break;
    case Event::kCostBooked:
      state.cost_ore += event.cost_booked().amount_ore();
      break;
    case Event::kLanguagesSet:
      state.languages.assign(event.languages_set().languages().begin(),
                             event.languages_set().languages().end());
      break;
    case Event::kStaffEnded:
      state.ended = entry.envelope.occurred;
      break;
    case Event::kWorklistViewSaved:
      organisation::Evolve(state.worklist, event.worklist_view_saved(), entry.envelope);
      break;
    case Event::kWorklistViewRemoved:
      organisation::Evolve(state.worklist, event.worklist_view_removed(), entry.envelope);
      break;
    case Event::kWorkItemSnoozed:
      organisation::Evolve(state.worklist, event.work_item_snoozed(), entry.envelope);
      break;
    case Event::kCoverSet:
      organisation::Evolve(state.worklist, event.cover_set(), entry.envelope);
      break;
    case Event::kCoverEnded:
      organisation::Evolve(state.worklist, event.cover_ended(), entry.envelope);
      break;
    case Event::kEventCorrected:
    case Event::kEventVoided:
    case Event::KIND_NOT_SET:
      break;
  }
}

void StaffDecider::Check(const Staff& before, const history::Recorded<Event>& entry,
                         Refusals& out) {
  const Event& event = entry.event;
  if (event.kind_case() == Event::kStaffRegistered) {
    if (before.registered) out.Add(kStaffExists, "The member of staff is registered already.");
    return;
  }
  if (!before.registered) {
    out.Add(kStaffNotFound, "The member of staff was not registered yet.");
  } else if (history::Precedes(entry.envelope.occurred, *before.registered)) {
    out.Add(history::kOccurredBeforeStart,
            "The member of staff had not begun yet; give a later time.");
  }
  if (before.ended && event.kind_case() != Event::kCostBooked) {
    out.Add(kStaffEnded, "The member of staff has left.");
  }
  switch (event.kind_case()) {
    case Event::kRoleGranted:
      CheckGrant(before, entry, out);
      break;
    case Event::kRoleRevoked: {
      const v1::RoleRevoked& revoked = event.role_revoked();
      const auto held = FindRole(before.roles, revoked.role(), IdOrNone<UnitId>(revoked.unit_id()));
      if (held == before.roles.end()) {
        out.Add(kRoleNotHeld,
                "The role is not held in that unit.",
                {{"role", v1::Role_Name(revoked.role())}, {"unit_id", revoked.unit_id()}});
      }
      break;
    }
    case Event::kCapacitySet: {
      const v1::CapacitySet& set = event.capacity_set();
      if (set.fte_percent() < 0 || set.fte_percent() > 100 || set.max_load() < 0 ||
          set.max_load() > kMostLoad) {
        out.Add(kCapacityOutOfRange,
                absl::StrCat("Capacity is 0 to 100 percent and 0 to ", kMostLoad, " cases."));
      }
      break;
    }
    case Event::kLanguagesSet:
      CheckLanguages(event.languages_set(), out);
      break;
    case Event::kCostBooked:
      history::CheckCost(event.cost_booked(), out);
      break;
    case Event::kWorklistViewSaved:
      organisation::Check(before.worklist, event.worklist_view_saved(), entry.envelope, out);
      break;
    case Event::kWorklistViewRemoved:
      organisation::Check(before.worklist, event.worklist_view_removed(), entry.envelope, out);
      break;
    case Event::kWorkItemSnoozed:
      organisation::Check(before.worklist, event.work_item_snoozed(), entry.envelope, out);
      break;
    case Event::kCoverSet:
      organisation::Check(before.worklist, event.cover_set(), entry.envelope, out);
      break;
    case Event::kCoverEnded:
      organisation::Check(before.worklist, event.cover_ended(), entry.envelope, out);
      break;
    case Event::kStaffRegistered:
    case Event::kStaffEnded:
    case Event::kEventCorrected:
    case Event::kEventVoided:
    case Event::KIND_NOT_SET:
      break;
  }
}

StaffEvents Decide(const Staff& state, const v1::RegisterStaffRequest& command,
                   const StaffFacts& facts, const history::Context& context) {
  if (state.registered) {
    return StatusWithReason(absl::StatusCode::kAlreadyExists,
                            kStaffExists,
                            "There is a member of staff with that id already.");
  }
  Refusals refusals;
  if (!facts.unit_open) AddUnitNotOpen(command.unit_id(), refusals);
  history::EventsOf<StaffDecider> events(1);
  FD_ASSIGN_OR_RETURN(const Occurred occurred,
                      history::PastOccurredFrom(command.occurred(), context.now, context.zone));
  events[0].occurred = occurred;
  events[0].event.mutable_staff_registered()->set_unit_id(command.unit_id());
  history::SealedPart<v1::StaffSealed> part;
  part.subject = facts.id.bytes();
  v1::StaffRegisteredSealed& sealed = *part.content.mutable_staff_registered();
  sealed.set_display_name(command.display_name());
  sealed.set_email(command.email());
  sealed.set_phone(command.phone());
  events[0].parts.push_back(std::move(part));
  for (const int role : command.roles()) {
    events.emplace_back().occurred = occurred;
    v1::RoleGranted& granted = *events.back().event.mutable_role_granted();
    granted.set_role(static_cast<v1::Role>(role));
    granted.set_unit_id(command.unit_id());
  }
  return history::Accept<StaffDecider>(state, std::move(events), std::move(refusals), context);
}

StaffEvents Decide(const Staff& state, const v1::GrantRoleRequest& command, const StaffFacts& facts,
                   const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, BeginEvent(state, command.occurred(), context));
  Refusals refusals;
  if (!facts.unit_open) AddUnitNotOpen(command.unit_id(), refusals);
  v1::RoleGranted& granted = *events[0].event.mutable_role_granted();
  granted.set_role(command.role());
  granted.set_unit_id(command.unit_id());
  if (command.has_until_date()) {
    FD_ASSIGN_OR_RETURN(const absl::CivilDay until, history::DayFrom(command.until_date()));
    if (until <= absl::ToCivilDay(events[0].occurred.at, context.zone)) {
      refusals.Add(history::kDatesOutOfOrder,
                   "The first day without the role comes after the day it is given.");
    }
    *granted.mutable_until_date() = command.until_date();
  }
  return history::Accept<StaffDecider>(state, std::move(events), std::move(refusals), context);
}

StaffEvents Decide(const Staff& state, const v1::RevokeRoleRequest& command,
                   const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, BeginEvent(state, command.occurred(), context));
  events[0].event.mutable_role_revoked()->set_role(command.role());
  events[0].event.mutable_role_revoked()->set_unit_id(command.unit_id());
  return history::Accept<StaffDecider>(state, std::move(events), {}, context);
}

StaffEvents Decide(const Staff& state, const v1::SetCapacityRequest& command,
                   const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, BeginEvent(state, command.occurred(), context));
  events[0].event.mutable_capacity_set()->set_fte_percent(command.fte_percent());
  events[0].event.mutable_capacity_set()->set_max_load(command.max_load());
  return history::Accept<StaffDecider>(state, std::move(events), {}, context);
}

StaffEvents Decide(const Staff& state, const v1::SetLanguagesRequest& command,
                   const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, BeginEvent(state, command.occurred(), context));
  v1::LanguagesSet& set = *events[0].event.mutable_languages_set();
  const std::set<std::string> rising(command.languages().begin(), command.languages().end());
  for (const std::string& language : rising) set.add_languages(language);
  return history::Accept<StaffDecider>(state, std::move(events), {}, context);
}

StaffEvents Decide(const Staff& state, const v1::BookStaffCostRequest& command,
                   const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, BeginEvent(state, command.occurred(), context));
  FD_RETURN_IF_ERROR(history::DayFrom(command.from_date()).status());
  FD_RETURN_IF_ERROR(history::DayFrom(command.until_date()).status());
  v1::CostBooked& cost = *events[0].event.mutable_cost_booked();
  cost.set_amount_ore(command.amount_ore());
  *cost.mutable_from_date() = command.from_date();
  *cost.mutable_until_date() = command.until_date();
  cost.set_account(command.account());
  return history::Accept<StaffDecider>(state, std::move(events), {}, context);
}

StaffEvents Decide(const Staff& state, const v1::EndStaffRequest& command,
                   const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, BeginEvent(state, command.occurred(), context));
  events[0].event.mutable_staff_ended();
  return history::Accept<StaffDecider>(state, std::move(events), {}, context);
}

}  // namespace framdrift::organisation
