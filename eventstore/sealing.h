// Seals personal fields under a data key, bound to where they stand, and opens them.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "eventstore/event.h"
#include "eventstore/event_view.h"

namespace framdrift::eventstore {

using SecretKey = std::array<uint8_t, 32>;

inline constexpr size_t kNonceBytes = 24;
inline constexpr size_t kSealTagBytes = 16;

// Values on disk, for ever.
enum class SealAlgorithm : uint8_t { kXChaCha20Poly1305 = 1 };
enum class PartEncoding : uint8_t { kRaw = 1, kZstd = 2 };

// A person's data key as the key store hands it out.
struct DataKey {
  uint32_t version = 0;
  uint64_t sequence = 0;
  SecretKey key{};
};

// Where a part stands: all that its additional data holds. Two parts never stand in one place.
struct PartPlace {
  absl::string_view tenant;
  StreamId stream;
  Id16 commit_id{};
  uint16_t event_index = 0;
  uint16_t part_index = 0;
  uint32_t type = 0;
  uint16_t schema_version = 0;
  Id16 subject{};
  uint32_t key_version = 0;
};

// A part as it is stored. `bytes` is what H(part) covers.
struct SealedPart {
  Id16 subject{};
  uint64_t key_sequence = 0;
  std::string bytes;
};

// The additional data of `place`.
std::string AdditionalDataOf(const PartPlace& place);

// Seals `plaintext`, compressed first where that makes it smaller, under a random nonce.
// `place.key_version` must be the key's.
SealedPart SealPart(const PartPlace& place, uint16_t role, const DataKey& key,
                    absl::string_view plaintext);
// The same under a nonce (24 bytes) and encoding of the caller's: for vectors. `encoded` is what
// the encoding gives.
SealedPart SealEncodedPart(const PartPlace& place, uint16_t role, const DataKey& key,
                           absl::string_view nonce, PartEncoding encoding,
                           absl::string_view encoded);

// Opens `part` with `key`. DATA_LOSS if the bytes, key or place are not those it was sealed with;
// FAILED_PRECONDITION if it is erased, or of an algorithm or encoding newer than this program.
absl::StatusOr<std::string> OpenPart(const PartPlace& place, const PartView& part,
                                     const SecretKey& key);

// Where `part` of `event` stands.
PartPlace PlaceOf(absl::string_view tenant, const EventView& event, const PartView& part);

// Tells which key a record holds without showing it: two keys never share one. XChaCha20-Poly1305
// alone would let one ciphertext open under two keys.
Hash KeyCommitmentOf(const SecretKey& key);

}  // namespace framdrift::eventstore
