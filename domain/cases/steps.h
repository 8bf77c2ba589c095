// The steps of a plan: planned, then started, then completed or cancelled.
#pragma once

#include "domain/cases/case_decider.h"

namespace framdrift::cases {

void Evolve(Case& state, const casework::v1::StepPlanned& event, const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::StepStarted& event, const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::StepCompleted& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::StepCancelled& event,
            const history::Envelope& envelope);

void Check(const Case& before, const casework::v1::StepPlanned& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::StepStarted& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::StepCompleted& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::StepCancelled& event,
           const history::Envelope& envelope, Refusals& out);

// Puts the step that stands at `index` in its event into the episode.
void PlanStep(Episode& episode, const casework::v1::StepTerms& terms, int index,
              const history::Envelope& envelope);
// What is wrong with a step to be planned in `episode` (null: in none): STEP_EXISTS,
// DATES_OUT_OF_ORDER, HOURS_OUT_OF_RANGE.
void CheckTerms(const Episode* episode, const casework::v1::StepTerms& terms, Refusals& out);
void StepExists(const casework::v1::StepTerms& terms, Refusals& out);

// Whether the step may start, be completed or be cancelled at that moment: STEP_UNKNOWN,
// STEP_NOT_STARTED, STEP_STARTED, STEP_ENDED.
void StartableStep(const Episode& episode, const StepId& id, const history::Envelope& at,
                   Refusals& out);
void CompletableStep(const Episode& episode, const StepId& id, const history::Envelope& at,
                     Refusals& out);
void CancellableStep(const Episode& episode, const StepId& id, const history::Envelope& at,
                     Refusals& out);

}  // namespace framdrift::cases
