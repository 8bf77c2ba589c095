// When applications for income support are to be decided; they stand in the household's stream.
#pragma once

#include <map>
#include <vector>

#include "domain/cases/records.h"
#include "domain/deadlines/deadline.h"
#include "domain/deadlines/policy_terms.h"
#include "domain/household/household.h"

namespace framdrift::deadlines {

// One for each application that was completed; an enquiry has none. `exemptions` are those of an
// applicant's case. A paused case does not make a decision rest. Total over any subset of a
// history.
std::map<household::ApplicationId, Deadline> DecisionDeadlinesOf(
    const household::Household& state, const std::vector<cases::Exemption>& exemptions,
    const PolicyTerms& terms);

}  // namespace framdrift::deadlines
