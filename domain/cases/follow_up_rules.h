// Follow-ups of an exit: what they do to a case, and when they may stand.
#pragma once

#include "domain/cases/case_decider.h"

namespace framdrift::cases {

bool IsFollowUpMonth(int month);

// The guard, as Check and AllowedActions ask it, for the exit at that position or the latest for 0:
// EXIT_UNKNOWN, BEFORE_EXIT, FOLLOW_UP_MONTH_UNKNOWN, FOLLOW_UP_WAIVED, FOLLOW_UP_SETTLED.
void OpenMark(const Case& state, int64_t exit_position, int month, const history::Envelope& at,
              Refusals& out);

void Evolve(Case& state, const casework::v1::FollowUpRecorded& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::FollowUpWaived& event,
            const history::Envelope& envelope);

void Check(const Case& before, const casework::v1::FollowUpRecorded& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::FollowUpWaived& event,
           const history::Envelope& envelope, Refusals& out);

}  // namespace framdrift::cases
