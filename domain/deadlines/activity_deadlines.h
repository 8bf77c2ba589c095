// When a person with income support month after month is due an activity.
#pragma once

#include <vector>

#include "domain/cases/case.h"
#include "domain/deadlines/running_clock.h"

namespace framdrift::deadlines {

// Of one episode: a clock for each run of consecutive support months, here or elsewhere, that
// reaches into the episode. Due when the policy's number of them has passed, but not before the
// episode was opened; no deadline of a version that asks for more months than the run has.
std::vector<RunningClock> ActivityClocks(const cases::Case& state, size_t episode,
                                         absl::TimeZone zone);

}  // namespace framdrift::deadlines
