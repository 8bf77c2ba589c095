// Decisions on the end of an episode and on its return.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "domain/activity/activity.h"
#include "domain/cases/case_decider.h"
#include "domain/codes/code_lists.h"
#include "framdrift/casework/v1/outcome_service.pb.h"

namespace framdrift::cases {

// A session of an activity that is a step of the person.
struct ActivitySession {
  history::ActivityId activity;
  activity::SessionFacts session;
};

struct ExitFacts {
  // Every session of every activity in the plan.
  std::vector<ActivitySession> sessions;
  codes::CodeLists codes;
};

struct ReclassificationFacts {
  codes::CodeLists codes;
};

struct ReopeningFacts {
  // Whether the unit that is to answer for the episode is open.
  bool unit_open = false;
};

// A session of the plan that the person was to attend and that has no attendance.
struct MissingAttendance {
  StepId step;
  ActivitySession session;
};

// Those that began before `until` while their step ran and were not cancelled, by time.
std::vector<MissingAttendance> MissingAttendances(const Case& state, const Episode& episode,
                                                  const std::vector<ActivitySession>& sessions,
                                                  absl::Time until,
                                                  const history::Context& context);

// ATTENDANCE_MISSING for each of them in the episode that is open now.
void EverySessionAttended(const Case& state, const std::vector<ActivitySession>& sessions,
                          const history::Context& context, Refusals& out);

// EXIT_REASON_UNKNOWN, STEP_STILL_RUNNING, ATTENDANCE_MISSING, EVENTS_AFTER_EXIT,
// HOURS_OUT_OF_RANGE. As the command says, the same events end steps and set missing attendance to
// not registered.
absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::RecordExitRequest& command,
                                  const ExitFacts& facts, const history::Context& context);
// EXIT_UNKNOWN, BEFORE_EXIT.
absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::VerifyExitRequest& command,
                                  const history::Context& context);
// EXIT_UNKNOWN, BEFORE_EXIT, EXIT_REASON_UNKNOWN.
absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::ReclassifyExitRequest& command,
                                  const ReclassificationFacts& facts,
                                  const history::Context& context);
// CASE_NOT_EXITED, BEFORE_EXIT, UNIT_NOT_OPEN.
absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::ReopenCaseRequest& command,
                                  const ReopeningFacts& facts, const history::Context& context);
// OBSERVATION_ENDED.
absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::EndObservationRequest& command,
                                  const history::Context& context);

}  // namespace framdrift::cases
