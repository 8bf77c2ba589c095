// SHA-256, HMAC-SHA-256 and CRC-32C.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>

#include "absl/strings/string_view.h"
#include "eventstore/event.h"

namespace framdrift::eventstore {

// SHA-256 of the concatenation of `pieces`.
Hash Sha256(std::initializer_list<absl::string_view> pieces);
Hash Sha256(absl::string_view bytes);

// HMAC-SHA-256 of the concatenation of `pieces`.
Hash HmacSha256(absl::string_view key, std::initializer_list<absl::string_view> pieces);

// CRC-32C (Castagnoli) of `bytes`, continuing `crc` of what went before.
uint32_t Crc32c(absl::string_view bytes, uint32_t crc = 0);

inline absl::string_view AsView(const Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

}  // namespace framdrift::eventstore
