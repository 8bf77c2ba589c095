// Pages of a list that is made anew for each, of the position and instant of the first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/indicator/facts_asked.h"

namespace framdrift::services {

struct PinnedPage {
  // None on the first page.
  std::optional<FactsPin> pin;
  size_t begin = 0;
  size_t size = 0;
  std::string listed_by;

  // Where a list of `total` elements is cut; the rest is asked for with NextToken.
  size_t end(size_t total) const { return total - begin < size ? total : begin + size; }
  bool starts_within(size_t total) const { return begin <= total; }
};

// PAGE_TOKEN_INVALID; FIELD_INVALID for a negative size. `listed_by` is ListedBy of the request.
absl::StatusOr<PinnedPage> PinnedPageOf(absl::string_view page_token, int32_t page_size,
                                        std::string listed_by);
// The token of the page that begins with element `next`; empty where there is none.
std::string NextPinnedToken(const PinnedPage& page, const FactsPin& pin, size_t next, size_t total);

}  // namespace framdrift::services
