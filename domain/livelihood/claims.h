// What a case says the person lives on: its jobs, studies and months with income support.
#pragma once

#include <vector>

#include "domain/cases/case.h"
#include "domain/person/livelihood.h"

namespace framdrift::livelihood {

// Every claim to the person's livelihood in `state` (docs/livelihood.md), in no order. A job claims
// unsubsidised work, subsidised regular work, a municipal labour-market job or own business;
// studies claim study with or without aid; each run of months with net payment, whatever households
// they were paid to, claims income support from the first day of the first month to the first day
// after the last.
std::vector<person::LivelihoodClaim> ClaimsOf(const cases::Case& state);

}  // namespace framdrift::livelihood
