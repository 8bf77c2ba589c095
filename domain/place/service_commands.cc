#include "domain/place/commands.h"

#include <utility>

#include "domain/place/start.h"

namespace framdrift::place {

PlaceEvents Decide(const Place& state, const v1::RecordAvoidedTripRequest& command,
                   const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Start(state, command, context));
  const TravelRates& rates = state.service.travel.rates;
  v1::TripAvoided& trip = *events[0].event.mutable_trip_avoided();
  trip.set_task(command.task());
  trip.set_department(command.department());
  trip.set_trips(command.trips() == 0 ? 1 : command.trips());
  trip.set_km(command.km());
  trip.set_minutes(command.minutes());
  trip.set_ore_per_km(command.has_ore_per_km() ? command.ore_per_km() : rates.ore_per_km);
  trip.set_ore_per_hour(command.has_ore_per_hour() ? command.ore_per_hour() : rates.ore_per_hour);
  return history::Accept<PlaceDecider>(state, std::move(events), {}, context);
}

PlaceEvents Decide(const Place& state, const v1::SetServiceHoursRequest& command,
                   const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Start(state, command, context));
  v1::ServiceHoursSet& set = *events[0].event.mutable_service_hours_set();
  set.set_service(command.service());
  set.set_hours_per_week(command.hours_per_week());
  set.set_opening_hours(command.opening_hours());
  return history::Accept<PlaceDecider>(state, std::move(events), {}, context);
}

PlaceEvents Decide(const Place& state, const v1::RecordQualityRequest& command,
                   const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Start(state, command, context));
  v1::QualityMeasured& measured = *events[0].event.mutable_quality_measured();
  measured.set_service(command.service());
  measured.set_survey(command.survey());
  measured.set_n(command.n());
  measured.set_value(command.value());
  measured.set_scale(command.scale());
  return history::Accept<PlaceDecider>(state, std::move(events), {}, context);
}

}  // namespace framdrift::place
