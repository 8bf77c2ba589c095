// The ids of a place and of its parts that others refer to.
#pragma once

#include "base/strong_id.h"

namespace framdrift::place {

using PlaceId = StrongId<struct PlaceIdTag>;
using GroupId = StrongId<struct PlaceGroupIdTag>;
using NeedId = StrongId<struct NeedIdTag>;
using GoalId = StrongId<struct JointGoalIdTag>;
using MeetingId = StrongId<struct PlaceMeetingIdTag>;

}  // namespace framdrift::place
