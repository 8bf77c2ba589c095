// The facts of a household, person by person: what kind they lived in, what they applied for, and
// what was decided.
#pragma once

#include <map>

#include "domain/deadlines/policy_terms.h"
#include "domain/household/household.h"
#include "framdrift/facts/v1/fact_rows.pb.h"

namespace framdrift::indicators {

struct HouseholdFacts {
  // Of everybody who lived in it, applied or had a decision.
  std::map<household::PersonId, facts::v1::FactMembership> memberships;
  // Under the first applicant; those without applicants are left out.
  std::map<household::PersonId, std::map<household::ApplicationId, facts::v1::FactApplication>>
      applications;
};

// When a decision is due follows from the policy alone, without exemptions. Total over any subset
// of a history.
HouseholdFacts FactsOf(const household::Household& state, const deadlines::PolicyTerms& terms);

}  // namespace framdrift::indicators
