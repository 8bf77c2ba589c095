// Taking back a batch of assignments: every case goes to who had it before.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domain/cases/assignment.h"
#include "framdrift/casework/v1/caseload_service.pb.h"

namespace framdrift::cases {

// An assignment of the commit that is taken back.
struct BatchedAssignment {
  // `tenants/{tenant}/cases/{uuid}`.
  std::string case_name;
  int64_t position = 0;
  casework::v1::CaseAssigned assigned;
};

// What taking a batch back needs to know: `reassignment` of its cases and of who had them.
struct RestorationFacts {
  std::vector<BatchedAssignment> assignments;
  ReassignmentFacts reassignment;
};

// The cases as they are to be given back; those that nobody had before are left out.
casework::v1::BulkReassignRequest GivingBack(const std::vector<BatchedAssignment>& assignments,
                                             const std::string& override_reason);

// One assignment for each case of the batch, or every refusal of any of them: CASE_MOVED_SINCE
// where the case is no longer as the batch left it, CASEWORKER_BEFORE_MISSING where nobody had it
// before, and those of BulkReassign.
absl::StatusOr<CasesEvents> Decide(const RestorationFacts& facts,
                                   const casework::v1::UndoCaseloadRequest& command,
                                   const history::Context& context);

}  // namespace framdrift::cases
