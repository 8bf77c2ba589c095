#include <cstring>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "eventstore/bytes.h"
#include "eventstore/codec.h"
#include "eventstore/hash.h"
#include "eventstore/packed.h"

namespace framdrift::eventstore {
namespace {

using packed::kErased;
using packed::kWhole;

absl::Status Damaged(const ByteReader& reader, absl::string_view what) {
  return absl::DataLossError(
      absl::StrCat("packed commit: ", what, " before byte ", reader.offset()));
}

bool TimeIsKnown(int64_t micros) { return micros >= kMinUnixMicros && micros <= kMaxUnixMicros; }

bool IsZero(absl::string_view bytes) {
  for (const char c : bytes) {
    if (c != 0) return false;
  }
  return true;
}

// An id that a flag announces: never zeros, so that "none" is written in one way only.
bool ReadFlagged(ByteReader& reader, bool present, Id16& id) {
  if (!present) return true;
  id = reader.Array<16>();
  return id != Id16{};
}

// An element: whole (`bytes`) or erased (`hash`, 32 bytes). False if it is neither or too long.
bool ReadElement(ByteReader& reader, size_t max_bytes, absl::string_view& bytes,
                 absl::string_view& hash) {
  const auto marker = reader.Integer<uint8_t>();
  bytes = hash = {};
  if (marker == kWhole) {
    const auto size = reader.Integer<uint32_t>();
    if (size > max_bytes) return false;
    bytes = reader.Bytes(size);
    return reader.ok();
  }
  hash = reader.Bytes(sizeof(Hash));
  return marker == kErased && reader.ok();
}

// What all events of the commit share, before it is copied into each.
struct SharedHeader {
  ActorView actor;
  Id16 on_behalf_of{};
  Id16 unit{};
};

bool ReadSharedHeader(absl::string_view bytes, SharedHeader& shared) {
  ByteReader reader(bytes);
  const auto kind = reader.Integer<uint8_t>();
  if (kind < static_cast<uint8_t>(ActorKind::kHuman) ||
      kind > static_cast<uint8_t>(ActorKind::kImport)) {
    return false;
  }
  shared.actor.kind = static_cast<ActorKind>(kind);
  shared.actor.pseudonym = reader.Array<16>();
  shared.actor.role = reader.Short();
  const auto flags = reader.Integer<uint8_t>();
  if ((flags & ~(packed::kHasOnBehalfOf | packed::kHasUnit)) != 0) return false;
  return ReadFlagged(reader, (flags & packed::kHasOnBehalfOf) != 0, shared.on_behalf_of) &&
         ReadFlagged(reader, (flags & packed::kHasUnit) != 0, shared.unit) && reader.ok() &&
         reader.remaining() == 0 && shared.actor.role.size() <= kMaxRoleBytes;
}

bool ReadHeader(absl::string_view bytes, EventView& event) {
  ByteReader reader(bytes);
  reader.Bytes(packed::kHeaderRandomBytes);
  const auto index = reader.Integer<uint16_t>();
  event.type = reader.Integer<uint32_t>();
  event.schema_version = reader.Integer<uint16_t>();
  const auto occurred_at = reader.Integer<int64_t>();
  const auto precision = reader.Integer<uint8_t>();
  const auto flags = reader.Integer<uint8_t>();
  constexpr int kKnownFlags =
      packed::kHasSourceRecordedAt | packed::kHasCorrelation | packed::kHasCausation;
  if (index != event.event_index || event.type == 0 || event.schema_version == 0 ||
      !TimeIsKnown(occurred_at) || precision < static_cast<uint8_t>(Precision::kSecond) ||
      precision > static_cast<uint8_t>(Precision::kMonth) || (flags & ~kKnownFlags) != 0) {
    return false;
  }
  event.occurred_at = absl::FromUnixMicros(occurred_at);
  event.precision = static_cast<Precision>(precision);
  if ((flags & packed::kHasSourceRecordedAt) != 0) {
    const auto source = reader.Integer<int64_t>();
    if (!TimeIsKnown(source)) return false;
    event.source_recorded_at = absl::FromUnixMicros(source);
  }
  if (!ReadFlagged(reader, (flags & packed::kHasCorrelation) != 0, event.correlation) ||
      !ReadFlagged(reader, (flags & packed::kHasCausation) != 0, event.causation)) {
    return false;
  }
  event.reason_code = reader.Short();
  event.legal_basis = reader.Short();
  const auto tags = reader.Integer<uint8_t>();
  event.tags = TagsView(reader.Bytes(tags * TagsView::kTagBytes));
  event.header = bytes;
  return reader.ok() && reader.remaining() == 0 && tags <= kMaxTags &&
         event.reason_code.size() <= kMaxReasonCodeBytes &&
         event.legal_basis.size() <= kMaxLegalBasisBytes;
}

bool ReadPart(ByteReader& reader, PartView& part) {
  if (!ReadElement(reader, packed::kMaxStoredPartBytes, part.stored, part.hash)) return false;
  part.erased = !part.hash.empty();
  if (part.erased) return true;
  ByteReader fields(part.stored);
  part.subject = fields.Array<16>();
  part.role = fields.Integer<uint16_t>();
  part.algorithm = fields.Integer<uint8_t>();
  part.encoding = fields.Integer<uint8_t>();
  part.key_version = fields.Integer<uint32_t>();
  if (part.algorithm == static_cast<uint8_t>(SealAlgorithm::kXChaCha20Poly1305)) {
    part.nonce = fields.Bytes(kNonceBytes);
    if (fields.remaining() < kSealTagBytes) return false;
  }
  part.ciphertext = fields.Bytes(fields.remaining());
  return fields.ok() && part.algorithm != 0 && part.encoding != 0;
}

// What stands before the events; `count` is how many there are.
absl::Status ReadCommit(ByteReader& reader, absl::string_view bytes, CommitView& commit,
                        SharedHeader& shared, uint32_t& count) {
  if (reader.Integer<uint8_t>() != packed::kFormat) {
    return Damaged(reader, "a format that this program does not know");
  }
  const auto log = reader.Integer<uint16_t>();
  if (log != static_cast<uint16_t>(LogNumber::kMain) &&
      log != static_cast<uint16_t>(LogNumber::kAccess)) {
    return Damaged(reader, "a log that this program does not know");
  }
  commit.log = static_cast<LogNumber>(log);
  commit.first_position = reader.Integer<Position>();
  commit.commit_id = reader.Array<16>();
  commit.request_digest = reader.Array<32>();
  const auto recorded_at = reader.Integer<int64_t>();
  commit.key_sequence = reader.Integer<uint64_t>();
  count = reader.Integer<uint32_t>();
  if (!TimeIsKnown(recorded_at) || count == 0 || count > kMaxCommitEvents ||
      commit.first_position == 0 || commit.first_position + count < count) {
    return Damaged(reader, "a commit line out of range");
  }
  commit.recorded_at = absl::FromUnixMicros(recorded_at);
  const auto marker = reader.Integer<uint8_t>();
  commit.shared = {};
  if (marker == kErased) return absl::OkStatus();
  const auto size = reader.Integer<uint32_t>();
  const absl::string_view header = reader.Bytes(size);
  if (marker != kWhole || !reader.ok() || !ReadSharedHeader(header, shared)) {
    return Damaged(reader, "no shared header");
  }
  commit.shared =
      bytes.substr(packed::kCommitLineOffset, reader.offset() - packed::kCommitLineOffset);
  return absl::OkStatus();
}

bool StreamsDiffer(const std::vector<CommitStreamView>& streams) {
  if (streams.size() == 1) return true;
  absl::flat_hash_set<StreamId> seen;
  for (const CommitStreamView& stream : streams) {
    if (!seen.insert(stream.stream).second) return false;
  }
  return true;
}

absl::Status ReadStreams(ByteReader& reader, uint32_t event_count, CommitView& commit) {
  const auto count = reader.Integer<uint16_t>();
  if (count == 0 || count > event_count || reader.remaining() < count * packed::kStreamBytes) {
    return Damaged(reader, "a wrong number of streams");
  }
  commit.streams.resize(count);
  for (CommitStreamView& stream : commit.streams) {
    stream.stream.kind = reader.Integer<uint16_t>();
    stream.stream.id = reader.Array<16>();
    stream.base_revision = reader.Integer<Revision>();
    stream.base_leaf = reader.Bytes(sizeof(Hash));
    const bool first = stream.base_revision == 0;
    if (stream.stream.kind == 0 || stream.base_revision >= commit.first_position ||
        (first && !IsZero(stream.base_leaf))) {
      return Damaged(reader, "an impossible stream");
    }
  }
  if (!StreamsDiffer(commit.streams)) return Damaged(reader, "a stream named twice");
  return absl::OkStatus();
}

// `parts` is how many parts were read into `commit.parts`.
absl::Status ReadEvent(ByteReader& reader, EventView& event, CommitView& commit, size_t& parts) {
  absl::string_view header;
  if (!ReadElement(reader, kMaxCommitBytes, header, event.header_hash) ||
      !ReadElement(reader, kMaxPartBytes, event.public_part, event.public_hash)) {
    return Damaged(reader, "an unreadable element");
  }
  event.header_erased = !event.header_hash.empty();
  if (event.header_erased == event.public_hash.empty()) {
    return Damaged(reader, "a header and a public part of which only one is erased");
  }
  if (!event.header_erased && (commit.shared.empty() || !ReadHeader(header, event))) {
    return Damaged(reader, "an unreadable header");
  }
  parts = reader.Integer<uint8_t>();
  for (size_t i = 0; i < parts; ++i) {
    PartView& part = commit.parts.emplace_back();
    part.index = static_cast<uint16_t>(i);
    if (!ReadPart(reader, part)) return Damaged(reader, "an unreadable part");
  }
  return absl::OkStatus();
}

absl::Status ReadEvents(ByteReader& reader, const SharedHeader& shared, uint32_t count,
                        CommitView& commit) {
  commit.events.clear();
  commit.events.reserve(count);
  commit.parts.clear();
  size_t streams_seen = 0;
  bool any_header = false;
  for (uint32_t i = 0; i < count; ++i) {
    EventView& event = commit.events.emplace_back();
    event.stream_index = reader.Integer<uint16_t>();
    if (event.stream_index > streams_seen || event.stream_index >= commit.streams.size()) {
      return Damaged(reader, "an event of no stream");
    }
    if (event.stream_index == streams_seen) ++streams_seen;
    event.log = commit.log;
    event.position = commit.first_position + i;
    event.event_index = static_cast<uint16_t>(i);
    event.stream = commit.streams[event.stream_index].stream;
    event.commit_id = commit.commit_id;
    event.recorded_at = commit.recorded_at;
    event.actor = shared.actor;
    event.on_behalf_of = shared.on_behalf_of;
    event.unit = shared.unit;
    size_t parts = 0;
    FD_RETURN_IF_ERROR(ReadEvent(reader, event, commit, parts));
    any_header = any_header || !event.header_erased;
    // The parts may still move: until all are read, only their number is known.
    event.parts = absl::Span<const PartView>(static_cast<const PartView*>(nullptr), parts);
  }
  if (streams_seen != commit.streams.size()) return Damaged(reader, "a stream without events");
  if (any_header == commit.shared.empty()) return Damaged(reader, "a shared header of no event");
  return absl::OkStatus();
}

void SetPartsAndRevisions(CommitView& commit) {
  const PartView* next_part = commit.parts.data();
  std::vector<Revision> revisions;
  if (commit.streams.size() > 1) {
    for (const CommitStreamView& stream : commit.streams) revisions.push_back(stream.base_revision);
  }
  for (EventView& event : commit.events) {
    const size_t count = event.parts.size();
    event.parts = absl::Span<const PartView>(next_part, count);
    next_part += count;
    event.revision = commit.streams.size() > 1
                         ? ++revisions[event.stream_index]
                         : commit.streams[0].base_revision + event.event_index + 1;
  }
}

}  // namespace

Tag TagsView::operator[](size_t index) const {
  ByteReader reader(bytes_.substr(index * kTagBytes, kTagBytes));
  Tag tag;
  tag.kind = reader.Integer<uint16_t>();
  tag.value = reader.Array<16>();
  return tag;
}

absl::Status DecodeCommit(absl::string_view bytes, CommitView& commit) {
  ByteReader reader(bytes.substr(0, bytes.size() - std::min(bytes.size(), packed::kChecksumBytes)));
  if (bytes.size() < packed::kCommitLineOffset + packed::kCommitLineBytes ||
      bytes.size() > kMaxCommitBytes) {
    return Damaged(reader, absl::StrCat("an impossible length, ", bytes.size(), ","));
  }
  const size_t checked = bytes.size() - packed::kChecksumBytes;
  if (LoadInteger<uint32_t>(bytes.data() + checked) != Crc32c(bytes.substr(0, checked))) {
    return Damaged(reader, "a checksum that does not match, noticed");
  }
  SharedHeader shared;
  uint32_t count = 0;
  FD_RETURN_IF_ERROR(ReadCommit(reader, bytes, commit, shared, count));
  FD_RETURN_IF_ERROR(ReadStreams(reader, count, commit));
  FD_RETURN_IF_ERROR(ReadEvents(reader, shared, count, commit));
  if (!reader.ok() || reader.remaining() != 0) return Damaged(reader, "bytes of nothing");
  SetPartsAndRevisions(commit);
  return absl::OkStatus();
}

}  // namespace framdrift::eventstore
