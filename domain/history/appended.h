// A stream as it will be once what was decided is recorded.
#pragma once

#include <cstdint>
#include <utility>

#include "domain/history/accept.h"
#include "domain/history/context.h"
#include "domain/history/timeline.h"

namespace framdrift::history {

// `timeline` with `decided` at the positions after its last, recorded at the time of `context`.
template <typename Decider>
Timeline<Decider> Appended(Timeline<Decider> timeline, const EventsOf<Decider>& decided,
                           const Context& context) {
  int64_t position = timeline.entries().empty() ? 0 : timeline.entries().back().envelope.position;
  for (const auto& emitted : decided) {
    Recorded<typename Decider::Event> entry;
    entry.envelope.position = ++position;
    entry.envelope.revision = timeline.revision() + 1;
    entry.envelope.occurred = emitted.occurred;
    entry.envelope.recorded_at = context.now;
    entry.envelope.actor = context.actor;
    entry.event = emitted.event;
    timeline.Add(std::move(entry));
  }
  return timeline;
}

}  // namespace framdrift::history
