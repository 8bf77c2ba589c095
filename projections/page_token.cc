#include "projections/page_token.h"

#include <bit>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "eventstore/bytes.h"
#include "eventstore/hash.h"

namespace framdrift::projections {
namespace {

using eventstore::PutBytes;
using eventstore::PutInteger;

constexpr size_t kCheckBytes = 12;
constexpr size_t kMaxValues = 8;

void PutText(std::string& out, absl::string_view text) {
  PutInteger(out, static_cast<uint32_t>(text.size()));
  PutBytes(out, text);
}

// The alternative's place, then the value.
void PutValue(std::string& out, const OwnedValue& value) {
  PutInteger(out, static_cast<uint8_t>(value.index()));
  if (const auto* text = std::get_if<std::string>(&value)) PutText(out, *text);
  if (const auto* number = std::get_if<int64_t>(&value)) PutInteger(out, *number);
  if (const auto* day = std::get_if<absl::CivilDay>(&value)) {
    PutInteger(out, static_cast<int64_t>(*day - absl::CivilDay()));
  }
  if (const auto* instant = std::get_if<absl::Time>(&value)) {
    PutInteger(out, absl::ToUnixNanos(*instant));
  }
  if (const auto* flag = std::get_if<bool>(&value)) PutInteger(out, static_cast<uint8_t>(*flag));
  if (const auto* number = std::get_if<double>(&value)) {
    PutInteger(out, std::bit_cast<uint64_t>(*number));
  }
  if (const auto* id = std::get_if<Id16>(&value)) PutBytes(out, *id);
}

std::string TakeText(eventstore::ByteReader& in) {
  const auto size = in.Integer<uint32_t>();
  return std::string(in.Bytes(size));
}

OwnedValue TakeValue(eventstore::ByteReader& in) {
  switch (in.Integer<uint8_t>()) {
    case 1:
      return TakeText(in);
    case 2:
      return in.Integer<int64_t>();
    case 3:
      return absl::CivilDay() + in.Integer<int64_t>();
    case 4:
      return absl::FromUnixNanos(in.Integer<int64_t>());
    case 5:
      return in.Integer<uint8_t>() != 0;
    case 6:
      return std::bit_cast<double>(in.Integer<uint64_t>());
    case 7:
      return in.Array<16>();
    default:
      return std::monostate();
  }
}

// Covers the token and what it was given for, so that neither can be exchanged unnoticed.
std::string CheckOf(absl::string_view content, absl::string_view query) {
  std::string size;
  PutInteger(size, static_cast<uint32_t>(content.size()));
  const eventstore::Hash hash = eventstore::Sha256({"page", size, content, query});
  return std::string(eventstore::AsView(hash).substr(0, kCheckBytes));
}

absl::Status Invalid() {
  return StatusWithReason(absl::StatusCode::kInvalidArgument,
                          "PAGE_TOKEN_INVALID",
                          "page_token is not one this list gave; ask for the first page again, "
                          "with the same filter and order for all pages.",
                          {{"field", "page_token"}});
}

}  // namespace

OwnedValue Own(const filter::Value& value) {
  return std::visit(
      [](const auto& held) -> OwnedValue {
        if constexpr (std::is_same_v<decltype(held), const absl::string_view&>) {
          return std::string(held);
        } else {
          return held;
        }
      },
      value);
}

filter::Value Borrow(const OwnedValue& value) {
  return std::visit(
      [](const auto& held) -> filter::Value {
        if constexpr (std::is_same_v<decltype(held), const std::string&>) {
          return absl::string_view(held);
        } else {
          return held;
        }
      },
      value);
}

std::string KeyAfter(absl::string_view key) {
  return absl::StrCat(key, absl::string_view("\0", 1));
}

std::string EncodePageToken(const PageToken& token, absl::string_view query) {
  std::string content;
  PutInteger(content, token.total);
  PutText(content, token.key);
  PutInteger(content, static_cast<uint8_t>(token.values.size()));
  for (const OwnedValue& value : token.values) PutValue(content, value);
  return absl::WebSafeBase64Escape(CheckOf(content, query) + content);
}

absl::StatusOr<PageToken> DecodePageToken(absl::string_view text, absl::string_view query) {
  std::string bytes;
  if (!absl::WebSafeBase64Unescape(text, &bytes) || bytes.size() < kCheckBytes) return Invalid();
  const absl::string_view content = absl::string_view(bytes).substr(kCheckBytes);
  if (CheckOf(content, query) != bytes.substr(0, kCheckBytes)) return Invalid();
  eventstore::ByteReader in(content);
  PageToken token;
  token.total = in.Integer<int64_t>();
  token.key = TakeText(in);
  const size_t count = in.Integer<uint8_t>();
  if (count > kMaxValues) return Invalid();
  for (size_t i = 0; i < count; ++i) token.values.push_back(TakeValue(in));
  if (!in.ok() || in.remaining() != 0) return Invalid();
  return token;
}

}  // namespace framdrift::projections
