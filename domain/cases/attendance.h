// Whether the person came: absences announced, attendance and deviations of one episode.
#pragma once

#include <optional>
#include <vector>

#include "absl/time/civil_time.h"
#include "base/strong_id.h"
#include "domain/cases/plan.h"
#include "domain/cases/stamp.h"
#include "domain/history/ids.h"
#include "framdrift/casework/v1/attendance_events.pb.h"
#include "framdrift/codes/v1/codes.pb.h"

namespace framdrift::cases {

using DeviationId = StrongId<struct DeviationIdTag>;

struct Absence {
  Stamp stamp;
  StepId step;
  // Empty: the days of a step.
  history::SessionId session;
  std::optional<absl::CivilDay> from;
  // The first day back.
  std::optional<absl::CivilDay> until;
  casework::v1::AnnouncedBy announced_by = casework::v1::ANNOUNCED_BY_UNSPECIFIED;
  // How it is to count.
  codes::v1::AttendanceCode code = codes::v1::ATTENDANCE_CODE_ABSENT_VALID;

  friend bool operator==(const Absence&, const Absence&) = default;
};

struct AttendanceEntry {
  Stamp stamp;
  StepId step;
  history::ActivityId activity;
  // Empty: a day of a step without sessions.
  history::SessionId session;
  std::optional<absl::CivilDay> day;
  codes::v1::AttendanceCode code = codes::v1::ATTENDANCE_CODE_UNSPECIFIED;
  int minutes = 0;
  int planned_minutes = 0;
  bool at_workplace = false;

  friend bool operator==(const AttendanceEntry&, const AttendanceEntry&) = default;
};

// What a rule of the policy saw when it raised a deviation.
struct DeviationGround {
  int policy_version = 0;
  // Invalid absence on so many different days, the last at most so many civil days after the first.
  int days = 0;
  int within_days = 0;
  // Rising.
  std::vector<absl::CivilDay> dates;

  friend bool operator==(const DeviationGround&, const DeviationGround&) = default;
};

struct Deviation {
  Stamp raised;
  DeviationId id;
  casework::v1::DeviationKind kind = casework::v1::DEVIATION_KIND_UNSPECIFIED;
  StepId step;
  history::SessionId session;
  // None where a person raised it.
  std::optional<DeviationGround> ground;
  std::optional<Stamp> resolved;
  casework::v1::DeviationOutcome outcome = casework::v1::DEVIATION_OUTCOME_UNSPECIFIED;

  friend bool operator==(const Deviation&, const Deviation&) = default;
};

// What was attended: a session, or one day of a step.
struct Occasion {
  history::SessionId session;
  StepId step;
  std::optional<absl::CivilDay> day;

  bool IsOf(const AttendanceEntry& entry) const {
    if (!session.empty() || !entry.session.empty()) return session == entry.session;
    return step == entry.step && day == entry.day;
  }
};

struct Attendance {
  std::vector<Absence> absences;
  // One for each occasion.
  std::vector<AttendanceEntry> entries;
  std::vector<Deviation> deviations;

  friend bool operator==(const Attendance&, const Attendance&) = default;
};

}  // namespace framdrift::cases
