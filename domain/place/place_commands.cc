#include "domain/place/commands.h"

#include <utility>

#include "domain/history/amend_commands.h"
#include "domain/place/figures.h"
#include "domain/place/report.h"
#include "domain/place/start.h"

namespace framdrift::place {
namespace {

// Refused where the event at `position` never changes.
absl::Status CheckChanges(const history::Timeline<PlaceDecider>& timeline, int64_t position) {
  for (const auto& entry : timeline.entries()) {
    if (entry.envelope.position != position) continue;
    if (entry.event.has_base_year_fixed()) {
      return Refuse(kBaseYearFixed, "The base year is fixed for ever.");
    }
    if (entry.event.has_place_evaluated()) {
      return Refuse(kEvaluationNotCorrected, "An evaluation is frozen; make another.");
    }
  }
  return absl::OkStatus();
}

}  // namespace

PlaceEvents Decide(const Place& state, const v1::FoundPlaceRequest& command,
                   const history::Context& context) {
  if (state.founded) {
    return StatusWithReason(
        absl::StatusCode::kAlreadyExists, kPlaceExists, "There is a place with that id already.");
  }
  history::EventsOf<PlaceDecider> events(1);
  FD_ASSIGN_OR_RETURN(events[0].occurred,
                      history::PastOccurredFrom(command.occurred(), context.now, context.zone));
  v1::PlaceFounded& founded = *events[0].event.mutable_place_founded();
  founded.set_display_name(command.display_name());
  founded.set_municipality_code(command.municipality_code());
  founded.set_purpose(command.purpose());
  founded.set_office(command.office());
  founded.set_lead_staff_id(command.lead_staff_id());
  founded.set_ore_per_km(command.ore_per_km());
  founded.set_ore_per_hour(command.ore_per_hour());
  return history::Accept<PlaceDecider>(state, std::move(events), {}, context);
}

PlaceEvents Decide(const history::Timeline<PlaceDecider>& timeline,
                   const v1::EvaluatePlaceRequest& command, const GoalIndicators& facts,
                   const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Start(timeline.current(), command, context));
  history::AsOf as_of;
  as_of.valid = events[0].occurred.at;
  Place then = timeline.At(as_of);
  const absl::CivilDay day = absl::ToCivilDay(as_of.valid, context.zone);
  v1::PlaceEvaluated& evaluated = *events[0].event.mutable_place_evaluated();
  evaluated.set_conclusion(command.conclusion());
  report::v1::Report& report = *evaluated.mutable_report();
  // What is frozen holds this conclusion too, beside those before it.
  then.evaluations.push_back({0, events[0].occurred, day, evaluated});
  report = ReportOf(then, FiguresOf(then, day, facts), day);
  *report.mutable_as_of_time() = history::TimestampFrom(as_of.valid);
  *report.mutable_evaluated_time() = history::TimestampFrom(context.now);
  report.set_position(static_cast<uint64_t>(timeline.entries().back().envelope.position));
  return history::Accept<PlaceDecider>(timeline.current(), std::move(events), {}, context);
}

PlaceEvents Decide(const history::Timeline<PlaceDecider>& timeline,
                   const v1::CorrectPlaceEventRequest& command, const PlaceFacts& facts,
                   const history::Context& context) {
  FD_RETURN_IF_ERROR(CheckChanges(timeline, command.position()));
  return history::DecideCorrection(timeline, command, facts.id, context);
}

PlaceEvents Decide(const history::Timeline<PlaceDecider>& timeline,
                   const v1::VoidPlaceEventRequest& command, const PlaceFacts& facts,
                   const history::Context& context) {
  FD_RETURN_IF_ERROR(CheckChanges(timeline, command.position()));
  return history::DecideVoiding(timeline, command, facts.id, context);
}

}  // namespace framdrift::place
