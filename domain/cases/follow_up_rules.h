// Follow-ups of an exit: what they do to a case, and when they may stand.
#pragma once

#include "domain/cases/case_decider.h"

namespace framdrift::cases {

bool IsFollowUpMonth(int month);

void Evolve(Case& state, const casework::v1::FollowUpRecorded& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::FollowUpWaived& event,
            const history::Envelope& envelope);

void Check(const Case& before, const casework::v1::FollowUpRecorded& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::FollowUpWaived& event,
           const history::Envelope& envelope, Refusals& out);

}  // namespace framdrift::cases
