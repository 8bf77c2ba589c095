// Many cases given to others in one commit: asked for, as a proposal says, or taken back.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "domain/cases/assignment.h"
#include "domain/cases/restoration.h"
#include "framdrift/casework/v1/case_service.pb.h"
#include "framdrift/casework/v1/caseload_service.pb.h"
#include "services/reading.h"
#include "services/unit_of_work.h"

namespace framdrift::services {

// The events of every case, or every refusal. INVALID_ARGUMENT for a case of another tenant's name,
// in the field `reassignments`. Emits nothing.
absl::StatusOr<cases::CasesEvents> DecideReassignment(
    UnitOfWork& work, const casework::v1::BulkReassignRequest& request);
// The same for cases that a commit moved, to give them back. REASSIGNMENT_NOT_FOUND.
absl::StatusOr<cases::CasesEvents> DecideRestoration(
    UnitOfWork& work, const casework::v1::UndoCaseloadRequest& request);

// All of them, or every refusal.
absl::Status EmitAll(UnitOfWork& work, cases::CasesEvents all);

// What undoes it, read off the events it made.
absl::Status RenderReassignment(Answer& answer, const casework::v1::BulkReassignRequest& request,
                                casework::v1::BulkReassignResponse& out);

// The request that a proposal comes to.
casework::v1::BulkReassignRequest ReassignmentOf(const casework::v1::ApplyCaseloadRequest& request);
// The assignments of many cases at once in the commit that holds `position`; none where there are
// none, or no such position.
absl::StatusOr<std::vector<cases::BatchedAssignment>> AssignmentsAt(Runtime& runtime,
                                                                    const std::string& tenant,
                                                                    int64_t position);

}  // namespace framdrift::services
