#include "eventstore/key_records.h"

#include "absl/status/status.h"
#include "base/status_macros.h"
#include "eventstore/bytes.h"
#include "eventstore/hash.h"

namespace framdrift::eventstore::key_records {
namespace {

constexpr uint8_t kFormat = 1;
constexpr uint8_t kCheckPrefix = 1;
constexpr uint8_t kSequencePrefix = 2;
constexpr uint8_t kSecretPrefix = 3;

absl::Status Damaged() {
  return absl::DataLossError(
      "a record of the key store is damaged: restore the key store from its backup");
}

std::string MetaKey(uint8_t prefix, absl::string_view tenant) {
  std::string key;
  PutInteger(key, prefix);
  PutShort(key, tenant);
  return key;
}

std::string WrappingContext(Place place, absl::string_view key, uint32_t epoch) {
  std::string context;
  PutInteger(context, static_cast<uint8_t>(place));
  PutBytes(context, key);
  PutInteger(context, epoch);
  return context;
}

// The body of a record that `read` reads to its end.
template <typename T, typename Read>
absl::StatusOr<T> DecodeWhole(absl::string_view key, absl::string_view value, Read read) {
  FD_ASSIGN_OR_RETURN(const absl::string_view body, DecodeRecord(key, value));
  ByteReader reader(body);
  T out = read(reader);
  if (!reader.ok() || reader.remaining() != 0) return Damaged();
  return out;
}

}  // namespace

std::string SubjectKey(absl::string_view tenant, const Id16& subject) {
  std::string key;
  PutShort(key, tenant);
  PutBytes(key, subject);
  return key;
}

std::string DataKeyKey(absl::string_view tenant, const Id16& subject, uint32_t version) {
  std::string key = SubjectKey(tenant, subject);
  PutInteger(key, version);
  return key;
}

std::string ReservationKey(absl::string_view tenant, const Hash& index) {
  std::string key;
  PutShort(key, tenant);
  PutBytes(key, index);
  return key;
}

std::string CheckKey() { return std::string(1, static_cast<char>(kCheckPrefix)); }

std::string SequenceKey(absl::string_view tenant) { return MetaKey(kSequencePrefix, tenant); }

std::string TenantSecretKey(absl::string_view tenant, Purpose purpose) {
  std::string key = MetaKey(kSecretPrefix, tenant);
  PutInteger(key, static_cast<uint8_t>(purpose));
  return key;
}

std::string EncodeRecord(absl::string_view key, absl::string_view body) {
  std::string value;
  PutInteger(value, kFormat);
  PutBytes(value, body);
  PutInteger(value, Crc32c(value, Crc32c(key)));
  return value;
}

absl::StatusOr<absl::string_view> DecodeRecord(absl::string_view key, absl::string_view value) {
  constexpr size_t kFrameBytes = sizeof kFormat + sizeof(uint32_t);
  if (value.size() < kFrameBytes || static_cast<uint8_t>(value[0]) != kFormat) return Damaged();
  const size_t checked = value.size() - sizeof(uint32_t);
  if (LoadInteger<uint32_t>(value.data() + checked) !=
      Crc32c(value.substr(0, checked), Crc32c(key))) {
    return Damaged();
  }
  return value.substr(1, value.size() - kFrameBytes);
}

absl::StatusOr<std::string> EncodeWrapped(KeyWrapper& wrapper, Place place, absl::string_view key,
                                          const SecretKey& secret) {
  FD_ASSIGN_OR_RETURN(const WrappedKey wrapped,
                      wrapper.Wrap(secret, WrappingContext(place, key, wrapper.epoch())));
  std::string out;
  PutInteger(out, wrapper.epoch());
  PutInteger(out, wrapped.algorithm);
  PutBytes(out, wrapped.nonce);
  PutInteger(out, static_cast<uint16_t>(wrapped.bytes.size()));
  PutBytes(out, wrapped.bytes);
  PutBytes(out, KeyCommitmentOf(secret));
  return out;
}

absl::StatusOr<SecretKey> DecodeWrapped(KeyWrapper& wrapper, Place place, absl::string_view key,
                                        absl::string_view wrapped) {
  ByteReader reader(wrapped);
  const auto epoch = reader.Integer<uint32_t>();
  WrappedKey parts;
  parts.algorithm = reader.Integer<uint8_t>();
  parts.nonce = std::string(reader.Bytes(kNonceBytes));
  parts.bytes = std::string(reader.Bytes(reader.Integer<uint16_t>()));
  const Hash commitment = reader.Array<32>();
  if (!reader.ok() || reader.remaining() != 0) return Damaged();
  if (epoch != wrapper.epoch()) {
    return absl::DataLossError(
        "a key of another key epoch than the master key's: put back the master key of this store");
  }
  FD_ASSIGN_OR_RETURN(const SecretKey secret,
                      wrapper.Unwrap(parts, WrappingContext(place, key, epoch)));
  if (KeyCommitmentOf(secret) != commitment) return Damaged();
  return secret;
}

std::string EncodeFence(absl::string_view key, const FenceRecord& fence) {
  std::string body;
  PutInteger(body, fence.state);
  PutInteger(body, fence.newest_version);
  return EncodeRecord(key, body);
}

absl::StatusOr<FenceRecord> DecodeFence(absl::string_view key, absl::string_view value) {
  FD_ASSIGN_OR_RETURN(const FenceRecord fence,
                      DecodeWhole<FenceRecord>(key, value, [](ByteReader& reader) {
                        FenceRecord read;
                        read.state = reader.Integer<uint8_t>();
                        read.newest_version = reader.Integer<uint32_t>();
                        return read;
                      }));
  if (fence.state != 1 && fence.state != 2) return Damaged();
  return fence;
}

std::string EncodeSequence(absl::string_view key, uint64_t sequence) {
  std::string body;
  PutInteger(body, sequence);
  return EncodeRecord(key, body);
}

absl::StatusOr<uint64_t> DecodeSequence(absl::string_view key, absl::string_view value) {
  return DecodeWhole<uint64_t>(
      key, value, [](ByteReader& reader) { return reader.Integer<uint64_t>(); });
}

std::string EncodeReservation(absl::string_view key, const Id16& person) {
  std::string body;
  PutBytes(body, person);
  return EncodeRecord(key, body);
}

absl::StatusOr<Id16> DecodeReservation(absl::string_view key, absl::string_view value) {
  return DecodeWhole<Id16>(key, value, [](ByteReader& reader) { return reader.Array<16>(); });
}

absl::StatusOr<std::string> EncodeDataKey(KeyWrapper& wrapper, absl::string_view key,
                                          const DataKey& data_key) {
  std::string body;
  PutInteger(body, data_key.sequence);
  FD_ASSIGN_OR_RETURN(const std::string wrapped,
                      EncodeWrapped(wrapper, Place::kKeys, key, data_key.key));
  PutBytes(body, wrapped);
  return EncodeRecord(key, body);
}

absl::StatusOr<DataKey> DecodeDataKey(KeyWrapper& wrapper, absl::string_view key, uint32_t version,
                                      absl::string_view value) {
  FD_ASSIGN_OR_RETURN(const absl::string_view body, DecodeRecord(key, value));
  ByteReader reader(body);
  DataKey out;
  out.version = version;
  out.sequence = reader.Integer<uint64_t>();
  FD_ASSIGN_OR_RETURN(out.key,
                      DecodeWrapped(wrapper, Place::kKeys, key, reader.Bytes(reader.remaining())));
  return out;
}

}  // namespace framdrift::eventstore::key_records
