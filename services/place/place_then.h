// A place as it stood at an instant, with what its figures need of other streams.
#pragma once

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "domain/history/timeline.h"
#include "domain/indicators/indicator.h"
#include "domain/place/place.h"
#include "framdrift/place/v1/place.pb.h"
#include "services/reading.h"

namespace framdrift::services {

struct PlaceThen {
  place::Place state;
  // The day whose end it is.
  absl::CivilDay day;
  place::v1::PlaceFigures figures;
};

// The ids of the indicators of its goals.
absl::StatusOr<std::map<std::string, Id16>> IndicatorsOf(const place::Place& place);

// `state` with its figures by `as_of`, at the end of the civil day of `evaluated_at`; no case is
// read for it.
absl::StatusOr<PlaceThen> PlaceThenOf(Reading& reading, place::Place state,
                                      const history::AsOf& as_of, absl::Time evaluated_at);

}  // namespace framdrift::services
