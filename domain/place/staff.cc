#include "domain/place/staff.h"

#include <algorithm>
#include <cmath>

#include "domain/place/refusals.h"
#include "domain/place/rules.h"

namespace framdrift::place {
namespace {

using history::IdOrNone;
using history::StaffId;
using Event = v1::PlaceEvent;

constexpr int32_t kMostSupervisionMinutes = 10'000;
constexpr double kMostActivityHours = 1'000;

bool IsPercent(double percent) { return std::isfinite(percent) && percent >= 0 && percent <= 100; }

void CheckShared(const v1::StaffShared& shared, Refusals& out) {
  if (!IsPercent(shared.percent_before()) || !IsPercent(shared.percent_after())) {
    out.Add(kPercentOutOfRange, "A working-time percentage is 0 to 100.");
  }
  std::set<std::string> departments;
  double sum = 0;
  for (const v1::DepartmentHours& hours : shared.hours()) {
    CheckWithin("hours_per_week", hours.hours_per_week(), 0.0, kHoursOfWeek, out);
    sum += hours.hours_per_week();
    if (hours.department().empty() || !departments.insert(hours.department()).second) {
      out.Add(kDepartmentTwice, "Hours name each department once, and none without a name.");
    }
  }
  if (shared.hours_size() > 1) CheckWithin("hours", sum, 0.0, kHoursOfWeek, out);
}

// `ids` are all shared now or before.
template <typename Ids>
void CheckMembers(const Staff& before, const Ids& ids, Refusals& out) {
  for (const std::string& id : ids) {
    const auto wanted = IdOrNone<StaffId>(id);
    const bool is_member = std::any_of(before.members.begin(),
                                       before.members.end(),
                                       [&](const SharedStaff& one) { return one.id == wanted; });
    if (!is_member) {
      out.Add(kStaffNotShared,
              "The member of staff does not work in the place; share them first.",
              {{"staff_id", id}});
    }
  }
}

}  // namespace

void Evolve(Staff& staff, const Event& event) {
  if (event.has_staff_shared()) {
    const v1::StaffShared& shared = event.staff_shared();
    const auto id = IdOrNone<StaffId>(shared.staff_id());
    const auto found = std::find_if(staff.members.begin(),
                                    staff.members.end(),
                                    [&](const SharedStaff& one) { return one.id == id; });
    if (found == staff.members.end()) {
      staff.members.push_back({id, shared});
      return;
    }
    const double before = found->content.percent_before();
    found->content = shared;
    found->content.set_percent_before(before);
  } else if (event.has_supervision_given()) {
    for (const std::string& id : event.supervision_given().staff_ids()) {
      staff.supervised.insert(IdOrNone<StaffId>(id));
    }
  } else if (event.has_competence_activity_held()) {
    ++staff.competence_activities;
    if (event.competence_activity_held().cross_sector()) ++staff.cross_sector_activities;
  }
}

void Check(const Staff& before, const Event& event, Refusals& out) {
  if (event.has_staff_shared()) {
    CheckShared(event.staff_shared(), out);
  } else if (event.has_supervision_given()) {
    const v1::SupervisionGiven& given = event.supervision_given();
    CheckMembers(before, given.staff_ids(), out);
    CheckWithin("minutes", given.minutes(), 1, kMostSupervisionMinutes, out);
  } else if (event.has_competence_activity_held()) {
    const v1::CompetenceActivityHeld& held = event.competence_activity_held();
    CheckMembers(before, held.staff_ids(), out);
    CheckWithin("hours", held.hours(), 0.0, kMostActivityHours, out);
  }
}

}  // namespace framdrift::place
