#include "domain/cases/repeated_absence.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <vector>

namespace framdrift::cases {
namespace {

constexpr auto kRepeated = casework::v1::DEVIATION_KIND_REPEATED_INVALID_ABSENCE;

std::set<absl::CivilDay> InvalidDays(const Attendance& attendance,
                                     const AttendanceEntry* left_out) {
  std::set<absl::CivilDay> days;
  for (const AttendanceEntry& entry : attendance.entries) {
    if (&entry == left_out || !IsInvalidAbsence(entry.code)) continue;
    days.insert(entry.day.value_or(entry.stamp.day));
  }
  return days;
}

// The last day that a resolved deviation of the rule rests on; none where there is no such one.
std::optional<absl::CivilDay> DealtWithUntil(const Attendance& attendance) {
  std::optional<absl::CivilDay> until;
  for (const Deviation& deviation : attendance.deviations) {
    if (deviation.kind != kRepeated || !deviation.resolved || !deviation.ground) continue;
    for (const absl::CivilDay day : deviation.ground->dates) {
      until = std::max(until.value_or(day), day);
    }
  }
  return until;
}

}  // namespace

bool IsInvalidAbsence(codes::v1::AttendanceCode code) {
  return code == codes::v1::ATTENDANCE_CODE_ABSENT_INVALID;
}

std::optional<DeviationGround> FindRepeatedAbsence(const Attendance& attendance, absl::CivilDay day,
                                                   const AttendanceEntry* replaced,
                                                   const AbsenceRule& rule) {
  const auto& deviations = attendance.deviations;
  const bool stands =
      std::any_of(deviations.begin(), deviations.end(), [&](const Deviation& deviation) {
        return deviation.kind == kRepeated && !deviation.resolved &&
               HasGround(attendance, deviation);
      });
  if (rule.deviation_id.empty() || stands) return std::nullopt;
  std::set<absl::CivilDay> counted = InvalidDays(attendance, replaced);
  const std::optional<absl::CivilDay> until = DealtWithUntil(attendance);
  if (until) counted.erase(counted.begin(), counted.upper_bound(*until));
  if (until && day <= *until) return std::nullopt;
  counted.insert(day);
  const std::vector<absl::CivilDay> days(counted.begin(), counted.end());
  for (auto first = days.begin(); first != days.end() && *first <= day; ++first) {
    if (std::distance(first, days.end()) < rule.days) break;
    const auto last = first + (rule.days - 1);
    if (*last < day || *last - *first > rule.within_days) continue;
    return DeviationGround{rule.policy_version, rule.days, rule.within_days, {first, last + 1}};
  }
  return std::nullopt;
}

bool HasGround(const Attendance& attendance, const Deviation& deviation) {
  if (!deviation.ground) return true;
  const std::set<absl::CivilDay> invalid = InvalidDays(attendance, nullptr);
  const auto& dates = deviation.ground->dates;
  return std::count_if(dates.begin(), dates.end(), [&](absl::CivilDay day) {
           return invalid.contains(day);
         }) >= deviation.ground->days;
}

}  // namespace framdrift::cases
