// What every command on a place but the first begins with.
#pragma once

#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/history/when.h"
#include "domain/place/commands.h"
#include "domain/place/refusals.h"

namespace framdrift::place {

// One event to be filled in, at the time that `command` says. NOT_FOUND with PLACE_NOT_FOUND.
template <typename Command>
PlaceEvents Start(const Place& state, const Command& command, const history::Context& context) {
  if (!state.founded) {
    return StatusWithReason(
        absl::StatusCode::kNotFound, kPlaceNotFound, "There is no place with that id.");
  }
  history::EventsOf<PlaceDecider> events(1);
  FD_ASSIGN_OR_RETURN(events[0].occurred,
                      history::PastOccurredFrom(command.occurred(), context.now, context.zone));
  return events;
}

// The id `chosen` names, else `fresh`.
inline std::string ChosenOr(const std::string& chosen, const Id16& fresh) {
  return chosen.empty() ? FormatUuid(fresh) : chosen;
}

}  // namespace framdrift::place
