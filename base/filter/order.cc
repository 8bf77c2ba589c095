#include "base/filter/order.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/filter/fault.h"
#include "base/status_macros.h"

namespace framdrift::filter {
namespace {

// More keys than there are fields that matter.
constexpr size_t kMaxKeys = 8;

absl::StatusOr<OrderKey> KeyOf(absl::string_view text, absl::string_view part,
                               const Schema& schema) {
  const auto offset_of = [&](absl::string_view inner) {
    return static_cast<size_t>(inner.data() - text.data());
  };
  const std::vector<absl::string_view> words =
      absl::StrSplit(part, absl::ByAnyChar(" \t\r\n"), absl::SkipEmpty());
  if (words.empty()) return FaultAt("order_by", text, offset_of(part), "a field must stand here");
  const std::optional<size_t> field = schema.Find(words[0]);
  if (!field || schema.fields()[*field].type == FieldType::kMap) {
    return FaultAt(
        "order_by",
        text,
        offset_of(words[0]),
        absl::StrCat("rows cannot be ordered by ", words[0], "; ", schema.Suggest(words[0])));
  }
  OrderKey key{*field, false};
  if (words.size() > 1) {
    key.descending = words[1] == "desc";
    if (!key.descending && words[1] != "asc") {
      return FaultAt("order_by", text, offset_of(words[1]), "write desc, asc or a comma");
    }
  }
  if (words.size() > 2)
    return FaultAt("order_by", text, offset_of(words[2]), "write a comma first");
  return key;
}

}  // namespace

absl::StatusOr<std::vector<OrderKey>> ParseOrder(absl::string_view text, const Schema& schema) {
  std::vector<OrderKey> keys;
  if (absl::StripAsciiWhitespace(text).empty()) return keys;
  for (const absl::string_view part : absl::StrSplit(text, ',')) {
    if (keys.size() == kMaxKeys) {
      return FaultAt("order_by",
                     text,
                     static_cast<size_t>(part.data() - text.data()),
                     absl::StrCat("rows are ordered by at most ", kMaxKeys, " fields"));
    }
    FD_ASSIGN_OR_RETURN(const OrderKey key, KeyOf(text, part, schema));
    keys.push_back(key);
  }
  return keys;
}

int Compare(const Value& a, const Value& b, bool descending) {
  const bool a_set = !std::holds_alternative<std::monostate>(a);
  const bool b_set = !std::holds_alternative<std::monostate>(b);
  if (a_set != b_set) return a_set ? -1 : 1;
  if (!a_set || a == b) return 0;
  return (a < b) == descending ? 1 : -1;
}

}  // namespace framdrift::filter
