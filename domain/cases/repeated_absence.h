// The rule on repeated invalid absence: when it raises a deviation, and whether one has ground yet.
#pragma once

#include <optional>

#include "absl/time/civil_time.h"
#include "domain/cases/attendance.h"

namespace framdrift::cases {

// The policy's rule, and the id of what it raises: empty where it raises nothing.
struct AbsenceRule {
  int policy_version = 0;
  int days = 2;
  int within_days = 14;
  DeviationId deviation_id;
};

// Whether the code is an invalid absence.
bool IsInvalidAbsence(codes::v1::AttendanceCode code);

// The days of the ground on which a deviation is due because of invalid absence on `day`: so many
// different days of the episode as the rule says, that day among them, at most so far apart. None
// while a deviation of that kind stands unresolved and with ground. Days up to the last that
// a resolved one rests on count no more. `replaced`, which may be null, is the record that this one
// sets right.
std::optional<DeviationGround> FindRepeatedAbsence(const Attendance& attendance, absl::CivilDay day,
                                                   const AttendanceEntry* replaced,
                                                   const AbsenceRule& rule);

// Whether so many of the days that a rule's deviation rests on are invalid absence still. True for
// what a person raised.
bool HasGround(const Attendance& attendance, const Deviation& deviation);

}  // namespace framdrift::cases
