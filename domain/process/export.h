// What other tools are told of a case: its activities, one by one, in the order they happened.
#pragma once

#include <vector>

#include "domain/history/timeline.h"
#include "domain/process/path.h"
#include "domain/process/trace.h"
#include "framdrift/process/v1/process.pb.h"

namespace framdrift::process {

// The selected activities of a stream as of then, in order, at the times that its path has.
std::vector<v1::ExportedActivity> ExportedActivities(const history::Timeline<PathDecider>& timeline,
                                                     const history::AsOf& as_of,
                                                     const Selection& selection);

}  // namespace framdrift::process
