// The deadlines of a case: every rule of the policy but the decision on an application.
#pragma once

#include <optional>
#include <vector>

#include "absl/time/civil_time.h"
#include "domain/cases/case.h"
#include "domain/deadlines/deadline.h"
#include "domain/deadlines/policy_terms.h"

namespace framdrift::deadlines {

// What is known beyond the case.
struct PersonFacts {
  std::optional<absl::CivilDay> birth_date;
};

// Every deadline that started and was not stopped before it was due, by episode, then by rule, then
// in the order they started. Total over any subset of a history. docs/deadlines.md has the rules.
std::vector<Deadline> DeadlinesOf(const cases::Case& state, const PersonFacts& person,
                                  const PolicyTerms& terms);

}  // namespace framdrift::deadlines
