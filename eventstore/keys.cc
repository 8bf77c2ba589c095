#include "eventstore/keys.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "eventstore/bytes.h"

namespace framdrift::eventstore {
namespace {

// Commits hold at most 4096 events, so a bitmap at most this many bytes.
constexpr size_t kMaxBitmapBytes = 512;

absl::Status BadEntry(absl::string_view family) {
  return absl::DataLossError(absl::StrCat(
      "an entry of column family '", family, "' is damaged: restore the log from a backup"));
}

}  // namespace

std::string LogPrefix(TenantNumber tenant, LogNumber log) {
  std::string key;
  key.reserve(kStreamKeyBytes);
  PutInteger(key, tenant);
  PutInteger(key, static_cast<uint16_t>(log));
  return key;
}

std::string LogKey(TenantNumber tenant, LogNumber log, Position first_position) {
  std::string key = LogPrefix(tenant, log);
  PutInteger(key, first_position);
  return key;
}

std::string StreamPrefix(TenantNumber tenant, LogNumber log, const StreamId& stream) {
  std::string key = LogPrefix(tenant, log);
  PutInteger(key, stream.kind);
  PutBytes(key, stream.id);
  return key;
}

std::string StreamKey(TenantNumber tenant, LogNumber log, const StreamId& stream,
                      Position first_position) {
  std::string key = StreamPrefix(tenant, log, stream);
  PutInteger(key, first_position);
  return key;
}

std::string CommitKey(TenantNumber tenant, LogNumber log, const Id16& commit_id) {
  std::string key = LogPrefix(tenant, log);
  PutBytes(key, commit_id);
  return key;
}

std::string TreeKey(TenantNumber tenant, LogNumber log, uint8_t level, uint64_t index) {
  std::string key = LogPrefix(tenant, log);
  PutInteger(key, level);
  PutInteger(key, index);
  return key;
}

absl::StatusOr<Position> PositionOf(absl::string_view key, size_t size) {
  if (key.size() != size) {
    return absl::DataLossError(absl::StrCat("a key of the log has ",
                                            key.size(),
                                            " bytes instead of ",
                                            size,
                                            ": restore from a backup"));
  }
  return LoadInteger<Position>(key.data() + size - sizeof(Position));
}

std::string EncodeStreamEntry(const StreamEntry& entry) {
  std::string value;
  value.reserve(sizeof(Revision) + entry.leaf.size() + entry.bitmap.size());
  PutInteger(value, entry.revision);
  PutBytes(value, entry.leaf);
  PutBytes(value, entry.bitmap);
  return value;
}

absl::StatusOr<StreamEntry> DecodeStreamEntry(absl::string_view value) {
  ByteReader reader(value);
  StreamEntry entry;
  entry.revision = reader.Integer<Revision>();
  entry.leaf = reader.Array<32>();
  entry.bitmap = reader.Bytes(reader.remaining());
  if (!reader.ok() || entry.revision == 0 || entry.bitmap.empty() || entry.bitmap.back() == 0 ||
      entry.bitmap.size() > kMaxBitmapBytes) {
    return BadEntry(kStreamFamily);
  }
  return entry;
}

std::string EncodeCommitEntry(const CommitEntry& entry) {
  std::string value;
  PutInteger(value, entry.first_position);
  PutBytes(value, entry.request_digest);
  return value;
}

absl::StatusOr<CommitEntry> DecodeCommitEntry(absl::string_view value) {
  ByteReader reader(value);
  CommitEntry entry;
  entry.first_position = reader.Integer<Position>();
  entry.request_digest = reader.Array<32>();
  if (!reader.ok() || reader.remaining() != 0 || entry.first_position == 0) {
    return BadEntry(kCommitFamily);
  }
  return entry;
}

std::string EncodeTenantNumber(TenantNumber tenant) {
  std::string value;
  PutInteger(value, tenant);
  return value;
}

absl::StatusOr<TenantNumber> DecodeTenantNumber(absl::string_view value) {
  if (value.size() != sizeof(TenantNumber)) return BadEntry(kTenantFamily);
  return LoadInteger<TenantNumber>(value.data());
}

}  // namespace framdrift::eventstore
