// Between the domain's events and the log's: types, bytes and envelopes, both ways.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/status_macros.h"
#include "domain/history/recorded.h"
#include "domain/history/streams.h"
#include "eventstore/event.h"
#include "eventstore/event_store.h"
#include "eventstore/event_view.h"
#include "google/protobuf/message.h"

namespace framdrift::services {

// An event of a schema newer than this program stands in the stream (FAILED_PRECONDITION).
inline constexpr char kEventTypeNewer[] = "EVENT_TYPE_NEWER";

// The version of every event schema this program writes, and the newest it reads.
inline constexpr uint16_t kSchemaVersion = 1;

inline eventstore::StreamId StreamOf(history::StreamKind kind, const Id16& id) {
  return {static_cast<uint16_t>(kind), id};
}

// The number of event `kind_case` of a stream kind: types.txt lists them all.
inline uint32_t EventType(history::StreamKind kind, int kind_case) {
  return static_cast<uint32_t>(kind) * 1000 + static_cast<uint32_t>(kind_case);
}

// What the log keeps of times.
absl::Time ToMicros(absl::Time time);

eventstore::Actor ToStored(const history::Actor& actor);
// All of an event but what it says.
history::Envelope EnvelopeOf(const eventstore::EventView& view);

// The bytes of `message` that are the same whenever it is equal.
std::string DeterministicBytes(const google::protobuf::Message& message);

// Reads what `view` says into `event`, a union whose oneof is called `kind`. DATA_LOSS when the
// bytes do not read, EVENT_TYPE_NEWER when they are of a kind or version this program does not
// know. Of an erased event nothing is set.
absl::Status ReadPublicPart(const eventstore::EventView& view, google::protobuf::Message& event);

// The plain text of every part of `view` that is not erased, with subject and role.
absl::StatusOr<std::vector<eventstore::NewPart>> UnsealParts(const eventstore::EventStore& store,
                                                             absl::string_view tenant,
                                                             const eventstore::EventView& view);

absl::Status UnreadablePart(const eventstore::EventView& view);

// The event as the domain sees it; errors as ReadPublicPart.
template <typename Decider>
absl::StatusOr<history::Recorded<typename Decider::Event>> RecordedFrom(
    const eventstore::EventView& view) {
  history::Recorded<typename Decider::Event> recorded;
  recorded.envelope = EnvelopeOf(view);
  FD_RETURN_IF_ERROR(ReadPublicPart(view, recorded.event));
  return recorded;
}

// What the event holds of citizens; erased parts are left out.
template <typename Decider>
absl::StatusOr<std::vector<history::SealedPart<typename Decider::Sealed>>> PartsFrom(
    const eventstore::EventStore& store, absl::string_view tenant,
    const eventstore::EventView& view) {
  std::vector<history::SealedPart<typename Decider::Sealed>> parts;
  if (view.parts.empty()) return parts;
  FD_ASSIGN_OR_RETURN(const auto opened, UnsealParts(store, tenant, view));
  for (const eventstore::NewPart& part : opened) {
    history::SealedPart<typename Decider::Sealed> sealed{part.subject, part.role, {}};
    if (!sealed.content.ParseFromString(part.plaintext)) return UnreadablePart(view);
    parts.push_back(std::move(sealed));
  }
  return parts;
}

// The event as the log takes it.
template <typename Decider>
eventstore::NewEvent NewEventFrom(
    const Id16& id,
    const history::Emitted<typename Decider::Event, typename Decider::Sealed>& emitted) {
  eventstore::NewEvent event;
  event.stream = StreamOf(Decider::kKind, id);
  event.type = EventType(Decider::kKind, static_cast<int>(emitted.event.kind_case()));
  event.schema_version = kSchemaVersion;
  event.occurred_at = ToMicros(emitted.occurred.at);
  event.precision =
      static_cast<eventstore::Precision>(static_cast<int>(emitted.occurred.precision) + 1);
  event.reason_code = emitted.reason_code;
  event.public_part = DeterministicBytes(emitted.event);
  for (const auto& part : emitted.parts) {
    event.parts.push_back({part.subject, part.role, DeterministicBytes(part.content)});
  }
  return event;
}

}  // namespace framdrift::services
