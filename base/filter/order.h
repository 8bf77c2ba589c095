// In which order rows are listed: AIP-132's `order_by`, such as "opened desc, unit".
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "base/filter/schema.h"

namespace framdrift::filter {

struct OrderKey {
  size_t field = 0;
  bool descending = false;

  friend bool operator==(const OrderKey&, const OrderKey&) = default;
};

// Fields by commas, each with `desc` (or `asc`) after it if need be. ORDER_INVALID with the
// character and what would be right. Empty text: no keys.
absl::StatusOr<std::vector<OrderKey>> ParseOrder(absl::string_view text, const Schema& schema);

// Less than zero when `a` stands before `b`, zero when they are equal. A value that is not set
// stands last, in either direction.
int Compare(const Value& a, const Value& b, bool descending);

}  // namespace framdrift::filter
