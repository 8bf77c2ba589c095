// What was known of a stream at a past moment, beside the state that followed from it.
#pragma once

#include <algorithm>
#include <cstdint>

#include "domain/history/timeline.h"

namespace framdrift::history {

template <typename Event>
bool IsKnown(const Recorded<Event>& entry, const AsOf& as_of) {
  return entry.envelope.known_at() <= as_of.known && entry.envelope.position <= as_of.position;
}

// How many events the stream held as was known then, whenever they happened.
template <typename Decider>
int64_t CountKnown(const Timeline<Decider>& timeline, const AsOf& as_of) {
  return std::count_if(timeline.entries().begin(),
                       timeline.entries().end(),
                       [&](const auto& entry) { return IsKnown(entry, as_of); });
}

// Whether an event counts as known then only by what an import says of when its source knew it.
template <typename Decider>
bool IsKnownBySource(const Timeline<Decider>& timeline, const AsOf& as_of) {
  return std::any_of(timeline.entries().begin(), timeline.entries().end(), [&](const auto& entry) {
    return IsKnown(entry, as_of) && entry.envelope.recorded_at > as_of.known;
  });
}

// Whether anything of the stream had happened and was known then, though it be struck through.
template <typename Decider>
bool WasThere(const Timeline<Decider>& timeline, const AsOf& as_of) {
  const bool recorded =
      std::any_of(timeline.entries().begin(), timeline.entries().end(), [&](const auto& entry) {
        return !Timeline<Decider>::IsAmendment(entry.event) && IsKnown(entry, as_of) &&
               entry.envelope.occurred.at <= as_of.valid;
      });
  return recorded || !timeline.Effective(as_of).empty();
}

}  // namespace framdrift::history
