// What an exit turns out to count as once it can be known whether the work lasted.
#pragma once

#include "absl/time/civil_time.h"
#include "domain/cases/livelihood.h"
#include "domain/cases/outcome.h"
#include "domain/codes/codes.h"

namespace framdrift::cases {

// A job counts as work when it lasts this many calendar months; a change of employer without a gap
// day does not break it.
inline constexpr int kMonthsOfWork = 1;

struct ObservedExit {
  // By its reason alone while it is not observable.
  codes::ExitMeaning meaning;
  // False for a work exit until a month after the job began.
  bool observable = false;
  // The first day it can be known; the day of the exit where the reason is not work.
  absl::CivilDay observable_from;

  friend bool operator==(const ObservedExit&, const ObservedExit&) = default;
};

// As known at the end of `as_of`. The job is the one the person has on the day of the exit, else
// the first that begins after it, else the last before it; where no job is recorded, the exit's day
// is taken for its start and it is taken to last. Municipal labour-market jobs are no jobs here. A
// job shorter than a month makes the exit one of letter E without result.
ObservedExit ObservedMeaningOf(const Exit& exit, const Livelihood& livelihood,
                               absl::CivilDay as_of);

}  // namespace framdrift::cases
