// Keys and values of the key store, as FORMAT.md gives them.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "eventstore/event.h"
#include "eventstore/key_wrapper.h"
#include "eventstore/sealing.h"

namespace framdrift::eventstore::key_records {

// Which column family a wrapped key stands in: part of what is authenticated with it.
enum class Place : uint8_t { kKeys = 1, kMeta = 2 };
enum class Purpose : uint8_t { kRequestDigest = 1, kBlindIndex = 2 };

std::string SubjectKey(absl::string_view tenant, const Id16& subject);  // of `fence`
std::string DataKeyKey(absl::string_view tenant, const Id16& subject, uint32_t version);
std::string ReservationKey(absl::string_view tenant, const Hash& index);
std::string CheckKey();
std::string SequenceKey(absl::string_view tenant);
std::string TenantSecretKey(absl::string_view tenant, Purpose purpose);

// `body` with format and checksum, and back: DATA_LOSS if they are not right for `key`.
std::string EncodeRecord(absl::string_view key, absl::string_view body);
absl::StatusOr<absl::string_view> DecodeRecord(absl::string_view key, absl::string_view value);

// Wraps `secret` for the row `key`, with its commitment.
absl::StatusOr<std::string> EncodeWrapped(KeyWrapper& wrapper, Place place, absl::string_view key,
                                          const SecretKey& secret);
// Unwraps it. DATA_LOSS if it was not wrapped for this row by this master key, or its commitment is
// another key's.
absl::StatusOr<SecretKey> DecodeWrapped(KeyWrapper& wrapper, Place place, absl::string_view key,
                                        absl::string_view wrapped);

struct FenceRecord {
  uint8_t state = 0;
  uint32_t newest_version = 0;
};
std::string EncodeFence(absl::string_view key, const FenceRecord& fence);
absl::StatusOr<FenceRecord> DecodeFence(absl::string_view key, absl::string_view value);

std::string EncodeSequence(absl::string_view key, uint64_t sequence);
absl::StatusOr<uint64_t> DecodeSequence(absl::string_view key, absl::string_view value);

std::string EncodeReservation(absl::string_view key, const Id16& person);
absl::StatusOr<Id16> DecodeReservation(absl::string_view key, absl::string_view value);

absl::StatusOr<std::string> EncodeDataKey(KeyWrapper& wrapper, absl::string_view key,
                                          const DataKey& data_key);
absl::StatusOr<DataKey> DecodeDataKey(KeyWrapper& wrapper, absl::string_view key, uint32_t version,
                                      absl::string_view value);

}  // namespace framdrift::eventstore::key_records
