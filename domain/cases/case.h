// A case: one person's path in one municipality, as its events have left it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "domain/cases/attendance.h"
#include "domain/cases/cooperation.h"
#include "domain/cases/livelihood.h"
#include "domain/cases/outcome.h"
#include "domain/cases/plan.h"
#include "domain/cases/records.h"
#include "domain/cases/stamp.h"
#include "domain/history/ids.h"
#include "framdrift/casework/v1/case_codes.pb.h"
#include "framdrift/codes/v1/codes.pb.h"

namespace framdrift::cases {

struct Opening {
  Stamp stamp;
  codes::v1::TargetGroup target_group = codes::v1::TARGET_GROUP_UNSPECIFIED;
  codes::v1::Channel channel = codes::v1::CHANNEL_UNSPECIFIED;
  history::UnitId unit;
  bool reopened = false;

  friend bool operator==(const Opening&, const Opening&) = default;
};

struct Assignment {
  Stamp stamp;
  history::StaffId caseworker;
  history::UnitId unit;

  friend bool operator==(const Assignment&, const Assignment&) = default;
};

struct Contact {
  enum class Kind { kOffered, kFirstHeld, kFirstMissed, kHeld };

  Stamp stamp;
  Kind kind = Kind::kHeld;
  casework::v1::ContactMode mode = casework::v1::CONTACT_MODE_UNSPECIFIED;
  // When an offered meeting is to begin.
  std::optional<absl::Time> slot;

  friend bool operator==(const Contact&, const Contact&) = default;
};

struct Pause {
  Stamp stamp;
  casework::v1::PauseReason reason = casework::v1::PAUSE_REASON_UNSPECIFIED;
  std::optional<absl::CivilDay> until;
  std::optional<Stamp> resumed;

  friend bool operator==(const Pause&, const Pause&) = default;
};

// From an opening or reopening to an exit.
struct Episode {
  // None when what is known of the episode begins after its opening.
  std::optional<Opening> opening;
  std::optional<Assignment> assignment;
  casework::v1::Flow flow = casework::v1::FLOW_UNSPECIFIED;
  std::vector<Contact> contacts;
  std::vector<Assessment> assessments;
  std::vector<ApprovedLevel> approved_levels;
  std::optional<WorkPlan> plan;
  std::vector<Step> steps;
  std::vector<Pause> pauses;
  Attendance attendance;
  Outcome outcome;

  casework::v1::Phase phase() const;
  bool open() const { return !outcome.exit.has_value(); }
  bool paused() const { return !pauses.empty() && !pauses.back().resumed; }
  // The first meeting that was held; null when none was.
  const Contact* first_contact() const;
  // The unit that answers for it: by assignment, else by opening.
  history::UnitId unit() const;
  const Step* FindStep(const StepId& id) const;
  Step* FindStep(const StepId& id);

  friend bool operator==(const Episode&, const Episode&) = default;
};

// `episodes` in order; the others span episodes. The default value is a case that was never opened.
struct Case {
  std::vector<Episode> episodes;
  std::vector<Enrolment> enrolments;
  std::vector<ObstacleSpan> obstacles;
  std::vector<Note> notes;
  std::vector<Reminder> reminders;
  std::vector<Exemption> exemptions;
  // Milestones, and what other systems recorded.
  std::vector<Act> acts;
  // Local attributes, as the policy declares them.
  std::map<std::string, std::string> attributes;
  Cooperation cooperation;
  Livelihood livelihood;
  // The latest event each member of staff recorded.
  std::map<history::StaffId, int64_t> last_recorded;
  // The event folded last, and its number in the union; none before the first.
  std::optional<std::pair<Stamp, int>> last_event;

  // PHASE_UNSPECIFIED before the first episode.
  casework::v1::Phase phase() const;
  bool paused() const { return !episodes.empty() && episodes.back().paused(); }

  // The latest episode; null before the first.
  const Episode* latest() const { return episodes.empty() ? nullptr : &episodes.back(); }
  // The episode that a fact of that moment belongs to: the last one not opened after it. Null when
  // all were, or there is none.
  const Episode* EpisodeAt(const history::Envelope& moment) const;

  friend bool operator==(const Case&, const Case&) = default;
};

// The episode an event folded now belongs to. Where none is known it makes one without an opening,
// so that every subset of a history folds.
Episode& CurrentEpisode(Case& state);
// A new episode, or the opening that the current one lacked.
Episode& BeginEpisode(Case& state, Opening opening);

}  // namespace framdrift::cases
