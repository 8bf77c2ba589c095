// What every decision ends with: its events, when each holds after the ones before it.
#pragma once

#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "base/refusal.h"
#include "domain/history/context.h"
#include "domain/history/recorded.h"

namespace framdrift::history {

template <typename Decider>
using EventsOf = std::vector<Emitted<typename Decider::Event, typename Decider::Sealed>>;

// `events`, when `refusals` is empty and Decider::Check finds nothing against any of them in the
// state that those before it leave; else every refusal.
template <typename Decider>
absl::StatusOr<EventsOf<Decider>> Accept(typename Decider::State state, EventsOf<Decider> events,
                                         Refusals refusals, const Context& context) {
  for (const auto& emitted : events) {
    Recorded<typename Decider::Event> entry;
    entry.envelope.occurred = emitted.occurred;
    entry.envelope.day = absl::ToCivilDay(emitted.occurred.at, context.zone);
    entry.envelope.recorded_at = context.now;
    entry.envelope.actor = context.actor;
    entry.event = emitted.event;
    Decider::Check(state, entry, refusals);
    Decider::Evolve(state, entry);
  }
  if (!refusals.empty()) return refusals.AsStatus();
  return events;
}

}  // namespace framdrift::history
