// How far the joint goals of a place have come, by what was published of their indicators.
#pragma once

#include "absl/time/civil_time.h"
#include "domain/indicators/indicator.h"
#include "framdrift/place/v1/place.pb.h"
#include "framdrift/place/v1/place_events.pb.h"

namespace framdrift::place {

// By the whole of what was published of the latest period that had ended by the end of `day`,
// whoever published it. No value where that is hidden: an older one would not say where the goal
// stands.
v1::GoalAttainment AttainmentOf(const v1::JointGoalSet& goal,
                                const indicators::Indicator& indicator, absl::CivilDay day);

}  // namespace framdrift::place
