// Placements, jobs, studies and aid months: what they do to a case, and when they may stand.
#pragma once

#include "domain/cases/case_decider.h"

namespace framdrift::cases {

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
