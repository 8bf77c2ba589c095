// Taking part: what absences, attendance and deviations do to a case, and when they may stand.
#pragma once

#include "domain/cases/case_decider.h"

namespace framdrift::cases {

// The attendance on record for an occasion, in any episode; null when there is none.
const AttendanceEntry* FindAttendance(const Case& state, const Occasion& occasion);
// The step of that episode that is `activity` and ran at `at`; null when there is none.
const Step* StepAt(const Episode& episode, const history::ActivityId& activity,
                   const history::Envelope& at);
// Whether the step had started by that moment and had not ended before it. The day it ended counts
// where the hour is not known.
bool RanAt(const Step& step, const history::Envelope& at);

// The guards, as Check and AllowedActions ask them.
// An open episode, and DEVIATION_OF_NOTHING when the case has neither a step nor attendance.
void SomethingToDeviateFrom(const Case& state, const history::Envelope& at, Refusals& out);
// STEP_ENDED: nobody is awaited there.
void AwaitingStep(const Step& step, Refusals& out);
// STEP_NOT_RUNNING.
void AttendableStep(const Step& step, const history::Envelope& at, Refusals& out);
// DEVIATION_UNKNOWN, DEVIATION_RESOLVED, DATES_OUT_OF_ORDER.
void ResolvableDeviation(const Case& state, const DeviationId& id, const history::Envelope& at,
                         Refusals& out);

void Evolve(Case& state, const casework::v1::AbsenceAnnounced& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::AttendanceRecorded& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::DeviationRaised& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::DeviationResolved& event,
            const history::Envelope& envelope);

void Check(const Case& before, const casework::v1::AbsenceAnnounced& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::AttendanceRecorded& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::DeviationRaised& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::DeviationResolved& event,
           const history::Envelope& envelope, Refusals& out);

}  // namespace framdrift::cases
