#include "domain/place/service.h"

#include <algorithm>

#include "domain/place/exact.h"
#include "domain/place/rules.h"

namespace framdrift::place {
namespace {

using Event = v1::PlaceEvent;

constexpr int32_t kMostTrips = 100'000;
constexpr int32_t kMostKm = 10'000;
// A trip lasts less than a week.
constexpr int32_t kMostMinutes = 10'000;
// Ten thousand kronor: beyond any kilometre or hour.
constexpr int64_t kMostRateOre = 1'000'000;
constexpr int32_t kMostAnswers = 10'000'000;
constexpr double kMostQuality = 1e9;

// `Priced` has ore_per_km and ore_per_hour.
template <typename Priced>
void CheckRates(const Priced& priced, Refusals& out) {
  CheckWithin("ore_per_km", priced.ore_per_km(), int64_t{0}, kMostRateOre, out);
  CheckWithin("ore_per_hour", priced.ore_per_hour(), int64_t{0}, kMostRateOre, out);
}

void Add(const v1::TripAvoided& trip, Travel& travel) {
  travel.trips += trip.trips();
  travel.km += int64_t{trip.trips()} * trip.km();
  travel.minutes += int64_t{trip.trips()} * trip.minutes();
  travel.value +=
      absl::int128(trip.trips()) * (absl::int128(trip.km()) * trip.ore_per_km() * kSixtieths +
                                    absl::int128(trip.minutes()) * trip.ore_per_hour());
  travel.rates = {trip.ore_per_km(), trip.ore_per_hour()};
}

void Add(const v1::TripAvoided& trip, std::vector<AvoidedTask>& tasks) {
  const auto found = std::find_if(tasks.begin(), tasks.end(), [&](const AvoidedTask& one) {
    return one.task == trip.task() && one.department == trip.department();
  });
  if (found != tasks.end()) return Add(trip, found->travel);
  tasks.push_back({trip.task(), trip.department(), {}});
  Add(trip, tasks.back().travel);
}

void Set(const v1::ServiceHoursSet& set, std::vector<Opening>& openings) {
  const auto found = std::find_if(openings.begin(), openings.end(), [&](const Opening& one) {
    return one.service == set.service();
  });
  if (found == openings.end()) {
    openings.push_back(
        {set.service(), set.hours_per_week(), set.hours_per_week(), set.opening_hours()});
    return;
  }
  found->hours_now = set.hours_per_week();
  found->opening_hours = set.opening_hours();
}

}  // namespace

void Evolve(Service& service, const history::Recorded<Event>& entry) {
  const Event& event = entry.event;
  if (event.has_place_founded()) {
    const v1::PlaceFounded& founded = event.place_founded();
    service.travel.rates = {founded.ore_per_km(), founded.ore_per_hour()};
  } else if (event.has_trip_avoided()) {
    Add(event.trip_avoided(), service.travel);
    Add(event.trip_avoided(), service.tasks);
  } else if (event.has_service_hours_set()) {
    Set(event.service_hours_set(), service.openings);
  } else if (event.has_quality_measured()) {
    service.qualities.push_back({entry.envelope.day, event.quality_measured()});
  }
}

void Check(const Event& event, Refusals& out) {
  if (event.has_place_founded()) {
    CheckRates(event.place_founded(), out);
  } else if (event.has_trip_avoided()) {
    const v1::TripAvoided& trip = event.trip_avoided();
    CheckWithin("trips", trip.trips(), 1, kMostTrips, out);
    CheckWithin("km", trip.km(), 0, kMostKm, out);
    CheckWithin("minutes", trip.minutes(), 0, kMostMinutes, out);
    CheckRates(trip, out);
  } else if (event.has_service_hours_set()) {
    CheckWithin(
        "hours_per_week", event.service_hours_set().hours_per_week(), 0.0, kHoursOfWeek, out);
  } else if (event.has_quality_measured()) {
    const v1::QualityMeasured& measured = event.quality_measured();
    CheckWithin("n", measured.n(), 1, kMostAnswers, out);
    CheckWithin("value", measured.value(), -kMostQuality, kMostQuality, out);
  }
}

}  // namespace framdrift::place
