// The build of projections with one row for each stream: each folded as a whole, once it is read.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/status_macros.h"
#include "domain/history/fold_order.h"
#include "domain/history/timeline.h"
#include "projections/kept_events.h"
#include "projections/projection.h"
#include "projections/recorded_event.h"
#include "projections/stream_model.h"
#include "projections/stream_rows.h"

namespace framdrift::projections {

// Keeps the events while the log is read, and folds stream by stream then: one state at a time is
// in memory, and a correction or late event costs a second fold of what is at hand, not a read.
template <typename Model>
class StreamBuilder final : public Builder {
 public:
  using Decider = typename Model::Decider;
  using Timeline = history::Timeline<Decider>;

  explicit StreamBuilder(FoldSource source) : source_(std::move(source)) {}

  absl::Status Apply(const eventstore::EventView& event) override {
    if (event.stream.kind != static_cast<uint16_t>(Decider::kKind)) return absl::OkStatus();
    return kept_.Add(event);
  }

  absl::Status Finish(RowChanges& changes, FoldedCallback folded) override {
    uint64_t events = 0;
    return kept_.Drain([&](const eventstore::StreamId& id, const KeptEvents::Stream& stream) {
      FD_ASSIGN_OR_RETURN(const auto state, FoldStream(id, stream.packed));
      StoredRow none;
      const StreamFacts facts{source_.tenant, id.id, stream.revision};
      Replace(id.id, MakeNewRow<Model>(facts, state, row_), none, changes);
      return folded(events += stream.revision);
    });
  }

 private:
  using State = typename Decider::State;

  absl::StatusOr<State> FoldStream(const eventstore::StreamId& id, absl::string_view packed) {
    State state;
    history::FoldOrder order;
    KeptEvents::Reader reader(id, packed);
    while (const eventstore::EventView* event = reader.Next()) {
      FD_RETURN_IF_ERROR(ReadEvent(*event, source_.zone, recorded_));
      if (Timeline::IsAmendment(recorded_.event) || !order.FoldsLast(recorded_.envelope)) {
        return FoldAsAmended(id, packed);
      }
      order.Advance(recorded_.envelope);
      Decider::Evolve(state, recorded_);
    }
    return state;
  }

  absl::StatusOr<State> FoldAsAmended(const eventstore::StreamId& id, absl::string_view packed) {
    std::vector<typename Timeline::Entry> entries;
    KeptEvents::Reader reader(id, packed);
    while (const eventstore::EventView* event = reader.Next()) {
      FD_RETURN_IF_ERROR(ReadEvent(*event, source_.zone, entries.emplace_back()));
    }
    Timeline timeline(source_.zone);
    timeline.AddAll(std::move(entries));
    return timeline.current();
  }

  const FoldSource source_;
  KeptEvents kept_;
  history::Recorded<typename Decider::Event> recorded_;
  typename Model::Row row_;
};

}  // namespace framdrift::projections
