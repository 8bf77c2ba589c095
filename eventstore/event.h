// What is handed to the log: a commit of new events with the conditions under which it may stand.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "base/strong_id.h"

namespace framdrift::eventstore {

// Positions of a log are 1, 2, 3 … without gaps; 0 is the empty log.
using Position = uint64_t;
// How many events a stream holds; 0: there is no stream.
using Revision = uint64_t;
// 32 bytes: a SHA-256 hash, or an HMAC.
using Hash = std::array<uint8_t, 32>;

// Eighteen bytes name a stream: what it is of, and which one. Never free text.
struct StreamId {
  uint16_t kind = 0;
  Id16 id{};

  friend auto operator<=>(const StreamId&, const StreamId&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const StreamId& stream) {
    h = H::combine(std::move(h), stream.kind);
    return H::combine_contiguous(std::move(h), stream.id.data(), stream.id.size());
  }
};

// What events may be found by. The value is random or keyed, never a name or number of a person.
struct Tag {
  uint16_t kind = 0;
  Id16 value{};

  friend auto operator<=>(const Tag&, const Tag&) = default;
};

enum class LogNumber : uint16_t { kMain = 1, kAccess = 2 };
enum class Precision : uint8_t { kSecond = 1, kDay = 2, kMonth = 3 };
enum class ActorKind : uint8_t { kHuman = 1, kRule = 2, kCitizen = 3, kImport = 4 };

struct Actor {
  Id16 pseudonym{};
  std::string role;
  ActorKind kind = ActorKind::kHuman;
};

// Personal fields of one subject in one event, before they are sealed under that subject's key.
// `role` says in which role the subject stands in the event; the domain numbers the roles.
struct NewPart {
  Id16 subject{};
  uint16_t role = 0;
  std::string plaintext;
};

// Times are kept to the microsecond. An id of zeros and an empty string mean "none".
struct NewEvent {
  StreamId stream;
  uint32_t type = 0;  // from types.txt
  uint16_t schema_version = 1;
  absl::Time occurred_at;
  Precision precision = Precision::kSecond;
  std::optional<absl::Time> source_recorded_at;  // imported events: when the source recorded it
  Id16 correlation{};
  Id16 causation{};
  std::string reason_code;
  std::string legal_basis;
  std::vector<Tag> tags;
  std::string public_part;
  std::vector<NewPart> parts;
};

// kRevision: the stream holds exactly `revision` events (0: there is none). kExists: it holds any.
// The stream need not be one that the commit writes.
struct StreamCondition {
  enum class Kind : uint8_t { kRevision, kExists };
  StreamId stream;
  Kind kind = Kind::kRevision;
  Revision revision = 0;
};

// The atomic unit: all of its events are appended to one log, or none.
struct NewCommit {
  LogNumber log = LogNumber::kMain;
  Id16 commit_id{};       // chosen by the client; the same id never appends twice
  Hash request_digest{};  // tells a repeated request from another one under the same id
  Actor actor;
  Id16 on_behalf_of{};
  Id16 unit{};
  std::vector<StreamCondition> conditions;
  std::vector<NewEvent> events;
};

// Where a commit stands. `revisions` gives, for each stream written, its revision after the commit,
// in the order in which the commit first writes them.
struct CommitResult {
  Position first_position = 0;
  Position last_position = 0;
  absl::Time recorded_at;
  bool duplicate = false;  // the commit had been appended before; this is that result
  std::vector<std::pair<StreamId, Revision>> revisions;
};

}  // namespace framdrift::eventstore
