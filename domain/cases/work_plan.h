// The work plan: adopted, revised, reviewed and seen by the person.
#pragma once

#include "domain/cases/case_decider.h"

namespace framdrift::cases {

void Evolve(Case& state, const casework::v1::WorkPlanAdopted& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::WorkPlanRevised& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::WorkPlanReviewed& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::WorkPlanAcknowledged& event,
            const history::Envelope& envelope);

void Check(const Case& before, const casework::v1::WorkPlanAdopted& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::WorkPlanRevised& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::WorkPlanReviewed& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::WorkPlanAcknowledged& event,
           const history::Envelope& envelope, Refusals& out);

}  // namespace framdrift::cases
