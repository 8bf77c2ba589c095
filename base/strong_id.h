// Sixteen-byte ids written as UUIDs, of a type of their own for each thing that has one.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace framdrift {

using Id16 = std::array<uint8_t, 16>;

// Parses `0190b2c8-5b0e-7c3a-9f00-0123456789ab` (either case). INVALID_ARGUMENT otherwise.
absl::StatusOr<Id16> ParseUuid(absl::string_view text);
// The same without an error to make, so for ids that may well be unset.
std::optional<Id16> UuidOrNone(absl::string_view text);
// Lower case, with hyphens.
std::string FormatUuid(const Id16& id);
// A fresh UUIDv7 of `unix_millis` with 74 random bits.
Id16 NewUuidV7(int64_t unix_millis);
// 16 random bytes as a version 4 UUID.
Id16 NewUuidV4();

// An id of one kind of thing: `using PersonId = StrongId<struct PersonIdTag>;`. Values compare by
// bytes; the default value is all zeros and names nothing.
template <typename Tag>
class StrongId {
 public:
  StrongId() = default;
  explicit StrongId(const Id16& bytes) : bytes_(bytes) {}

  static absl::StatusOr<StrongId> Parse(absl::string_view text) {
    absl::StatusOr<Id16> bytes = ParseUuid(text);
    if (!bytes.ok()) return bytes.status();
    return StrongId(*bytes);
  }

  const Id16& bytes() const { return bytes_; }
  std::string ToString() const { return FormatUuid(bytes_); }
  bool empty() const { return bytes_ == Id16{}; }

  friend auto operator<=>(const StrongId&, const StrongId&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const StrongId& id) {
    return H::combine_contiguous(std::move(h), id.bytes_.data(), id.bytes_.size());
  }

 private:
  Id16 bytes_{};
};

}  // namespace framdrift
