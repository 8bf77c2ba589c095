// Placements, jobs, studies and aid months: what they do to a case, and when they may stand.
#pragma once

#include "domain/cases/case_decider.h"

namespace framdrift::cases {

// The guards, as Check and AllowedActions ask them.
// CASE_NOT_OPENED. Work and study may begin before the case was opened and after it was exited.
void EverOpened(const Case& state, const history::Envelope& at, Refusals& out);
// PLACEMENT_UNKNOWN, JOB_UNKNOWN or STUDY_UNKNOWN; PLACEMENT_ENDED, JOB_ENDED or STUDY_ENDED;
// DATES_OUT_OF_ORDER.
void EndablePlacement(const Case& state, const history::PlacementId& id,
                      const history::Envelope& at, Refusals& out);
void EndableJob(const Case& state, const JobId& id, const history::Envelope& at, Refusals& out);
void EndableStudy(const Case& state, const StudyId& id, const history::Envelope& at, Refusals& out);

void Evolve(Case& state, const casework::v1::PlacementStarted& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::PlacementEnded& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::JobStarted& event, const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::JobEnded& event, const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::StudyStarted& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::StudyEnded& event, const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::AidMonthSet& event, const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::AidMonthElsewhere& event,
            const history::Envelope& envelope);

void Check(const Case& before, const casework::v1::PlacementStarted& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::PlacementEnded& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::JobStarted& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::JobEnded& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::StudyStarted& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::StudyEnded& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::AidMonthSet& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::AidMonthElsewhere& event,
           const history::Envelope& envelope, Refusals& out);

}  // namespace framdrift::cases
