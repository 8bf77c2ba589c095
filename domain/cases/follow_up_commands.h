// Decisions on the follow-ups of an exit.
#pragma once

#include "absl/status/statusor.h"
#include "domain/cases/case_decider.h"
#include "framdrift/casework/v1/outcome_service.pb.h"

namespace framdrift::cases {

// EXIT_UNKNOWN, BEFORE_EXIT, FOLLOW_UP_MONTH_UNKNOWN, FOLLOW_UP_WAIVED. A record of a mark that is
// settled corrects the latest try.
absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::RecordFollowUpRequest& command,
                                  const history::Context& context);
// EXIT_UNKNOWN, BEFORE_EXIT, FOLLOW_UP_MONTH_UNKNOWN, FOLLOW_UP_SETTLED, FOLLOW_UP_WAIVED. Month 0
// waives every mark that is not settled.
absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::WaiveFollowUpRequest& command,
                                  const history::Context& context);

}  // namespace framdrift::cases
