// The live fold of projections with one row for each stream: from events to changes of rows.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/container/node_hash_map.h"
#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "base/status_macros.h"
#include "domain/history/fold_order.h"
#include "domain/history/timeline.h"
#include "projections/projection.h"
#include "projections/recorded_event.h"
#include "projections/stream_model.h"
#include "projections/stream_rows.h"

namespace framdrift::projections {

// Events that happened in the order they were recorded evolve a state held in memory. A correction,
// a voiding, an event that happened before the last one, and a stream not in memory make the fold
// read the stream again, once for each Flush, so that corrections mean what the domain says they
// do.
template <typename Model>
class StreamFold final : public Fold {
 public:
  using Decider = typename Model::Decider;
  using Row = typename Model::Row;

  explicit StreamFold(FoldSource source) : source_(std::move(source)) {}

  absl::Status Apply(const eventstore::EventView& event) override {
    if (event.stream.kind != static_cast<uint16_t>(Decider::kKind)) return absl::OkStatus();
    if (!event.header_erased) FD_RETURN_IF_ERROR(ReadEvent(event, source_.zone, recorded_));
    const auto [it, added] = held_.try_emplace(event.stream.id);
    Held& held = it->second;
    if (added) {
      // Of a stream not seen from its first event, what came before must be read.
      held.stale = event.revision != 1;
      held.stored.known = !held.stale;
    }
    if (!held.stale && event.revision != held.revision + 1) {
      return absl::DataLossError(absl::StrCat("revision ",
                                              event.revision,
                                              " follows ",
                                              held.revision,
                                              " in the stream at position ",
                                              event.position));
    }
    held.revision = event.revision;
    if (!std::exchange(held.changed, true)) changed_.push_back(&*it);
    if (held.stale || event.header_erased) return absl::OkStatus();
    if (history::Timeline<Decider>::IsAmendment(recorded_.event) ||
        !held.order.FoldsLast(recorded_.envelope)) {
      held.stale = true;
      held.state = {};
      return absl::OkStatus();
    }
    held.order.Advance(recorded_.envelope);
    Decider::Evolve(held.state, recorded_);
    return absl::OkStatus();
  }

  absl::Status Flush(eventstore::Position until, const RowView& rows,
                     RowChanges& changes) override {
    for (auto* entry : changed_) {
      Held& held = entry->second;
      if (held.stale) FD_RETURN_IF_ERROR(ReadAgain(entry->first, until, held));
      FD_RETURN_IF_ERROR(MakeRow(entry->first, rows, held, changes));
      held.changed = false;
    }
    changed_.clear();
    return absl::OkStatus();
  }

  size_t held() const override { return held_.size(); }

 private:
  struct Held {
    typename Decider::State state;
    history::FoldOrder order;
    eventstore::Revision revision = 0;
    // The state is not that of the events so far: they must be read again.
    bool stale = false;
    bool changed = false;
    StoredRow stored;
  };

  absl::Status ReadAgain(const Id16& id, eventstore::Position until, Held& held) {
    history::Timeline<Decider> timeline(source_.zone);
    const eventstore::StreamId stream{static_cast<uint16_t>(Decider::kKind), id};
    std::vector<typename history::Timeline<Decider>::Entry> entries;
    const auto add = [&](const eventstore::EventView& event) {
      return ReadEvent(event, source_.zone, entries.emplace_back());
    };
    FD_RETURN_IF_ERROR(ReadStreamUntil(source_, stream, until, add));
    timeline.AddAll(std::move(entries));
    held.state = timeline.current();
    held.order = timeline.order();
    held.stale = false;
    return absl::OkStatus();
  }

  absl::Status MakeRow(const Id16& id, const RowView& rows, Held& held, RowChanges& changes) {
    if (!held.stored.known) FD_RETURN_IF_ERROR(LoadOld(id, rows, held));
    const StreamFacts facts{source_.tenant, id, held.revision};
    Replace(id, MakeNewRow<Model>(facts, held.state, row_), held.stored, changes);
    return absl::OkStatus();
  }

  // What the row was before this fold had the stream in memory.
  absl::Status LoadOld(const Id16& id, const RowView& rows, Held& held) {
    FD_ASSIGN_OR_RETURN(std::optional<FoundRow> found, FindRow(rows, id));
    held.stored.known = true;
    if (!found) return absl::OkStatus();
    Row old;
    if (!old.ParseFromString(found->value)) return UnreadableRow(id);
    held.stored.present = true;
    held.stored.sort_key = std::move(found->sort_key);
    Model::Count(old, [&](std::string key) { held.stored.counters.push_back(std::move(key)); });
    return absl::OkStatus();
  }

  const FoldSource source_;
  absl::node_hash_map<Id16, Held> held_;
  std::vector<std::pair<const Id16, Held>*> changed_;
  history::Recorded<typename Decider::Event> recorded_;
  Row row_;
};

}  // namespace framdrift::projections
