// An event as the domain sees it: what was recorded, when it happened, and when that was known.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "base/strong_id.h"
#include "domain/history/ids.h"

namespace framdrift::history {

enum class Precision { kSecond, kDay, kMonth };
enum class ActorKind { kHuman = 1, kRule, kCitizen, kImport };

// Who acts: always a pseudonym, never a name.
struct Actor {
  StaffId id;
  std::string role;
  ActorKind kind = ActorKind::kHuman;
  UnitId unit;
  StaffId on_behalf_of;
};

// An instant as precisely as it is known; a day or month stands for its first instant in the
// tenant's zone.
struct Occurred {
  absl::Time at;
  Precision precision = Precision::kSecond;

  friend bool operator==(const Occurred&, const Occurred&) = default;
};

struct Envelope {
  int64_t position = 0;
  int64_t revision = 0;
  Occurred occurred;
  // The civil day of `occurred` in the tenant's zone; Timeline and Accept set it.
  absl::CivilDay day;
  absl::Time recorded_at;
  std::optional<absl::Time> source_recorded_at;
  Actor actor;

  // When the municipality knew it: the source's own time for an import that has it.
  absl::Time known_at() const { return source_recorded_at.value_or(recorded_at); }
};

// `Event` is a stream's union of events, such as casework::v1::CaseEvent.
template <typename Event>
struct Recorded {
  Envelope envelope;
  Event event;
};

// The part of an event that is about one citizen. `role` tells two subjects of one event apart.
template <typename Sealed>
struct SealedPart {
  Id16 subject{};
  uint16_t role = 0;
  Sealed content;
};

// An event that a decision makes. What is sealed stands in `parts`, one for each subject.
template <typename EventT, typename SealedT>
struct Emitted {
  EventT event;
  std::vector<SealedPart<SealedT>> parts;
  Occurred occurred;
  std::string reason_code;
};

}  // namespace framdrift::history
