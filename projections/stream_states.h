// The states of the streams of one kind, carried along as their events come.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/node_hash_map.h"
#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "domain/history/fold_order.h"
#include "domain/history/timeline.h"
#include "projections/projection.h"
#include "projections/recorded_event.h"
#include "projections/stream_rows.h"

namespace framdrift::projections {

// Nothing is noted of a stream.
struct NoNote {};

// The state of a stream as of the position `until`, read from the log, with where its fold has
// come to.
template <typename Decider>
absl::StatusOr<std::pair<typename Decider::State, history::FoldOrder>> ReadState(
    const FoldSource& source, const Id16& id, eventstore::Position until) {
  history::Timeline<Decider> timeline(source.zone);
  std::vector<typename history::Timeline<Decider>::Entry> entries;
  const auto add = [&](const eventstore::EventView& event) {
    return ReadEvent(event, source.zone, entries.emplace_back());
  };
  FD_RETURN_IF_ERROR(
      ReadStreamUntil(source, {static_cast<uint16_t>(Decider::kKind), id}, until, add));
  timeline.AddAll(std::move(entries));
  return std::pair(timeline.current(), timeline.order());
}

// Events that happened in the order they were recorded evolve a state held in memory. A correction,
// a voiding, an event that happened before the last one, and a stream not in memory make it read
// the stream again, once for each VisitChanged, so that corrections mean what the domain says they
// do. With each stream a `Note` is kept for whoever visits. Not thread-safe.
template <typename Decider, typename Note = NoNote>
class StreamStates {
 public:
  explicit StreamStates(const FoldSource& source) : source_(source) {}

  struct Stream {
    typename Decider::State state;
    history::FoldOrder order;
    eventstore::Revision revision = 0;
    // It has been here since its first event.
    bool whole = false;
    Note note;

   private:
    friend class StreamStates;
    // The state is not that of the events so far: they must be read again.
    bool stale = false;
    bool changed = false;
  };

  static bool Takes(const eventstore::EventView& event) {
    return event.stream.kind == static_cast<uint16_t>(Decider::kKind);
  }

  // Takes in the next event of a stream of the kind.
  absl::Status Apply(const eventstore::EventView& event) {
    if (!event.header_erased) FD_RETURN_IF_ERROR(ReadEvent(event, source_.zone, recorded_));
    const auto [it, added] = held_.try_emplace(event.stream.id);
    Stream& stream = it->second;
    if (added) {
      // Of a stream not seen from its first event, what came before must be read.
      stream.whole = event.revision == 1;
      stream.stale = !stream.whole;
    }
    if (!stream.stale && event.revision != stream.revision + 1) {
      return absl::DataLossError(absl::StrCat("revision ",
                                              event.revision,
                                              " follows ",
                                              stream.revision,
                                              " in the stream at position ",
                                              event.position));
    }
    stream.revision = event.revision;
    if (!std::exchange(stream.changed, true)) changed_.push_back(&*it);
    if (stream.stale || event.header_erased) return absl::OkStatus();
    if (history::Timeline<Decider>::IsAmendment(recorded_.event) ||
        !stream.order.FoldsLast(recorded_.envelope)) {
      stream.stale = true;
      stream.state = {};
      return absl::OkStatus();
    }
    stream.order.Advance(recorded_.envelope);
    Decider::Evolve(stream.state, recorded_);
    return absl::OkStatus();
  }

  // Visits the streams with events since the last visit, with their states after the last of them,
  // which stands at `until` or before.
  absl::Status VisitChanged(eventstore::Position until,
                            absl::FunctionRef<absl::Status(const Id16& id, Stream&)> visit) {
    for (auto* entry : changed_) {
      FD_RETURN_IF_ERROR(MakeCurrent(entry->first, until, entry->second));
      FD_RETURN_IF_ERROR(visit(entry->first, entry->second));
      entry->second.changed = false;
    }
    changed_.clear();
    return absl::OkStatus();
  }

  // Calls `use` with the state as of `until`, from memory or else from the log.
  absl::Status WithState(const Id16& id, eventstore::Position until,
                         absl::FunctionRef<absl::Status(const typename Decider::State&)> use) {
    const auto held = held_.find(id);
    if (held != held_.end()) {
      FD_RETURN_IF_ERROR(MakeCurrent(id, until, held->second));
      return use(held->second.state);
    }
    FD_ASSIGN_OR_RETURN(const auto read, ReadState<Decider>(source_, id, until));
    return use(read.first);
  }

  size_t held() const { return held_.size(); }

 private:
  absl::Status MakeCurrent(const Id16& id, eventstore::Position until, Stream& stream) {
    if (!stream.stale) return absl::OkStatus();
    FD_ASSIGN_OR_RETURN(auto read, ReadState<Decider>(source_, id, until));
    stream.state = std::move(read.first);
    stream.order = read.second;
    stream.stale = false;
    return absl::OkStatus();
  }

  const FoldSource source_;
  absl::node_hash_map<Id16, Stream> held_;
  std::vector<std::pair<const Id16, Stream>*> changed_;
  history::Recorded<typename Decider::Event> recorded_;
};

}  // namespace framdrift::projections
