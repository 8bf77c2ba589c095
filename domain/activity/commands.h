// What the commands on an activity cause, and why they are refused.
#pragma once

#include "absl/status/statusor.h"
#include "domain/activity/activity.h"
#include "domain/codes/code_lists.h"
#include "domain/history/accept.h"
#include "domain/history/context.h"
#include "framdrift/activity/v1/activity_service.pb.h"

namespace framdrift::activity {

using ActivityEvents = absl::StatusOr<history::EventsOf<ActivityDecider>>;

// What opening an activity needs to know; only what the command names is looked at.
struct OpeningFacts {
  bool unit_open = false;
  bool partner_known = false;
  // The national types and the tenant's own.
  codes::CodeLists codes;
};

// What planning a session needs to know; only what the command names is looked at.
struct SchedulingFacts {
  // The id of the session where the command chooses none.
  history::SessionId fresh_id;
  bool leader_active = false;
};

// ALREADY_EXISTS with ACTIVITY_EXISTS; refused with ACTIVITY_TYPE_UNKNOWN, UNIT_NOT_OPEN,
// PARTNER_UNKNOWN, SEATS_OUT_OF_RANGE.
ActivityEvents Decide(const Activity& state, const v1::OpenActivityRequest& command,
                      const OpeningFacts& facts, const history::Context& context);

// Those below: NOT_FOUND with ACTIVITY_NOT_FOUND, or SESSION_NOT_FOUND where they name a session;
// refused with OCCURRED_BEFORE_START.
// ACTIVITY_CLOSED, SESSION_EXISTS, SESSION_TIMES_INVALID, STAFF_NOT_ACTIVE.
ActivityEvents Decide(const Activity& state, const v1::ScheduleSessionRequest& command,
                      const SchedulingFacts& facts, const history::Context& context);
// ACTIVITY_CLOSED, SESSION_CANCELLED, SESSION_HELD, SESSION_TIMES_INVALID.
ActivityEvents Decide(const Activity& state, const v1::MoveSessionRequest& command,
                      const history::Context& context);
// SESSION_CANCELLED, CANCELLATION_REASON_UNKNOWN.
ActivityEvents Decide(const Activity& state, const v1::CancelSessionRequest& command,
                      const history::Context& context);
// COST_OUT_OF_RANGE, DATES_OUT_OF_ORDER.
ActivityEvents Decide(const Activity& state, const v1::BookActivityCostRequest& command,
                      const history::Context& context);
// ACTIVITY_CLOSED, SESSIONS_REMAIN.
ActivityEvents Decide(const Activity& state, const v1::CloseActivityRequest& command,
                      const history::Context& context);

}  // namespace framdrift::activity
