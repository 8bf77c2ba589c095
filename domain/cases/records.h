// The small lasting facts of a case: assessments, spans, notes, reminders, exemptions, acts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "domain/cases/stamp.h"
#include "domain/history/ids.h"
#include "framdrift/casework/v1/case_codes.pb.h"
#include "framdrift/codes/v1/codes.pb.h"

namespace framdrift::cases {

struct AreaLevel {
  std::string area;
  int level = 0;

  friend bool operator==(const AreaLevel&, const AreaLevel&) = default;
};

struct Assessment {
  Stamp stamp;
  std::string instrument;
  std::vector<AreaLevel> areas;

  friend bool operator==(const Assessment&, const Assessment&) = default;
};

struct ApprovedLevel {
  Stamp stamp;
  AreaLevel level;

  friend bool operator==(const ApprovedLevel&, const ApprovedLevel&) = default;
};

// Enrolled in the labour-market service; a span of its own beside the episodes.
struct Enrolment {
  Stamp started;
  codes::v1::ReferredBy referred_by = codes::v1::REFERRED_BY_UNSPECIFIED;
  std::optional<Stamp> ended;
  codes::v1::ExitReason end_reason = codes::v1::EXIT_REASON_UNSPECIFIED;

  friend bool operator==(const Enrolment&, const Enrolment&) = default;
};

struct ObstacleSpan {
  Stamp stamp;
  codes::v1::Obstacle code = codes::v1::OBSTACLE_UNSPECIFIED;
  std::optional<absl::CivilDay> from;
  // The first day it no longer stands.
  std::optional<absl::CivilDay> to;

  friend bool operator==(const ObstacleSpan&, const ObstacleSpan&) = default;
};

// Its text stands sealed at `stamp`, whose position is also its name.
struct Note {
  Stamp stamp;
  casework::v1::NoteKind kind = casework::v1::NOTE_KIND_UNSPECIFIED;
  // The position of the note it supplements; 0 when none.
  int64_t supplements = 0;
  // The unit that answered for the case then: the note stays with its board.
  history::UnitId unit;
  std::optional<Stamp> locked;

  friend bool operator==(const Note&, const Note&) = default;
};

struct Reminder {
  Stamp stamp;
  casework::v1::ReminderKind kind = casework::v1::REMINDER_KIND_UNSPECIFIED;
  std::optional<absl::CivilDay> due;
  // Empty: whoever is responsible that day.
  history::StaffId staff;
  std::optional<Stamp> dismissed;

  friend bool operator==(const Reminder&, const Reminder&) = default;
};

struct Exemption {
  Stamp stamp;
  casework::v1::Deadline deadline = casework::v1::DEADLINE_UNSPECIFIED;
  codes::v1::DeadlineExemption code = codes::v1::DEADLINE_EXEMPTION_UNSPECIFIED;
  // The first day the deadline applies again.
  std::optional<absl::CivilDay> until;

  friend bool operator==(const Exemption&, const Exemption&) = default;
};

// A milestone (no source), or something another system recorded.
struct Act {
  Stamp stamp;
  std::string source;
  std::string code;
  std::string label;
  std::string lifecycle;
  std::string resource;

  friend bool operator==(const Act&, const Act&) = default;
};

}  // namespace framdrift::cases
