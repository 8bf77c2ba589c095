// What a member of staff may do with their worklist: keep views, put items off, stand in for
// others.
#pragma once

#include "domain/organisation/staff.h"
#include "framdrift/worklist/v1/worklist_service.pb.h"

namespace framdrift::organisation {

// Each is refused with NOT_FOUND, STAFF_NOT_FOUND; OCCURRED_BEFORE_START, STAFF_ENDED, and those of
// its event's Check.
StaffEvents Decide(const Staff& state, const worklist::v1::SaveWorklistViewRequest& command,
                   const StaffFacts& facts, const history::Context& context);
StaffEvents Decide(const Staff& state, const worklist::v1::RemoveWorklistViewRequest& command,
                   const history::Context& context);

// An item of the worklist, taken from its name.
struct SnoozeFacts {
  history::CaseId case_id;
  std::string item;
};
StaffEvents Decide(const Staff& state, const worklist::v1::SnoozeWorkItemRequest& command,
                   const SnoozeFacts& facts, const history::Context& context);

// Who stands in, and whether the colleague works here.
struct CoverFacts {
  history::StaffId id;
  bool colleague_active = false;
};
// COVERED_NOT_ACTIVE, COVERS_ONESELF.
StaffEvents Decide(const Staff& state, const worklist::v1::SetCoverRequest& command,
                   const CoverFacts& facts, const history::Context& context);
StaffEvents Decide(const Staff& state, const worklist::v1::EndCoverRequest& command,
                   const history::Context& context);

}  // namespace framdrift::organisation
