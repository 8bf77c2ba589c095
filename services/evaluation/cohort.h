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

// How many persons the filters of `cohort` pick of what is known now to have been true at `at`, or
// the draw of `evaluation` put on each side.
// CASE_ACCESS_MISSING for roles that may not open cases; DEFINITION_INVALID for filters that do not
// read. May wait.
absl::StatusOr<evaluation::CohortFacts> FindCohort(UnitOfWork& work, FactsAsked& facts,
                                                   const evaluation::Evaluation& evaluation,
                                                   const evaluation::v1::CohortFrozen& cohort,
                                                   absl::Time at);

// The months of everybody in the frozen cohort of `evaluation`, as they were true and known at its
// position. Of a draw they run from the day somebody was drawn, as long as their case of that day
// is observed, or else their next one's; without a case nothing is seen. May wait. No other stream
// is read than those of the tenant. `evaluation` has a cohort.
absl::StatusOr<evaluation::CohortMeasured> MeasureCohort(UnitOfWork& work, FactsAsked& facts,
                                                         const evaluation::Evaluation& evaluation);

}  // namespace framdrift::services
