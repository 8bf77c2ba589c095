// The state of a stream whose events are kept in memory.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "base/status_macros.h"
#include "domain/history/fold_order.h"
#include "domain/history/timeline.h"
#include "projections/kept_events.h"
#include "projections/recorded_event.h"

namespace framdrift::projections {

// Uses its memory again from stream to stream. Not thread-safe.
template <typename Decider>
class KeptFold {
 public:
  explicit KeptFold(absl::TimeZone zone) : zone_(zone) {}

  // After all of `stream`; a correction or late event costs a second fold of what is at hand.
  absl::StatusOr<typename Decider::State> StateOf(const eventstore::StreamId& id,
                                                  const KeptEvents::Stream& stream) {
    typename Decider::State state;
    history::FoldOrder order;
    KeptEvents::Reader reader(id, stream.packed);
    while (const eventstore::EventView* event = reader.Next()) {
      FD_RETURN_IF_ERROR(ReadEvent(*event, zone_, recorded_));
      if (Timeline::IsAmendment(recorded_.event) || !order.FoldsLast(recorded_.envelope)) {
        return FoldAsAmended(id, stream);
      }
      order.Advance(recorded_.envelope);
      Decider::Evolve(state, recorded_);
    }
    return state;
  }
  // What of it was true and known at `as_of`; nothing means all of it.
  absl::StatusOr<typename Decider::State> StateAt(const eventstore::StreamId& id,
                                                  const KeptEvents::Stream& stream,
                                                  const std::optional<history::AsOf>& as_of) {
    if (!as_of) return StateOf(id, stream);
    FD_ASSIGN_OR_RETURN(const Timeline timeline, TimelineOf(id, stream));
    return timeline.At(*as_of);
  }

 private:
  using Timeline = history::Timeline<Decider>;

  absl::StatusOr<typename Decider::State> FoldAsAmended(const eventstore::StreamId& id,
                                                        const KeptEvents::Stream& stream) {
    FD_ASSIGN_OR_RETURN(const Timeline timeline, TimelineOf(id, stream));
    return timeline.current();
  }

  absl::StatusOr<Timeline> TimelineOf(const eventstore::StreamId& id,
                                      const KeptEvents::Stream& stream) {
    std::vector<typename Timeline::Entry> entries;
    KeptEvents::Reader reader(id, stream.packed);
    while (const eventstore::EventView* event = reader.Next()) {
      FD_RETURN_IF_ERROR(ReadEvent(*event, zone_, entries.emplace_back()));
    }
    Timeline timeline(zone_);
    timeline.AddAll(std::move(entries));
    return timeline;
  }

  const absl::TimeZone zone_;
  history::Recorded<typename Decider::Event> recorded_;
};

}  // namespace framdrift::projections
