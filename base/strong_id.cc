#include "base/strong_id.h"

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/random.h"

namespace framdrift {
namespace {

constexpr size_t kUuidLength = 36;

bool IsHyphenAt(size_t i) { return i == 8 || i == 13 || i == 18 || i == 23; }

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = absl::ascii_tolower(static_cast<unsigned char>(c));
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

void SetVersion(Id16& id, uint8_t version) {
  id[6] = static_cast<uint8_t>((id[6] & 0x0f) | (version << 4));
  id[8] = static_cast<uint8_t>((id[8] & 0x3f) | 0x80);
}

}  // namespace

std::optional<Id16> UuidOrNone(absl::string_view text) {
  if (text.size() != kUuidLength) return std::nullopt;
  Id16 id{};
  size_t digit = 0;
  for (size_t i = 0; i < kUuidLength; ++i) {
    if (IsHyphenAt(i)) {
      if (text[i] != '-') return std::nullopt;
      continue;
    }
    const int value = HexValue(text[i]);
    if (value < 0) return std::nullopt;
    id[digit / 2] = static_cast<uint8_t>(id[digit / 2] << 4 | value);
    ++digit;
  }
  return id;
}

absl::StatusOr<Id16> ParseUuid(absl::string_view text) {
  const std::optional<Id16> id = UuidOrNone(text);
  if (id) return *id;
  return absl::InvalidArgumentError(
      absl::StrCat("\"",
                   text.substr(0, 64),
                   "\" is not an id; write a UUID such as 0190b2c8-5b0e-7c3a-9f00-0123456789ab."));
}

std::string FormatUuid(const Id16& id) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string text;
  text.reserve(kUuidLength);
  for (const uint8_t byte : id) {
    if (IsHyphenAt(text.size())) text.push_back('-');
    text.push_back(kHex[byte >> 4]);
    text.push_back(kHex[byte & 15]);
  }
  return text;
}

Id16 NewUuidV7(int64_t unix_millis) {
  Id16 id;
  RandomBytes(id.data(), id.size());
  for (size_t i = 0; i < 6; ++i) id[i] = static_cast<uint8_t>(unix_millis >> (40 - 8 * i));
  SetVersion(id, 7);
  return id;
}

Id16 NewUuidV4() {
  Id16 id;
  RandomBytes(id.data(), id.size());
  SetVersion(id, 4);
  return id;
}

}  // namespace framdrift
