// The persons of a cohort at a position of the log, and what events say of their months.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "domain/evaluation/evaluation_commands.h"
#include "domain/evaluation/measured.h"
#include "framdrift/evaluation/v1/evaluation_events.pb.h"
#include "services/indicator/facts_asked.h"
#include "services/unit_of_work.h"

namespace framdrift::services {

// How many persons the filters of `cohort` pick of what is known now to have been true at `at`.
// CASE_ACCESS_MISSING for roles that may not open cases; DEFINITION_INVALID for filters that do not
// read. May wait.
absl::StatusOr<evaluation::CohortFacts> FindCohort(UnitOfWork& work, FactsAsked& facts,
                                                   const evaluation::v1::CohortFrozen& cohort,
                                                   absl::Time at);

// The months of everybody in a frozen cohort, as they were true and known at its position. May
// wait. No other stream is read than those of the tenant.
absl::StatusOr<evaluation::CohortMeasured> MeasureCohort(
    UnitOfWork& work, FactsAsked& facts, const evaluation::v1::CohortFrozen& cohort);

}  // namespace framdrift::services
