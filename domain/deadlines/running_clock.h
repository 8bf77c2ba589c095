// A clock as its rule starts it, before pauses, exemptions and later policies bear on it.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "domain/cases/case.h"
#include "domain/deadlines/deadline.h"
#include "domain/deadlines/due_time.h"
#include "domain/deadlines/policy_terms.h"

namespace framdrift::deadlines {

struct RunningClock {
  using Version = PolicyTerms::Version;
  // What of a pause does not count.
  enum class Rests { kNothing, kCivilDays, kWorkingDays };

  casework::v1::Deadline rule = casework::v1::DEADLINE_UNSPECIFIED;
  size_t episode = 0;
  int month = 0;
  Moment started;
  Rests rests = Rests::kCivilDays;
  std::function<DueTime(const Version&)> due;
  // What met it, should it count under that version and not have been met before `since`.
  std::function<std::optional<Moment>(const Version&, absl::Time since)> met;
  // Whether it is a deadline at all under that version; unset: under every one.
  std::function<bool(const Version&)> applies;
  // What stopped it, met or not.
  std::optional<Moment> closed;
};

// What of a case bears on a clock. Borrowed; null or empty where there is none.
struct Bearing {
  const std::vector<cases::Pause>* pauses = nullptr;
  const std::vector<cases::Exemption>* exemptions = nullptr;
};

// The deadline it makes; none where it was stopped before it was due, and under a version that it
// does not apply under. Counts under the policy in force on the day it started, and under each
// later one that counts running deadlines anew and takes force before it is met, stopped or due;
// such a one makes nothing due before its own first day has passed.
std::optional<Deadline> DeadlineOf(const RunningClock& clock, const Bearing& bearing,
                                   const PolicyTerms& terms);

}  // namespace framdrift::deadlines
