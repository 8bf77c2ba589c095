// The end of an episode and its return: what they do to a case, and when they may stand.
#pragma once

#include "domain/cases/case_decider.h"

namespace framdrift::cases {

// The episode whose exit stands at `position`, or the latest exited one for 0; null when none is.
const Episode* FindExited(const Case& state, int64_t position);
Episode* FindExited(Case& state, int64_t position);
// The position of that exit; `position` itself where there is none.
int64_t PositionOfExit(const Case& state, int64_t position);
// The episode, whose exit had happened by `at`; null when it has added EXIT_UNKNOWN or BEFORE_EXIT
// to `out`.
const Episode* ExitedEpisode(const Case& state, int64_t position, const history::Envelope& at,
                             Refusals& out);

// The guards, as Check and AllowedActions ask them.
// An open episode; STEP_STILL_RUNNING for each step that runs, and EVENTS_AFTER_EXIT when what only
// happens while an episode runs has happened after that moment.
void ExitableEpisode(const Case& state, const history::Envelope& at, Refusals& out);
// CASE_NOT_OPENED, CASE_NOT_EXITED, BEFORE_EXIT.
void ReopenableCase(const Case& state, const history::Envelope& at, Refusals& out);
// An episode, and OBSERVATION_ENDED when its observation has ended.
void ObservedEpisode(const Case& state, const history::Envelope& at, Refusals& out);

void Evolve(Case& state, const casework::v1::ExitRecorded& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::ExitVerified& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::ExitReclassified& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::CaseReopened& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::ObservationEnded& event,
            const history::Envelope& envelope);

void Check(const Case& before, const casework::v1::ExitRecorded& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::ExitVerified& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::ExitReclassified& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::CaseReopened& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::ObservationEnded& event,
           const history::Envelope& envelope, Refusals& out);

}  // namespace framdrift::cases
