#include "domain/place/place.h"

#include "domain/history/refusals.h"
#include "domain/history/when.h"
#include "domain/place/refusals.h"

namespace framdrift::place {

void PlaceDecider::Evolve(Place& state, const history::Recorded<Event>& entry) {
  if (entry.event.has_place_founded()) {
    state.founded = entry.envelope.occurred;
    state.founded_on = entry.envelope.day;
    state.founding = entry.event.place_founded();
  } else if (entry.event.has_place_evaluated()) {
    state.evaluations.push_back({entry.envelope.position,
                                 entry.envelope.occurred,
                                 entry.envelope.day,
                                 entry.event.place_evaluated()});
  }
  place::Evolve(state.needs, entry);
  place::Evolve(state.staff, entry.event);
  place::Evolve(state.account, entry.event);
  place::Evolve(state.cooperation, entry);
  place::Evolve(state.service, entry);
}

void PlaceDecider::Check(const Place& before, const history::Recorded<Event>& entry,
                         Refusals& out) {
  if (entry.event.has_place_founded()) {
    if (before.founded) out.Add(kPlaceExists, "The place is founded already.");
  } else if (!before.founded) {
    out.Add(kPlaceNotFound, "The place was not founded yet.");
  } else if (history::Precedes(entry.envelope.occurred, *before.founded)) {
    out.Add(history::kOccurredBeforeStart,
            "The work in the place had not begun yet; give a later time.");
  }
  place::Check(before.needs, entry.event, out);
  place::Check(before.staff, entry.event, out);
  place::Check(before.account, entry, out);
  place::Check(before.cooperation, entry.event, out);
  place::Check(entry.event, out);
}

}  // namespace framdrift::place
