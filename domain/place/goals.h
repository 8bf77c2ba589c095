// How far the joint goals of a place have come, by what was published of their indicators.
#pragma once

#include <string>

#include "absl/time/civil_time.h"
#include "domain/indicators/indicator.h"
#include "framdrift/place/v1/place.pb.h"
#include "framdrift/place/v1/place_events.pb.h"

namespace framdrift::place {

// By the whole of what was published of the latest period that had ended by the end of `day`, by
// the municipality itself or by others about `municipality_code`; where that is not said, by itself
// only. No value where that is hidden: an older one would not say where the goal stands. The
// baseline is told where it says no more than what was published (indicators::IsTold); the target,
// which was decided and not counted, always.
v1::GoalAttainment AttainmentOf(const v1::JointGoalSet& goal,
                                const indicators::Indicator& indicator,
                                const std::string& municipality_code, absl::CivilDay day);

}  // namespace framdrift::place
