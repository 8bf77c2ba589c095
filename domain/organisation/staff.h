// A member of staff: roles by unit, capacity and cost, and what may happen to them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "base/refusal.h"
#include "domain/history/accept.h"
#include "domain/history/ids.h"
#include "domain/history/recorded.h"
#include "domain/history/streams.h"
#include "domain/organisation/worklist_settings.h"
#include "framdrift/organisation/v1/staff_service.pb.h"

namespace framdrift::organisation {

// A role in a unit, until a day that is the first without it.
struct HeldRole {
  v1::Role role = v1::ROLE_UNSPECIFIED;
  history::UnitId unit;
  std::optional<absl::CivilDay> until;

  friend bool operator==(const HeldRole&, const HeldRole&) = default;
};

struct Staff {
  // None until registered.
  std::optional<history::Occurred> registered;
  // Where the sealed name, address and number stand.
  int64_t registered_position = 0;
  history::UnitId home_unit;
  // In order of granting; one of a role in a unit.
  std::vector<HeldRole> roles;
  int32_t fte_percent = 100;
  // In cases of weight one; 0 is no limit.
  int32_t max_load = 0;
  int64_t cost_ore = 0;
  // Besides Swedish; ISO 639-1, rising.
  std::vector<std::string> languages;
  std::optional<history::Occurred> ended;
  WorklistSettings worklist;

  bool active() const { return registered.has_value() && !ended.has_value(); }
  // True when active and `unit` is the home unit or one of a role held on `day`.
  bool WorksIn(const history::UnitId& unit, absl::CivilDay day) const;
  // True when active and the role is held in that unit on `day`.
  bool Holds(v1::Role role, const history::UnitId& unit, absl::CivilDay day) const;
  // True for Swedish and for what is set.
  bool Speaks(const std::string& language) const;
};

struct StaffDecider {
  using Event = v1::StaffEvent;
  using Sealed = v1::StaffSealed;
  using State = Staff;
  static constexpr history::StreamKind kKind = history::StreamKind::kStaff;
  static void Evolve(Staff& state, const history::Recorded<Event>& entry);
  static void Check(const Staff& before, const history::Recorded<Event>& entry, Refusals& out);
};

using StaffEvents = absl::StatusOr<history::EventsOf<StaffDecider>>;

// The one event of a command, to be filled. NOT_FOUND with STAFF_NOT_FOUND; OCCURRED_IN_FUTURE.
StaffEvents BeginEvent(const Staff& state, const type::v1::When& occurred,
                       const history::Context& context);

// What a command on a member of staff needs to know of other streams; only what it names is
// looked at.
struct StaffFacts {
  // The subject of what is sealed.
  history::StaffId id;
  bool unit_open = false;
};

// ALREADY_EXISTS with STAFF_EXISTS; refused with UNIT_NOT_OPEN, ROLE_HELD, ROLE_UNKNOWN.
StaffEvents Decide(const Staff& state, const v1::RegisterStaffRequest& command,
                   const StaffFacts& facts, const history::Context& context);

// Those below: NOT_FOUND with STAFF_NOT_FOUND, refused with OCCURRED_BEFORE_START, and, but for the
// booking of cost, with STAFF_ENDED.
// ROLE_HELD, ROLE_UNKNOWN, UNIT_NOT_OPEN, DATES_OUT_OF_ORDER.
StaffEvents Decide(const Staff& state, const v1::GrantRoleRequest& command, const StaffFacts& facts,
                   const history::Context& context);
// ROLE_NOT_HELD.
StaffEvents Decide(const Staff& state, const v1::RevokeRoleRequest& command,
                   const history::Context& context);
// CAPACITY_OUT_OF_RANGE.
StaffEvents Decide(const Staff& state, const v1::SetCapacityRequest& command,
                   const history::Context& context);
// LANGUAGE_UNKNOWN.
StaffEvents Decide(const Staff& state, const v1::SetLanguagesRequest& command,
                   const history::Context& context);
// COST_OUT_OF_RANGE, DATES_OUT_OF_ORDER.
StaffEvents Decide(const Staff& state, const v1::BookStaffCostRequest& command,
                   const history::Context& context);
StaffEvents Decide(const Staff& state, const v1::EndStaffRequest& command,
                   const history::Context& context);

}  // namespace framdrift::organisation
