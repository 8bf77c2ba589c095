#include "eventstore/sealing.h"

#include <sodium/crypto_aead_xchacha20poly1305.h>
#include <zstd.h>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "base/random.h"
#include "eventstore/bytes.h"
#include "eventstore/hash.h"
#include "eventstore/packed.h"

namespace framdrift::eventstore {
namespace {

// Below this, the frame costs more than compression saves.
constexpr size_t kMinCompressedBytes = 192;
constexpr int kCompressionLevel = 3;

absl::Status NotOpened(absl::string_view why) {
  return absl::DataLossError(
      absl::StrCat("a sealed part does not open: ", why, "; compare log and keys with a backup"));
}

// Empty if compression does not make `plaintext` smaller.
std::string Compressed(absl::string_view plaintext) {
  if (plaintext.size() < kMinCompressedBytes) return {};
  std::string out(ZSTD_compressBound(plaintext.size()), '\0');
  const size_t size =
      ZSTD_compress(out.data(), out.size(), plaintext.data(), plaintext.size(), kCompressionLevel);
  if (ZSTD_isError(size) != 0 || size >= plaintext.size()) return {};
  out.resize(size);
  return out;
}

absl::StatusOr<std::string> Decompressed(absl::string_view encoded) {
  const unsigned long long size = ZSTD_getFrameContentSize(encoded.data(), encoded.size());
  if (size > kMaxPartBytes) return NotOpened("it is no zstd frame of at most 64 KiB");
  std::string out(size, '\0');
  const size_t written = ZSTD_decompress(out.data(), out.size(), encoded.data(), encoded.size());
  if (ZSTD_isError(written) != 0 || written != size) return NotOpened("its zstd frame is damaged");
  return out;
}

}  // namespace

std::string AdditionalDataOf(const PartPlace& place) {
  std::string out;
  PutInteger(out, packed::kFormat);
  PutShort(out, place.tenant);
  PutInteger(out, place.stream.kind);
  PutBytes(out, place.stream.id);
  PutBytes(out, place.commit_id);
  PutInteger(out, place.event_index);
  PutInteger(out, place.part_index);
  PutInteger(out, place.type);
  PutInteger(out, place.schema_version);
  PutBytes(out, place.subject);
  PutInteger(out, place.key_version);
  return out;
}

SealedPart SealPart(const PartPlace& place, uint16_t role, const DataKey& key,
                    absl::string_view plaintext) {
  char nonce[kNonceBytes];
  RandomBytes(nonce, sizeof nonce);
  const absl::string_view nonce_view(nonce, sizeof nonce);
  const std::string compressed = Compressed(plaintext);
  if (compressed.empty()) {
    return SealEncodedPart(place, role, key, nonce_view, PartEncoding::kRaw, plaintext);
  }
  return SealEncodedPart(place, role, key, nonce_view, PartEncoding::kZstd, compressed);
}

SealedPart SealEncodedPart(const PartPlace& place, uint16_t role, const DataKey& key,
                           absl::string_view nonce, PartEncoding encoding,
                           absl::string_view encoded) {
  FD_CHECK(nonce.size() == kNonceBytes && place.key_version == key.version);
  SealedPart part;
  part.subject = place.subject;
  part.key_sequence = key.sequence;
  PutBytes(part.bytes, place.subject);
  PutInteger(part.bytes, role);
  PutInteger(part.bytes, static_cast<uint8_t>(SealAlgorithm::kXChaCha20Poly1305));
  PutInteger(part.bytes, static_cast<uint8_t>(encoding));
  PutInteger(part.bytes, key.version);
  PutBytes(part.bytes, nonce);
  const size_t start = part.bytes.size();
  part.bytes.resize(start + encoded.size() + kSealTagBytes);
  const std::string additional = AdditionalDataOf(place);
  crypto_aead_xchacha20poly1305_ietf_encrypt(reinterpret_cast<uint8_t*>(part.bytes.data() + start),
                                             nullptr,
                                             AsBytes(encoded),
                                             encoded.size(),
                                             AsBytes(additional),
                                             additional.size(),
                                             nullptr,
                                             AsBytes(nonce),
                                             key.key.data());
  return part;
}

absl::StatusOr<std::string> OpenPart(const PartPlace& place, const PartView& part,
                                     const SecretKey& key) {
  if (part.erased) return absl::FailedPreconditionError("the part is erased");
  if (part.algorithm != static_cast<uint8_t>(SealAlgorithm::kXChaCha20Poly1305) ||
      part.encoding > static_cast<uint8_t>(PartEncoding::kZstd)) {
    return absl::FailedPreconditionError(
        "the part is sealed in a way newer than this program: update it");
  }
  const std::string additional = AdditionalDataOf(place);
  std::string encoded(part.ciphertext.size() - kSealTagBytes, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<uint8_t*>(encoded.data()),
                                                 nullptr,
                                                 nullptr,
                                                 AsBytes(part.ciphertext),
                                                 part.ciphertext.size(),
                                                 AsBytes(additional),
                                                 additional.size(),
                                                 AsBytes(part.nonce),
                                                 key.data()) != 0) {
    return NotOpened("bytes, key or place are not those it was sealed with");
  }
  if (part.encoding == static_cast<uint8_t>(PartEncoding::kRaw)) return encoded;
  return Decompressed(encoded);
}

PartPlace PlaceOf(absl::string_view tenant, const EventView& event, const PartView& part) {
  return {.tenant = tenant,
          .stream = event.stream,
          .commit_id = event.commit_id,
          .event_index = event.event_index,
          .part_index = part.index,
          .type = event.type,
          .schema_version = event.schema_version,
          .subject = part.subject,
          .key_version = part.key_version};
}

Hash KeyCommitmentOf(const SecretKey& key) {
  const absl::string_view bytes(reinterpret_cast<const char*>(key.data()), key.size());
  return HmacSha256(bytes, {"framdrift data key commitment 1"});
}

}  // namespace framdrift::eventstore
