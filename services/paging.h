// Pages of a list that is at hand, such as the events of a stream.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace framdrift::services {

// Elements `begin` up to `end`, and what the next page is asked for with; empty on the last.
struct PageBounds {
  size_t begin = 0;
  size_t end = 0;
  std::string next_page_token;
};

// The page of a list of `size` elements that only grows at its end. 0 asks for `default_size`; more
// than `max_size` gives `max_size`. INVALID_ARGUMENT for a negative size or a token that is not
// one.
absl::StatusOr<PageBounds> PageOf(size_t size, int32_t page_size, absl::string_view page_token,
                                  size_t default_size = 100, size_t max_size = 1000);

}  // namespace framdrift::services
