// A stream as its events make it, read from the log for one answer.
#pragma once

#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "base/status_macros.h"
#include "domain/history/timeline.h"
#include "projections/projection.h"
#include "projections/recorded_event.h"
#include "projections/stream_rows.h"

namespace framdrift::projections {

// The events of the stream up to position `until`, but for those whose header is erased.
template <typename Decider>
absl::StatusOr<history::Timeline<Decider>> ReadTimeline(const FoldSource& source, const Id16& id,
                                                        eventstore::Position until) {
  std::vector<typename history::Timeline<Decider>::Entry> entries;
  const eventstore::StreamId stream{static_cast<uint16_t>(Decider::kKind), id};
  FD_RETURN_IF_ERROR(
      ReadStreamUntil(source, stream, until, [&](const eventstore::EventView& event) {
        return ReadEvent(event, source.zone, entries.emplace_back());
      }));
  history::Timeline<Decider> timeline(source.zone);
  timeline.AddAll(std::move(entries));
  return timeline;
}

}  // namespace framdrift::projections
