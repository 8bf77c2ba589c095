#include <cstring>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "base/random.h"
#include "eventstore/bytes.h"
#include "eventstore/codec.h"
#include "eventstore/hash.h"
#include "eventstore/packed.h"

namespace framdrift::eventstore {
namespace {

using packed::kWhole;

absl::string_view Slice(const std::string& bytes, size_t offset, size_t size) {
  return absl::string_view(bytes).substr(offset, size);
}

absl::string_view AsView(const Id16& id) {
  return {reinterpret_cast<const char*>(id.data()), id.size()};
}

void PutElement(std::string& out, absl::string_view bytes) {
  PutInteger(out, kWhole);
  PutInteger(out, static_cast<uint32_t>(bytes.size()));
  PutBytes(out, bytes);
}

void PutIdIfAny(std::string& out, const Id16& id) {
  if (id != Id16{}) PutBytes(out, id);
}

// The commit line, with zeros for what only the commit thread knows, and the shared header.
void PutShared(const NewCommit& commit, PreparedCommit& out) {
  out.shared_offset = static_cast<uint32_t>(out.bytes.size());
  PutBytes(out.bytes, commit.commit_id);
  PutBytes(out.bytes, commit.request_digest);
  PutInteger(out.bytes, int64_t{0});
  PutInteger(out.bytes, uint64_t{0});
  PutInteger(out.bytes, static_cast<uint32_t>(commit.events.size()));

  std::string shared;
  PutInteger(shared, static_cast<uint8_t>(commit.actor.kind));
  PutBytes(shared, commit.actor.pseudonym);
  PutShort(shared, commit.actor.role);
  PutInteger(shared,
             static_cast<uint8_t>((commit.on_behalf_of != Id16{} ? packed::kHasOnBehalfOf : 0) |
                                  (commit.unit != Id16{} ? packed::kHasUnit : 0)));
  PutIdIfAny(shared, commit.on_behalf_of);
  PutIdIfAny(shared, commit.unit);
  PutElement(out.bytes, shared);
  out.shared_size = static_cast<uint32_t>(out.bytes.size()) - out.shared_offset;
}

void SetBit(std::string& bitmap, size_t bit) {
  if (bitmap.size() <= bit / 8) bitmap.resize(bit / 8 + 1);
  bitmap[bit / 8] = static_cast<char>(bitmap[bit / 8] | (1 << (bit % 8)));
}

// Numbers the streams in the order of their first event and notes which events are whose.
void NumberStreams(const NewCommit& commit, PreparedCommit& out) {
  absl::flat_hash_map<StreamId, uint16_t> numbers;
  out.events.resize(commit.events.size());
  for (size_t i = 0; i < commit.events.size(); ++i) {
    const StreamId& stream = commit.events[i].stream;
    uint16_t number = 0;
    if (out.streams.empty() || out.streams[0].stream != stream) {
      const auto fresh = static_cast<uint16_t>(out.streams.size());
      number = fresh == 0 ? fresh : numbers.try_emplace(stream, fresh).first->second;
      if (number == fresh) out.streams.emplace_back().stream = stream;
    }
    out.events[i].stream_index = number;
    ++out.streams[number].event_count;
    SetBit(out.streams[number].bitmap, i);
  }
}

void PutStreams(PreparedCommit& out) {
  PutInteger(out.bytes, static_cast<uint16_t>(out.streams.size()));
  for (const PreparedStream& stream : out.streams) {
    PutInteger(out.bytes, stream.stream.kind);
    PutBytes(out.bytes, stream.stream.id);
    out.bytes.append(sizeof(Revision) + sizeof(Hash), '\0');
  }
}

void PutHeader(const NewEvent& event, size_t index, const Id16& random, std::string& out) {
  PutBytes(out, random);
  PutInteger(out, static_cast<uint16_t>(index));
  PutInteger(out, event.type);
  PutInteger(out, event.schema_version);
  PutInteger(out, absl::ToUnixMicros(event.occurred_at));
  PutInteger(out, static_cast<uint8_t>(event.precision));
  uint8_t flags = 0;
  if (event.source_recorded_at.has_value()) flags |= packed::kHasSourceRecordedAt;
  if (event.correlation != Id16{}) flags |= packed::kHasCorrelation;
  if (event.causation != Id16{}) flags |= packed::kHasCausation;
  PutInteger(out, flags);
  if (event.source_recorded_at.has_value()) {
    PutInteger(out, absl::ToUnixMicros(*event.source_recorded_at));
  }
  PutIdIfAny(out, event.correlation);
  PutIdIfAny(out, event.causation);
  PutShort(out, event.reason_code);
  PutShort(out, event.legal_basis);
  PutInteger(out, static_cast<uint8_t>(event.tags.size()));
  for (const Tag& tag : event.tags) {
    PutInteger(out, tag.kind);
    PutBytes(out, tag.value);
  }
}

void PutEvent(const NewEvent& event, size_t index, const Id16& random,
              absl::Span<const SealedPart> parts, PreparedCommit& out) {
  PreparedEvent& prepared = out.events[index];
  PutInteger(out.bytes, prepared.stream_index);

  PutInteger(out.bytes, kWhole);
  const size_t length_offset = out.bytes.size();
  PutInteger(out.bytes, uint32_t{0});
  prepared.header_offset = static_cast<uint32_t>(out.bytes.size());
  PutHeader(event, index, random, out.bytes);
  prepared.header_size = static_cast<uint32_t>(out.bytes.size()) - prepared.header_offset;
  StoreInteger(out.bytes.data() + length_offset, prepared.header_size);

  PutElement(out.bytes, event.public_part);
  prepared.public_hash = packed::PublicHash(AsView(random), event.public_part);

  prepared.first_part = static_cast<uint32_t>(out.part_hashes.size());
  prepared.part_count = static_cast<uint32_t>(parts.size());
  PutInteger(out.bytes, static_cast<uint8_t>(parts.size()));
  for (const SealedPart& part : parts) {
    PutElement(out.bytes, part.bytes);
    out.part_hashes.push_back(Sha256(part.bytes));
  }
}

void NoteSubjects(absl::Span<const SealedPart> sealed, PreparedCommit& out) {
  absl::flat_hash_set<Id16> seen;
  for (const SealedPart& part : sealed) {
    out.key_sequence = std::max(out.key_sequence, part.key_sequence);
    if (seen.insert(part.subject).second) out.subjects.push_back(part.subject);
  }
}

size_t EstimatedBytes(const NewCommit& commit, absl::Span<const SealedPart> sealed) {
  size_t size = 256 + commit.events.size() * (packed::kStreamBytes + 160);
  for (const NewEvent& event : commit.events) {
    size += event.public_part.size() + event.tags.size() * TagsView::kTagBytes;
  }
  for (const SealedPart& part : sealed) size += part.bytes.size() + 5;
  return size;
}

}  // namespace

absl::StatusOr<PreparedCommit> EncodeCommit(const NewCommit& commit,
                                            absl::Span<const SealedPart> sealed) {
  std::vector<Id16> random(commit.events.size());
  RandomBytes(random.data(), random.size() * sizeof(Id16));
  return EncodeCommitWith(commit, sealed, random);
}

absl::StatusOr<PreparedCommit> EncodeCommitWith(const NewCommit& commit,
                                                absl::Span<const SealedPart> sealed,
                                                absl::Span<const Id16> header_random) {
  FD_CHECK(!commit.events.empty() && header_random.size() == commit.events.size());
  PreparedCommit out;
  out.log = commit.log;
  out.commit_id = commit.commit_id;
  out.request_digest = commit.request_digest;
  out.conditions = commit.conditions;
  out.part_hashes.reserve(sealed.size());
  out.bytes.reserve(EstimatedBytes(commit, sealed));
  NumberStreams(commit, out);
  NoteSubjects(sealed, out);

  PutInteger(out.bytes, packed::kFormat);
  PutInteger(out.bytes, static_cast<uint16_t>(commit.log));
  PutInteger(out.bytes, Position{0});
  PutShared(commit, out);
  PutStreams(out);
  size_t next_part = 0;
  for (size_t i = 0; i < commit.events.size(); ++i) {
    const size_t count = commit.events[i].parts.size();
    FD_CHECK(next_part + count <= sealed.size());
    PutEvent(commit.events[i], i, header_random[i], sealed.subspan(next_part, count), out);
    next_part += count;
  }
  FD_CHECK(next_part == sealed.size());
  PutInteger(out.bytes, uint32_t{0});
  if (out.bytes.size() > kMaxCommitBytes) {
    return absl::InvalidArgumentError(absl::StrCat("the commit has ",
                                                   out.bytes.size(),
                                                   " bytes, at most ",
                                                   kMaxCommitBytes,
                                                   " fit: split it"));
  }
  return out;
}

void FinishCommit(absl::string_view tenant, const Placement& placement, PreparedCommit& commit,
                  std::vector<Hash>& leaves) {
  FD_CHECK(placement.heads.size() == commit.streams.size() && placement.first_position > 0);
  char* const bytes = commit.bytes.data();
  StoreInteger(bytes + packed::kFirstPositionOffset, placement.first_position);
  StoreInteger(bytes + packed::kRecordedAtOffset, absl::ToUnixMicros(placement.recorded_at));
  StoreInteger(bytes + packed::kKeySequenceOffset, placement.key_sequence);
  char* stream_entry = bytes + commit.shared_offset + commit.shared_size + sizeof(uint16_t);
  for (size_t i = 0; i < commit.streams.size(); ++i, stream_entry += packed::kStreamBytes) {
    const StreamHead& head = placement.heads[i];
    commit.streams[i].head = head;
    char* const base = stream_entry + packed::kStreamBaseOffset;
    StoreInteger(base, head.revision);
    std::memcpy(base + sizeof(Revision), head.leaf.data(), head.leaf.size());
  }

  const Hash shared = Sha256(Slice(commit.bytes, commit.shared_offset, commit.shared_size));
  leaves.clear();
  leaves.reserve(commit.events.size());
  for (size_t i = 0; i < commit.events.size(); ++i) {
    const PreparedEvent& event = commit.events[i];
    PreparedStream& stream = commit.streams[event.stream_index];
    const Hash link = packed::LinkHash(tenant,
                                       commit.log,
                                       placement.first_position + i,
                                       stream.stream,
                                       ++stream.head.revision,
                                       eventstore::AsView(stream.head.leaf));
    const Hash header =
        packed::HeaderHash(shared, Slice(commit.bytes, event.header_offset, event.header_size));
    const auto* parts = reinterpret_cast<const char*>(commit.part_hashes.data());
    stream.head.leaf = packed::LeafHash(
        link,
        eventstore::AsView(header),
        eventstore::AsView(event.public_hash),
        {parts + event.first_part * sizeof(Hash), event.part_count * sizeof(Hash)});
    leaves.push_back(stream.head.leaf);
  }
  const size_t checked = commit.bytes.size() - packed::kChecksumBytes;
  StoreInteger(bytes + checked, Crc32c(Slice(commit.bytes, 0, checked)));
}

}  // namespace framdrift::eventstore
