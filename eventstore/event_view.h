// What is read from the log: a commit and its events, decoded without copying what they hold.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "eventstore/event.h"

namespace framdrift::eventstore {

// Every string_view and span below points into the packed bytes, or into the CommitView decoded
// from them: both must outlive the view.

struct ActorView {
  Id16 pseudonym{};
  absl::string_view role;
  ActorKind kind = ActorKind::kHuman;
};

// The tags of an event as they are stored, decoded one by one.
class TagsView {
 public:
  TagsView() = default;
  explicit TagsView(absl::string_view bytes) : bytes_(bytes) {}
  size_t size() const { return bytes_.size() / kTagBytes; }
  bool empty() const { return bytes_.empty(); }
  Tag operator[](size_t index) const;

  static constexpr size_t kTagBytes = 18;

 private:
  absl::string_view bytes_;
};

// A sealed part. When it is erased, only `hash` and `index` mean anything.
struct PartView {
  uint16_t index = 0;
  bool erased = false;
  Id16 subject{};
  uint16_t role = 0;
  uint8_t algorithm = 0;
  uint8_t encoding = 0;
  uint32_t key_version = 0;
  absl::string_view nonce;       // 24 bytes
  absl::string_view ciphertext;  // with its tag
  absl::string_view stored;      // what H(part) covers
  absl::string_view hash;        // 32 bytes if erased, else empty
};

// One event with what its commit says once for all its events. When `header_erased`, the fields
// from `type` to `public_part` mean nothing, nor do actor, on_behalf_of and unit.
struct EventView {
  // Link: never erased.
  LogNumber log = LogNumber::kMain;
  Position position = 0;
  StreamId stream;
  Revision revision = 0;
  // Commit: never erased.
  Id16 commit_id{};
  uint16_t event_index = 0;
  absl::Time recorded_at;
  bool header_erased = false;
  // Header.
  uint32_t type = 0;
  uint16_t schema_version = 0;
  absl::Time occurred_at;
  Precision precision = Precision::kSecond;
  std::optional<absl::Time> source_recorded_at;
  Id16 correlation{};
  Id16 causation{};
  absl::string_view reason_code;
  absl::string_view legal_basis;
  TagsView tags;
  ActorView actor;
  Id16 on_behalf_of{};
  Id16 unit{};
  // What it says.
  absl::string_view public_part;
  absl::Span<const PartView> parts;
  // For the leaf: what H(header) covers of this event, or (if erased) the two hashes.
  uint16_t stream_index = 0;  // in CommitView::streams
  absl::string_view header;
  absl::string_view header_hash;
  absl::string_view public_hash;
};

// A stream that the commit writes, as it was before: its revision and its last leaf.
struct CommitStreamView {
  StreamId stream;
  Revision base_revision = 0;
  absl::string_view base_leaf;  // 32 bytes; zeros if base_revision is 0
};

// A packed commit. Copying is forbidden because events point into `parts`.
struct CommitView {
  CommitView() = default;
  CommitView(CommitView&&) = default;
  CommitView& operator=(CommitView&&) = default;

  LogNumber log = LogNumber::kMain;
  Position first_position = 0;
  Id16 commit_id{};
  Hash request_digest{};
  absl::Time recorded_at;
  uint64_t key_sequence = 0;  // the highest that this or an earlier commit of the log uses
  absl::string_view shared;   // what H(shared) covers; empty if all headers are erased
  std::vector<CommitStreamView> streams;
  std::vector<EventView> events;
  std::vector<PartView> parts;

  Position last_position() const { return first_position + events.size() - 1; }
};

}  // namespace framdrift::eventstore
