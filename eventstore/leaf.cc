#include "eventstore/bytes.h"
#include "eventstore/codec.h"
#include "eventstore/hash.h"
#include "eventstore/packed.h"

namespace framdrift::eventstore {
namespace packed {

Hash LinkHash(absl::string_view tenant, LogNumber log, Position position, const StreamId& stream,
              Revision revision, absl::string_view previous_leaf) {
  const char tenant_size = static_cast<char>(tenant.size());
  char fields[2 + 8 + 2 + 16 + 8];
  StoreInteger(fields, static_cast<uint16_t>(log));
  StoreInteger(fields + 2, position);
  StoreInteger(fields + 10, stream.kind);
  std::memcpy(fields + 12, stream.id.data(), stream.id.size());
  StoreInteger(fields + 28, revision);
  return Sha256({{&tenant_size, 1}, tenant, {fields, sizeof fields}, previous_leaf});
}

Hash HeaderHash(const Hash& shared, absl::string_view header) {
  return Sha256({AsView(shared), header});
}

Hash PublicHash(absl::string_view header, absl::string_view public_part) {
  return Sha256({header.substr(0, kHeaderRandomBytes), public_part});
}

Hash LeafHash(const Hash& link, absl::string_view header, absl::string_view public_part,
              absl::string_view parts) {
  const char prefix = 0;
  return Sha256({{&prefix, 1}, AsView(link), header, public_part, parts});
}

}  // namespace packed

void ComputeLeaves(absl::string_view tenant, const CommitView& commit, std::vector<Hash>& leaves) {
  const Hash shared = Sha256(commit.shared);
  std::vector<Hash> stream_leaves(commit.streams.size());
  for (size_t i = 0; i < commit.streams.size(); ++i) {
    std::memcpy(stream_leaves[i].data(), commit.streams[i].base_leaf.data(), sizeof(Hash));
  }
  leaves.clear();
  std::string parts;
  for (const EventView& event : commit.events) {
    Hash& stream_leaf = stream_leaves[event.stream_index];
    const Hash link = packed::LinkHash(
        tenant, commit.log, event.position, event.stream, event.revision, AsView(stream_leaf));
    parts.clear();
    for (const PartView& part : event.parts) {
      if (part.erased) {
        PutBytes(parts, part.hash);
      } else {
        PutBytes(parts, Sha256(part.stored));
      }
    }
    if (event.header_erased) {
      stream_leaf = packed::LeafHash(link, event.header_hash, event.public_hash, parts);
    } else {
      const Hash header = packed::HeaderHash(shared, event.header);
      const Hash public_hash = packed::PublicHash(event.header, event.public_part);
      stream_leaf = packed::LeafHash(link, AsView(header), AsView(public_hash), parts);
    }
    leaves.push_back(stream_leaf);
  }
}

CommitResult ResultOf(const CommitView& commit) {
  CommitResult result;
  result.first_position = commit.first_position;
  result.last_position = commit.last_position();
  result.recorded_at = commit.recorded_at;
  result.duplicate = true;
  for (const CommitStreamView& stream : commit.streams) {
    result.revisions.emplace_back(stream.stream, stream.base_revision);
  }
  for (const EventView& event : commit.events) ++result.revisions[event.stream_index].second;
  return result;
}

}  // namespace framdrift::eventstore
