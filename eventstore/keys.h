// The keys of the log's column families, and the values that are not packed commits.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "eventstore/event.h"

namespace framdrift::eventstore {

// A tenant's number on this machine: for keys only, never in a hash or in additional data.
using TenantNumber = uint32_t;

// The column families of the log's RocksDB instance.
inline constexpr char kLogFamily[] = "log";
inline constexpr char kStreamFamily[] = "stream";
inline constexpr char kTagFamily[] = "tag";
inline constexpr char kTypeFamily[] = "type";
inline constexpr char kCommitFamily[] = "commit";
inline constexpr char kTreeFamily[] = "tree";
inline constexpr char kTenantFamily[] = "tenant";

inline constexpr size_t kLogPrefixBytes = 6;

// Every key of a log begins with this.
std::string LogPrefix(TenantNumber tenant, LogNumber log);
std::string LogKey(TenantNumber tenant, LogNumber log, Position first_position);
std::string StreamPrefix(TenantNumber tenant, LogNumber log, const StreamId& stream);
std::string StreamKey(TenantNumber tenant, LogNumber log, const StreamId& stream,
                      Position first_position);
std::string CommitKey(TenantNumber tenant, LogNumber log, const Id16& commit_id);
std::string TreeKey(TenantNumber tenant, LogNumber log, uint8_t level, uint64_t index);

// The position that ends a key of `log` or `stream`. DATA_LOSS if the key is not `size` bytes long.
absl::StatusOr<Position> PositionOf(absl::string_view key, size_t size);
inline constexpr size_t kLogKeyBytes = kLogPrefixBytes + 8;
inline constexpr size_t kStreamKeyBytes = kLogPrefixBytes + 18 + 8;

// Value of `stream`: the stream's revision and leaf after the commit, and which events are its.
struct StreamEntry {
  Revision revision = 0;
  Hash leaf{};
  absl::string_view bitmap;
};
std::string EncodeStreamEntry(const StreamEntry& entry);
absl::StatusOr<StreamEntry> DecodeStreamEntry(absl::string_view value);  // else DATA_LOSS

// Value of `commit`.
struct CommitEntry {
  Position first_position = 0;
  Hash request_digest{};
};
std::string EncodeCommitEntry(const CommitEntry& entry);
absl::StatusOr<CommitEntry> DecodeCommitEntry(absl::string_view value);  // else DATA_LOSS

// Value of `tenant`, whose key is the tenant's text.
std::string EncodeTenantNumber(TenantNumber tenant);
absl::StatusOr<TenantNumber> DecodeTenantNumber(absl::string_view value);  // else DATA_LOSS

}  // namespace framdrift::eventstore
