// Who is responsible for a case.
#pragma once

#include "domain/cases/case_decider.h"

namespace framdrift::cases {

void Evolve(Case& state, const casework::v1::CaseAssigned& event,
            const history::Envelope& envelope);
void Check(const Case& before, const casework::v1::CaseAssigned& event,
           const history::Envelope& envelope, Refusals& out);

}  // namespace framdrift::cases
