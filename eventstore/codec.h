// Packs a commit into the bytes that FORMAT.md describes, computes its leaves, and unpacks it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "eventstore/event.h"
#include "eventstore/event_view.h"
#include "eventstore/sealing.h"

namespace framdrift::eventstore {

// The last event of a stream: its revision and leaf. All zeros: there is no stream.
struct StreamHead {
  Revision revision = 0;
  Hash leaf{};
};

// One stream a commit writes. `bitmap` is the value part of the `stream` column family: bit i % 8
// of byte i / 8 stands for event i of the commit; it ends with the last byte that is not zero.
struct PreparedStream {
  StreamId stream;
  uint32_t event_count = 0;
  std::string bitmap;
  StreamHead head;  // set by FinishCommit: the stream after this commit
};

struct PreparedEvent {
  uint16_t stream_index = 0;
  uint32_t header_offset = 0;  // into PreparedCommit::bytes
  uint32_t header_size = 0;
  uint32_t first_part = 0;  // into PreparedCommit::part_hashes
  uint32_t part_count = 0;
  Hash public_hash{};
};

// A commit encoded but for what only the commit thread knows. Move it, never copy it.
struct PreparedCommit {
  LogNumber log = LogNumber::kMain;
  Id16 commit_id{};
  Hash request_digest{};
  std::vector<StreamCondition> conditions;
  std::vector<Id16> subjects;                      // of the sealed parts, each once: for the fence
  uint64_t key_sequence = 0;                       // the highest that its parts use; 0: no parts
  absl::InlinedVector<PreparedStream, 1> streams;  // in the order of their first event
  absl::InlinedVector<PreparedEvent, 1> events;
  std::vector<Hash> part_hashes;
  uint32_t shared_offset = 0;  // where H(shared) begins and ends
  uint32_t shared_size = 0;
  std::string bytes;  // the packed commit; complete after FinishCommit
};

// What the commit thread adds. `heads` is parallel to PreparedCommit::streams: each stream before
// the commit. `key_sequence`: the highest that this or any earlier commit of the log uses.
struct Placement {
  Position first_position = 0;
  absl::Time recorded_at;
  uint64_t key_sequence = 0;
  absl::Span<const StreamHead> heads;
};

// Encodes and hashes all that does not depend on where the commit will stand. `commit` has passed
// CheckLimits; `sealed` holds the sealed parts of all its events, in order. For request threads:
// see PrepareCommit, which does all of it. INVALID_ARGUMENT if the packed commit is larger than
// kMaxCommitBytes.
absl::StatusOr<PreparedCommit> EncodeCommit(const NewCommit& commit,
                                            absl::Span<const SealedPart> sealed);
// The same with the 16 random bytes of each header given, for vectors.
absl::StatusOr<PreparedCommit> EncodeCommitWith(const NewCommit& commit,
                                                absl::Span<const SealedPart> sealed,
                                                absl::Span<const Id16> header_random);

// Completes `commit.bytes` in place, sets the head of each of its streams and returns the leaves of
// its events in `leaves`. May be called again with another placement. Reads no disk, and with warm
// `leaves` allocates nothing.
void FinishCommit(absl::string_view tenant, const Placement& placement, PreparedCommit& commit,
                  std::vector<Hash>& leaves);

// Unpacks `bytes`, which must outlive `commit`, reusing its memory. DATA_LOSS, saying what is wrong
// and where, if the bytes are not a packed commit in a known format; `commit` is then unspecified.
// The checksum is compared; leaves are not computed.
absl::Status DecodeCommit(absl::string_view bytes, CommitView& commit);

// Computes the leaves of a decoded commit from its stored bytes, erased or not.
void ComputeLeaves(absl::string_view tenant, const CommitView& commit, std::vector<Hash>& leaves);

// The result that the commit was answered with, marked a duplicate.
CommitResult ResultOf(const CommitView& commit);

}  // namespace framdrift::eventstore
