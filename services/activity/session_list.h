// Sessions of all activities in order of time, page by page.
#pragma once

#include "framdrift/activity/v1/activity_service.pb.h"
#include "services/rows_query.h"

namespace framdrift::services {

// Answers ListSessions from the activities of the directory: every one is read.
absl::Status AnswerSessions(RowsReading& reading, const activity::v1::ListSessionsRequest& request,
                            activity::v1::ListSessionsResponse& response);

}  // namespace framdrift::services
