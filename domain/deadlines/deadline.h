// A deadline of a case or application: what is due when, what started it and what became of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "domain/cases/stamp.h"
#include "framdrift/casework/v1/case_codes.pb.h"
#include "framdrift/codes/v1/codes.pb.h"

namespace framdrift::deadlines {

// A milestone and when it was reached.
struct Moment {
  casework::v1::Milestone milestone = casework::v1::MILESTONE_UNSPECIFIED;
  cases::Stamp stamp;

  friend bool operator==(const Moment&, const Moment&) = default;
};

// Why a deadline does not apply.
struct Exempted {
  codes::v1::DeadlineExemption code = codes::v1::DEADLINE_EXEMPTION_UNSPECIFIED;
  // The first day it applies again, and its first instant; none: it never does.
  std::optional<absl::CivilDay> until;
  absl::Time applies_again = absl::InfiniteFuture();

  friend bool operator==(const Exempted&, const Exempted&) = default;
};

enum class Status {
  // Its clock runs.
  kPending,
  kMet,
  // Its clock was stopped after it was due.
  kMissed,
  // It does not apply, as `exemption` says; it does again from the day named there.
  kExempt,
  // It rests with the case.
  kPaused,
};

// Says nothing of lateness, which is a matter of when one asks.
struct Deadline {
  casework::v1::Deadline rule = casework::v1::DEADLINE_UNSPECIFIED;
  // Its place among the case's episodes; 0 for a decision.
  size_t episode = 0;
  // Of a follow-up: months after the exit.
  int month = 0;
  Moment started;
  // The last second in which it is met in time.
  absl::Time due;
  // The version of the policy that counts; 0 is the defaults.
  int32_t policy_version = 0;
  Status status = Status::kPending;
  // Set when kMet.
  std::optional<Moment> met;
  // Set when kMissed, and when a kExempt one was closed.
  std::optional<Moment> closed;
  // Set where an exemption moved its due time or took it away, whatever the status.
  std::optional<Exempted> exemption;

  friend bool operator==(const Deadline&, const Deadline&) = default;
};

// From when it is late if nothing happens; none when it is met, closed, paused or exempt for good.
std::optional<absl::Time> TurnsLateAt(const Deadline& deadline);
// Due by `now`, and neither met, closed, paused nor exempt.
bool IsLate(const Deadline& deadline, absl::Time now);
// Met, in its last second at the latest.
bool WasMetInTime(const Deadline& deadline);
// Whether it waits for something to be done: neither met nor closed.
bool IsOpen(const Deadline& deadline);
// Where it stands at `now`, which is not before the events it follows from.
casework::v1::DeadlineStatus StatusAt(const Deadline& deadline, absl::Time now);

// Those that are open, and the last of each rule in each episode, with the last of each mark of
// follow-ups; ordered by due time.
std::vector<Deadline> OpenOrLast(const std::vector<Deadline>& deadlines);

}  // namespace framdrift::deadlines
