// What is missing in episodes that were closed, and how many figures are told without it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "domain/indicators/fact_row.h"
#include "domain/indicators/period.h"
#include "services/indicator/facts_asked.h"

namespace framdrift::services {

struct EpisodeLacking {
  indicators::RowKey key;
  // Sixteen bytes as text; empty where nobody answered for it.
  std::string caseworker;
  // Names of fields.
  std::vector<std::string> fields;
  int64_t figures = 0;
};

// Of episodes closed in `month`, by caseworker, and of each those first that most of the tenant's
// figures of that month have in their population. Waits for the disk.
absl::StatusOr<std::vector<EpisodeLacking>> EpisodesLacking(const indicators::Window& month,
                                                            FactsAt& facts);

}  // namespace framdrift::services
