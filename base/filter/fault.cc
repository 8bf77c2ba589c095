#include "base/filter/fault.h"

#include <algorithm>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/refusal.h"

namespace framdrift::filter {

absl::Status FaultAt(absl::string_view field, absl::string_view text, size_t offset,
                     absl::string_view message) {
  const absl::string_view before = text.substr(0, std::min(offset, text.size()));
  // Every byte of UTF-8 but those that go on begins a character.
  const auto characters = std::count_if(before.begin(), before.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  });
  const std::string character = absl::StrCat(characters + 1);
  return StatusWithReason(
      absl::StatusCode::kInvalidArgument,
      field == "filter" ? "FILTER_INVALID" : "ORDER_INVALID",
      absl::StrCat(
          "At character ", character, ": ", message, absl::EndsWith(message, "?") ? "" : "."),
      {{"field", std::string(field)}, {"character", character}});
}

}  // namespace framdrift::filter
