// The service of a place: how long it is open, how good it is, and what travel it spares.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/numeric/int128.h"
#include "absl/time/civil_time.h"
#include "base/refusal.h"
#include "domain/history/recorded.h"
#include "framdrift/place/v1/place_events.pb.h"

namespace framdrift::place {

struct Opening {
  std::string service;
  // Hours a week at first, and as set last.
  double hours_before = 0;
  double hours_now = 0;
  std::string opening_hours;
};

// What travel costs, in öre.
struct TravelRates {
  int64_t ore_per_km = 0;
  int64_t ore_per_hour = 0;
};

struct Travel {
  int64_t trips = 0;
  int64_t km = 0;
  int64_t minutes = 0;
  // In sixtieths of an öre.
  absl::int128 value = 0;
  // Of the last trip, else of the founding.
  TravelRates rates;
};

// What is done without the trip it used to take.
struct AvoidedTask {
  std::string task;
  std::string department;
  Travel travel;
};

struct Quality {
  absl::CivilDay day;
  v1::QualityMeasured content;
};

struct Service {
  // In order of setting.
  std::vector<Opening> openings;
  Travel travel;
  // The same by task and department, in the order in which they were done first.
  std::vector<AvoidedTask> tasks;
  // In order of time.
  std::vector<Quality> qualities;
};

// Events of other matters change and refuse nothing.
void Evolve(Service& service, const history::Recorded<v1::PlaceEvent>& entry);
// QUANTITY_OUT_OF_RANGE.
void Check(const v1::PlaceEvent& event, Refusals& out);

}  // namespace framdrift::place
