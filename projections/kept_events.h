// Events packed in memory stream by stream, until all of a stream are there and it can be folded.
#pragma once

#include <cstdint>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/container/node_hash_set.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "eventstore/event.h"
#include "eventstore/event_view.h"

namespace framdrift::projections {

// Keeps what a fold may look at: all of an event but tags, links to other events and sealed parts,
// and nothing of one whose header is erased but that it counts. About 100 bytes an event. Not
// thread-safe.
class KeptEvents {
 public:
  // DATA_LOSS when the event does not follow the last one of its stream.
  absl::Status Add(const eventstore::EventView& event);

  // Gives the events of one stream in order.
  class Reader {
   public:
    Reader(const eventstore::StreamId& stream, absl::string_view packed) : left_(packed) {
      view_.stream = stream;
    }
    // The next event, valid until the next call; null after the last.
    const eventstore::EventView* Next();

   private:
    absl::string_view left_;
    eventstore::EventView view_;
  };

  // One stream: its events packed, and how many it holds, erased ones among them.
  struct Stream {
    std::string packed;
    eventstore::Revision revision = 0;
  };
  using StreamVisitor =
      absl::FunctionRef<absl::Status(const eventstore::StreamId& id, const Stream& stream)>;
  // Visits all streams and gives up the events of each after its visit: policies first, households
  // next, as rows of others follow from them, and the others in no order.
  absl::Status Drain(StreamVisitor visit);

 private:
  // Who acted, said once for all events that share it.
  struct Who {
    Id16 pseudonym{};
    Id16 on_behalf_of{};
    Id16 unit{};
    eventstore::ActorKind kind = eventstore::ActorKind::kHuman;
    std::string role;

    friend bool operator==(const Who&, const Who&) = default;
    template <typename H>
    friend H AbslHashValue(H h, const Who& who) {
      return H::combine(
          std::move(h), who.pseudonym, who.on_behalf_of, who.unit, who.kind, who.role);
    }
  };
  // What stands before the public part of each packed event.
  struct Fixed;

  using Streams = absl::flat_hash_map<eventstore::StreamId, Stream>;

  const Who* Intern(const eventstore::EventView& event);
  Streams& StreamsOf(uint16_t kind);

  Streams policies_;
  Streams households_;
  Streams others_;
  absl::node_hash_set<Who> actors_;
  const Who* last_actor_ = nullptr;
};

}  // namespace framdrift::projections
