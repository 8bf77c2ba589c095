// How chance says who takes part in what is evaluated: the draw itself, and its rules.
#pragma once

#include <cstdint>

#include "base/refusal.h"
#include "domain/evaluation/evaluation.h"

namespace framdrift::evaluation {

// Where the draw from the design's seed puts the person of that number, from 0 in order of the
// draw; none of a design that is drawn elsewhere. The number's random number is SplitMix64's: of
// z = seed + (number + 1) · 0x9e3779b97f4a7c15, modulo 2⁶⁴. One by one, the treatment is where its
// highest bit is 1; in blocks, where it is among the lower half of those of its block.
v1::TrialArm ArmDrawn(const v1::TrialDesign& design, int64_t number);

// Of an entry that is a TrialDesigned or a ParticipantsAssigned; any other is left alone.
void EvolveTrial(Evaluation& state, const history::Recorded<v1::EvaluationEvent>& entry);
// TRIAL_EXISTS, TRIAL_INCOMPLETE for each, DECIDED_AFTER_START; TRIAL_MISSING,
// PERSON_ASSIGNED and ARM_NOT_AS_DRAWN with the first such person; TRIAL_MEASURED.
void CheckTrial(const Evaluation& before, const history::Recorded<v1::EvaluationEvent>& entry,
                Refusals& out);
// Of a cohort that is measured by the draw: TRIAL_MISSING, TRIAL_CHANGED.
void CheckMeasuredTrial(const Evaluation& before, const v1::CohortFrozen& cohort, Refusals& out);

// What is said to whoever draws, or changes a draw, when it is fixed who is measured.
inline constexpr char kTrialMeasuredSays[] =
    "It is fixed who is measured, so nobody more is drawn and no draw is changed; void that first.";

}  // namespace framdrift::evaluation
