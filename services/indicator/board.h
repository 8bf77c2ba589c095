// Where all indicators of a tenant stand at one position and instant.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "domain/history/timeline.h"
#include "framdrift/indicator/v1/indicator.pb.h"
#include "services/indicator/facts_asked.h"

namespace framdrift::services {

// Constant.
struct IndicatorBoard {
  struct Entry {
    indicator::v1::Indicator indicator;
    // Of all that it says.
    size_t hash = 0;
  };
  eventstore::Position position = 0;
  absl::Time evaluated_at;
  // Those that are followed, in the order they were defined.
  std::vector<Entry> entries;
  // The first instant after evaluated_at at which time alone may change a figure: a day begins, or
  // a deadline has passed.
  absl::Time next_change;
};

// As they stand now. Waits for the disk.
absl::StatusOr<std::shared_ptr<const IndicatorBoard>> BoardNow(FactsAsked& facts, Runtime& runtime,
                                                               const TenantEntry& tenant);
// As they stood at that position, seen at that instant.
absl::StatusOr<std::shared_ptr<const IndicatorBoard>> BoardThen(FactsAsked& facts, Runtime& runtime,
                                                                const TenantEntry& tenant,
                                                                eventstore::Position position,
                                                                absl::Time evaluated_at);

}  // namespace framdrift::services
