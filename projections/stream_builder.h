// The build of projections with one row for each stream: each folded as a whole, once it is read.
#pragma once

#include <utility>

#include "base/status_macros.h"
#include "projections/kept_events.h"
#include "projections/kept_fold.h"
#include "projections/projection.h"
#include "projections/stream_model.h"
#include "projections/stream_rows.h"

namespace framdrift::projections {

// Keeps the events while the log is read, and folds stream by stream then: one state at a time is
// in memory.
template <typename Model>
class StreamBuilder final : public Builder {
 public:
  using Decider = typename Model::Decider;

  explicit StreamBuilder(FoldSource source) : source_(std::move(source)), fold_(source_.zone) {}

  absl::Status Apply(const eventstore::EventView& event) override {
    if (event.stream.kind != static_cast<uint16_t>(Decider::kKind)) return absl::OkStatus();
    return kept_.Add(event);
  }

  absl::Status Finish(RowChanges& changes, FoldedCallback folded) override {
    uint64_t events = 0;
    return kept_.Drain([&](const eventstore::StreamId& id, const KeptEvents::Stream& stream) {
      FD_ASSIGN_OR_RETURN(const auto state, fold_.StateOf(id, stream));
      StoredRow none;
      const StreamFacts facts{source_.tenant, id.id, stream.revision};
      Replace(id.id, MakeNewRow<Model>(facts, state, row_), none, changes);
      return folded(events += stream.revision);
    });
  }

 private:
  const FoldSource source_;
  KeptEvents kept_;
  KeptFold<Decider> fold_;
  typename Model::Row row_;
};

}  // namespace framdrift::projections
