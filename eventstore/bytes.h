// Writes and reads the big-endian fields of FORMAT.md.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <type_traits>

#include "absl/strings/string_view.h"
#include "base/strong_id.h"
#include "eventstore/event.h"

namespace framdrift::eventstore {

template <typename T>
T BigEndian(T value) {
  static_assert(std::is_integral_v<T>);
  if constexpr (std::endian::native == std::endian::big || sizeof(T) == 1) {
    return value;
  } else if constexpr (sizeof(T) == 2) {
    return static_cast<T>(__builtin_bswap16(static_cast<uint16_t>(value)));
  } else if constexpr (sizeof(T) == 4) {
    return static_cast<T>(__builtin_bswap32(static_cast<uint32_t>(value)));
  } else {
    return static_cast<T>(__builtin_bswap64(static_cast<uint64_t>(value)));
  }
}

template <typename T>
void StoreInteger(char* out, T value) {
  const T big = BigEndian(value);
  std::memcpy(out, &big, sizeof big);
}

template <typename T>
T LoadInteger(const char* in) {
  T big;
  std::memcpy(&big, in, sizeof big);
  return BigEndian(big);
}

template <typename T>
void PutInteger(std::string& out, T value) {
  char bytes[sizeof(T)];
  StoreInteger(bytes, value);
  out.append(bytes, sizeof bytes);
}

template <size_t N>
void PutBytes(std::string& out, const std::array<uint8_t, N>& bytes) {
  out.append(reinterpret_cast<const char*>(bytes.data()), N);
}

inline void PutBytes(std::string& out, absl::string_view bytes) {
  out.append(bytes.data(), bytes.size());
}

// As libraries of cryptography take them.
inline const uint8_t* AsBytes(absl::string_view bytes) {
  return reinterpret_cast<const uint8_t*>(bytes.data());
}

// One byte of length, then the bytes.
inline void PutShort(std::string& out, absl::string_view bytes) {
  PutInteger(out, static_cast<uint8_t>(bytes.size()));
  PutBytes(out, bytes);
}

// Reads fields one after another. Reading past the end makes `ok()` false for good and gives zeros
// and empty views; so callers may check once after several reads.
class ByteReader {
 public:
  explicit ByteReader(absl::string_view bytes)
      : begin_(bytes.data()), next_(begin_), end_(begin_ + bytes.size()) {}

  bool ok() const { return ok_; }
  size_t offset() const { return static_cast<size_t>(next_ - begin_); }
  size_t remaining() const { return static_cast<size_t>(end_ - next_); }

  absl::string_view Bytes(size_t size) {
    if (size > remaining()) [[unlikely]] {
      ok_ = false;
      next_ = end_;
      return {};
    }
    const absl::string_view bytes(next_, size);
    next_ += size;
    return bytes;
  }

  template <typename T>
  T Integer() {
    const absl::string_view bytes = Bytes(sizeof(T));
    return bytes.empty() ? T{0} : LoadInteger<T>(bytes.data());
  }

  template <size_t N>
  std::array<uint8_t, N> Array() {
    std::array<uint8_t, N> out{};
    const absl::string_view bytes = Bytes(N);
    if (!bytes.empty()) std::memcpy(out.data(), bytes.data(), N);
    return out;
  }

  // What PutShort wrote.
  absl::string_view Short() { return Bytes(Integer<uint8_t>()); }

 private:
  const char* begin_;
  const char* next_;
  const char* end_;
  bool ok_ = true;
};

}  // namespace framdrift::eventstore
