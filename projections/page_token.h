// Where the next page of a list begins, as an opaque text that clients hand back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "base/filter/schema.h"

namespace framdrift::projections {

// Values with texts of their own, as rows' values live shorter than tokens.
using OwnedValue = std::variant<std::monostate, std::string, int64_t, absl::CivilDay, absl::Time,
                                bool, double, Id16>;
OwnedValue Own(const filter::Value& value);
filter::Value Borrow(const OwnedValue& value);

struct PageToken {
  // The values of the last row by which the list is ordered, and its key.
  std::vector<OwnedValue> values;
  std::string key;
  // How many rows the list had when its first page was made.
  int64_t total = 0;
};

// The least key behind `key`: that with a zero byte after it.
std::string KeyAfter(absl::string_view key);

// `query` says what is listed: tenant, filter, order and all else that must stay the same from page
// to page.
std::string EncodePageToken(const PageToken& token, absl::string_view query);
// INVALID_ARGUMENT, PAGE_TOKEN_INVALID, when `text` is none that was given for `query`.
absl::StatusOr<PageToken> DecodePageToken(absl::string_view text, absl::string_view query);

}  // namespace framdrift::projections
