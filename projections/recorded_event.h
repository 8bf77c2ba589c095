// Reads an event of the log as the domain sees it, reusing memory.
#pragma once

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "domain/history/recorded.h"
#include "eventstore/event_view.h"
#include "google/protobuf/message.h"

namespace framdrift::projections {

// FAILED_PRECONDITION: the event is of a type or version newer than this program.
inline constexpr char kEventTypeNewer[] = "EVENT_TYPE_NEWER";
// The newest version of an event's schema this program reads.
inline constexpr uint16_t kNewestSchemaVersion = 1;

// All of an event but what it says; days are those of `zone`.
void ReadEnvelope(const eventstore::EventView& view, absl::TimeZone zone,
                  history::Envelope& envelope);

// Why `view` does not read as a `union_type`: EVENT_TYPE_NEWER or DATA_LOSS.
absl::Status Unreadable(const eventstore::EventView& view,
                        const google::protobuf::Descriptor& union_type);

// Reads `view`, whose header is not erased, into `recorded`. `Event` is the union of its stream
// kind. Errors as Unreadable; `recorded` is then unspecified.
template <typename Event>
absl::Status ReadEvent(const eventstore::EventView& view, absl::TimeZone zone,
                       history::Recorded<Event>& recorded) {
  const bool reads = view.schema_version <= kNewestSchemaVersion &&
                     recorded.event.ParseFromArray(view.public_part.data(),
                                                   static_cast<int>(view.public_part.size())) &&
                     static_cast<uint32_t>(recorded.event.kind_case()) == view.type % 1000;
  if (!reads) return Unreadable(view, *Event::descriptor());
  ReadEnvelope(view, zone, recorded.envelope);
  return absl::OkStatus();
}

}  // namespace framdrift::projections
