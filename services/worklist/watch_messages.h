// The messages of a watched worklist: how those that wait for a slow reader become one.
#pragma once

#include "framdrift/worklist/v1/worklist_service.pb.h"

namespace framdrift::services {

// Puts `next` into `waiting`, so that a reader who takes only that has the same list and every
// change. False for what must stay two messages: snapshots.
bool MergeMessages(worklist::v1::WatchWorklistResponse& waiting,
                   worklist::v1::WatchWorklistResponse& next);

}  // namespace framdrift::services
