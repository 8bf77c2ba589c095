// OpenSSL 3 deprecates the plain SHA-256 calls in favour of ones that cost more than hashing the
// hundred bytes that we hash at a time.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "eventstore/hash.h"

#include <openssl/sha.h>
#include <sodium/crypto_auth_hmacsha256.h>

#include <array>
#include <cstring>

#include "eventstore/bytes.h"

namespace framdrift::eventstore {
namespace {

constexpr std::array<uint32_t, 256> MakeCrcTable() {
  std::array<uint32_t, 256> table{};
  for (uint32_t byte = 0; byte < 256; ++byte) {
    uint32_t crc = byte;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0x82f63b78U : 0U);
    table[byte] = crc;
  }
  return table;
}

constexpr std::array<uint32_t, 256> kCrcTable = MakeCrcTable();

uint32_t CrcByTable(const char* bytes, size_t size, uint32_t crc) {
  for (size_t i = 0; i < size; ++i) {
    crc = kCrcTable[(crc ^ static_cast<uint8_t>(bytes[i])) & 0xff] ^ (crc >> 8);
  }
  return crc;
}

#if defined(__x86_64__)
__attribute__((target("sse4.2"))) uint32_t CrcByHardware(const char* bytes, size_t size,
                                                         uint32_t crc) {
  uint64_t wide = crc;
  for (; size >= 8; bytes += 8, size -= 8) {
    uint64_t word;
    std::memcpy(&word, bytes, sizeof word);
    wide = __builtin_ia32_crc32di(wide, word);
  }
  crc = static_cast<uint32_t>(wide);
  for (; size > 0; ++bytes, --size) {
    crc = __builtin_ia32_crc32qi(crc, static_cast<uint8_t>(*bytes));
  }
  return crc;
}
#endif

uint32_t ContinueCrc(const char* bytes, size_t size, uint32_t crc) {
#if defined(__x86_64__)
  static const bool has_instruction = __builtin_cpu_supports("sse4.2") != 0;
  if (has_instruction) return CrcByHardware(bytes, size, crc);
#endif
  return CrcByTable(bytes, size, crc);
}

}  // namespace

Hash Sha256(std::initializer_list<absl::string_view> pieces) {
  SHA256_CTX context;
  SHA256_Init(&context);
  for (const absl::string_view piece : pieces) {
    SHA256_Update(&context, piece.data(), piece.size());
  }
  Hash hash;
  SHA256_Final(hash.data(), &context);
  return hash;
}

Hash Sha256(absl::string_view bytes) { return Sha256({bytes}); }

Hash HmacSha256(absl::string_view key, std::initializer_list<absl::string_view> pieces) {
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, AsBytes(key), key.size());
  for (const absl::string_view piece : pieces) {
    crypto_auth_hmacsha256_update(&state, AsBytes(piece), piece.size());
  }
  Hash mac;
  crypto_auth_hmacsha256_final(&state, mac.data());
  return mac;
}

uint32_t Crc32c(absl::string_view bytes, uint32_t crc) {
  return ~ContinueCrc(bytes.data(), bytes.size(), ~crc);
}

}  // namespace framdrift::eventstore
