// Under which version of a tenant's policy a deadline counts, with that version's calendar.
#pragma once

#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "base/working_days.h"
#include "domain/policy/policy.h"

namespace framdrift::deadlines {

// Immutable, so safe to share between threads.
class PolicyTerms {
 public:
  struct Version {
    const policy::Policy* policy;
    WorkingDays calendar;
    // The first instant it is in force.
    absl::Time from;
  };

  // Days are civil days in `zone`. `history` must outlive it.
  PolicyTerms(const policy::PolicyHistory& history, absl::TimeZone zone);

  absl::TimeZone zone() const { return zone_; }
  // The one in force on `day`; the defaults where none is.
  const Version& On(absl::CivilDay day) const;
  // Those that take force after `day` and count running deadlines anew, in order. Versions that
  // another replaces on their first day never take force.
  std::vector<const Version*> CountedAnewAfter(absl::CivilDay day) const;

 private:
  absl::TimeZone zone_;
  // The defaults first, then by the first day in force; each takes force.
  std::vector<Version> versions_;
};

}  // namespace framdrift::deadlines
