// Facts of as many episodes as are asked for, as most are, for benchmarks of figures.
#pragma once

#include <cstddef>
#include <memory>

#include "domain/indicators/fact_tables.h"
#include "domain/indicators/moment.h"

namespace framdrift::indicators {

struct LoadedFacts {
  std::unique_ptr<FactTables> tables;
  // Making rows of histories, and filling the tables from them.
  double folding_seconds = 0;
  double filling_seconds = 0;
  // Of all rows as they stand on disk.
  size_t row_bytes = 0;
};

// Persons whose episodes begin in 2019 to 2024, each with an enrolment, months of support, a plan,
// contacts, reviews, an obstacle, sessions and, in two of three, an exit, some with a job before it
// or a second episode. They are folded from events as the read model does; the staff who answer for
// them are rows. The same for the same number.
LoadedFacts LoadFacts(int episodes);

// The last day of 2025: nearly all that is to happen has happened.
DayNumber LastDayOfLoad();

}  // namespace framdrift::indicators
