// BulkReassign: many cases given to others in one commit.
#pragma once

#include "absl/status/status.h"
#include "framdrift/casework/v1/case_service.pb.h"
#include "services/reading.h"
#include "services/unit_of_work.h"

namespace framdrift::services {

// NOT_FOUND, CASE_NOT_FOUND, for the first case that has no events; INVALID_ARGUMENT for a case of
// another tenant's name; else as the domain decides.
absl::Status DecideReassignment(UnitOfWork& work, const casework::v1::BulkReassignRequest& request);

// What undoes it, read off the events it made.
absl::Status RenderReassignment(Answer& answer, const casework::v1::BulkReassignRequest& request,
                                casework::v1::BulkReassignResponse& out);

}  // namespace framdrift::services
