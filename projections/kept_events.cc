#include "projections/kept_events.h"

#include <cstring>
#include <limits>
#include <type_traits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "domain/history/streams.h"

namespace framdrift::projections {

using eventstore::EventView;

namespace {

constexpr int64_t kNever = std::numeric_limits<int64_t>::min();

}  // namespace

// Times in microseconds since 1970.
struct KeptEvents::Fixed {
  eventstore::Position position;
  int64_t occurred_at;
  int64_t recorded_at;
  int64_t source_recorded_at;
  const Who* who;
  uint32_t revision;
  uint32_t type;
  uint32_t size;
  uint16_t schema_version;
  eventstore::Precision precision;
};

const KeptEvents::Who* KeptEvents::Intern(const EventView& event) {
  const Who* last = last_actor_;
  // Most events are of the commit of the event before.
  if (last != nullptr && last->pseudonym == event.actor.pseudonym && last->unit == event.unit &&
      last->on_behalf_of == event.on_behalf_of && last->kind == event.actor.kind &&
      last->role == event.actor.role) {
    return last;
  }
  Who who{.pseudonym = event.actor.pseudonym,
          .on_behalf_of = event.on_behalf_of,
          .unit = event.unit,
          .kind = event.actor.kind,
          .role = std::string(event.actor.role)};
  return last_actor_ = &*actors_.insert(std::move(who)).first;
}

KeptEvents::Streams& KeptEvents::StreamsOf(uint16_t kind) {
  switch (static_cast<history::StreamKind>(kind)) {
    case history::StreamKind::kPolicy:
      return policies_;
    case history::StreamKind::kHousehold:
      return households_;
    default:
      return others_;
  }
}

absl::Status KeptEvents::Add(const EventView& event) {
  Stream& stream = StreamsOf(event.stream.kind)[event.stream];
  if (event.revision != stream.revision + 1) {
    return absl::DataLossError(absl::StrCat("revision ",
                                            event.revision,
                                            " follows ",
                                            stream.revision,
                                            " in the stream at position ",
                                            event.position));
  }
  stream.revision = event.revision;
  if (event.header_erased) return absl::OkStatus();
  static_assert(std::is_trivially_copyable_v<Fixed>);
  const Fixed fixed{.position = event.position,
                    .occurred_at = absl::ToUnixMicros(event.occurred_at),
                    .recorded_at = absl::ToUnixMicros(event.recorded_at),
                    .source_recorded_at = event.source_recorded_at
                                              ? absl::ToUnixMicros(*event.source_recorded_at)
                                              : kNever,
                    .who = Intern(event),
                    .revision = static_cast<uint32_t>(event.revision),
                    .type = event.type,
                    .size = static_cast<uint32_t>(event.public_part.size()),
                    .schema_version = event.schema_version,
                    .precision = event.precision};
  stream.packed.append(reinterpret_cast<const char*>(&fixed), sizeof fixed)
      .append(event.public_part.data(), event.public_part.size());
  return absl::OkStatus();
}

const EventView* KeptEvents::Reader::Next() {
  if (left_.empty()) return nullptr;
  Fixed fixed;
  std::memcpy(&fixed, left_.data(), sizeof fixed);
  view_.position = fixed.position;
  view_.revision = fixed.revision;
  view_.recorded_at = absl::FromUnixMicros(fixed.recorded_at);
  view_.type = fixed.type;
  view_.schema_version = fixed.schema_version;
  view_.occurred_at = absl::FromUnixMicros(fixed.occurred_at);
  view_.precision = fixed.precision;
  view_.source_recorded_at.reset();
  if (fixed.source_recorded_at != kNever) {
    view_.source_recorded_at = absl::FromUnixMicros(fixed.source_recorded_at);
  }
  view_.actor = {fixed.who->pseudonym, fixed.who->role, fixed.who->kind};
  view_.on_behalf_of = fixed.who->on_behalf_of;
  view_.unit = fixed.who->unit;
  view_.public_part = left_.substr(sizeof fixed, fixed.size);
  left_.remove_prefix(sizeof fixed + fixed.size);
  return &view_;
}

absl::Status KeptEvents::Drain(StreamVisitor visit) {
  for (Streams* streams : {&policies_, &households_, &others_}) {
    for (auto& [id, stream] : *streams) {
      FD_RETURN_IF_ERROR(visit(id, stream));
      std::string().swap(stream.packed);
    }
    Streams().swap(*streams);
  }
  return absl::OkStatus();
}

}  // namespace framdrift::projections
