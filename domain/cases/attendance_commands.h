// Decisions on taking part: absence, attendance and deviations.
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "domain/activity/activity.h"
#include "domain/cases/case_decider.h"
#include "domain/cases/repeated_absence.h"
#include "framdrift/casework/v1/attendance_service.pb.h"

namespace framdrift::cases {

// The session a command names, with its activity; no session where the activity has no such one.
struct SessionFacts {
  history::ActivityId activity;
  std::optional<activity::SessionFacts> session;
  // What repeated invalid absence comes to; read when attendance is recorded.
  AbsenceRule rule;
};

struct DeviationFacts {
  // The deviation's id where the command chooses none.
  DeviationId fresh_id;
};

// SESSION_UNKNOWN, SESSION_OF_NO_STEP, STEP_UNKNOWN, STEP_ENDED, DATES_OUT_OF_ORDER,
// ABSENCE_CODE_UNFIT.
absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::AnnounceAbsenceRequest& command,
                                  const SessionFacts& facts, const history::Context& context);
// SESSION_UNKNOWN, SESSION_CANCELLED, SESSION_NOT_STARTED, SESSION_OF_NO_STEP, STEP_UNKNOWN,
// STEP_NOT_RUNNING, ATTENDANCE_RECORDED, MINUTES_OUT_OF_RANGE, MINUTES_WHILE_ABSENT. A second
// record with a correction reason is a correction of the first. Where the rule finds repeated
// invalid absence in an open episode, a deviation is raised with it.
absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::RecordAttendanceRequest& command,
                                  const SessionFacts& facts, const history::Context& context);
// DEVIATION_EXISTS, DEVIATION_OF_NOTHING, STEP_UNKNOWN, ATTENDANCE_UNKNOWN.
absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::RaiseDeviationRequest& command,
                                  const DeviationFacts& facts, const history::Context& context);
// DEVIATION_UNKNOWN, DEVIATION_RESOLVED, DATES_OUT_OF_ORDER.
absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::ResolveDeviationRequest& command,
                                  const history::Context& context);

}  // namespace framdrift::cases
