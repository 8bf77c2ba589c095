// The live fold of projections with one row for each stream: from events to changes of rows.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "base/status_macros.h"
#include "projections/projection.h"
#include "projections/stream_model.h"
#include "projections/stream_rows.h"
#include "projections/stream_states.h"

namespace framdrift::projections {

// Not thread-safe.
template <typename Model>
class StreamFold final : public Fold {
 public:
  using Decider = typename Model::Decider;
  using Row = typename Model::Row;

  explicit StreamFold(FoldSource source) : source_(std::move(source)), states_(source_) {}

  absl::Status Apply(const eventstore::EventView& event) override {
    return States::Takes(event) ? states_.Apply(event) : absl::OkStatus();
  }

  absl::Status Flush(eventstore::Position until, const RowView& rows,
                     RowChanges& changes) override {
    return states_.VisitChanged(until, [&](const Id16& id, auto& stream) {
      if (stream.whole) stream.note.known = true;
      if (!stream.note.known) FD_RETURN_IF_ERROR(LoadOld(id, rows, stream.note));
      const StreamFacts facts{source_.tenant, id, stream.revision};
      Replace(id, MakeNewRow<Model>(facts, stream.state, row_), stream.note, changes);
      return absl::OkStatus();
    });
  }

  size_t held() const override { return states_.held(); }

 private:
  // With each stream, what stands in the rows for it.
  using States = StreamStates<Decider, StoredRow>;

  // What the row was before this fold had the stream in memory.
  absl::Status LoadOld(const Id16& id, const RowView& rows, StoredRow& stored) {
    FD_ASSIGN_OR_RETURN(std::optional<FoundRow> found, FindRow(rows, id));
    stored.known = true;
    if (!found) return absl::OkStatus();
    Row old;
    if (!old.ParseFromString(found->value)) return UnreadableRow(id);
    stored.present = true;
    stored.sort_key = std::move(found->sort_key);
    Model::Count(old, [&](std::string key) { stored.counters.push_back(std::move(key)); });
    return absl::OkStatus();
  }

  const FoldSource source_;
  States states_;
  Row row_;
};

}  // namespace framdrift::projections
