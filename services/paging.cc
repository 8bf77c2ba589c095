#include "services/paging.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/refusal.h"

namespace framdrift::services {

absl::StatusOr<PageBounds> PageOf(size_t size, int32_t page_size, absl::string_view page_token,
                                  size_t default_size, size_t max_size) {
  if (page_size < 0) {
    return InvalidField("page_size", "A page has at least one element; 0 means the default.");
  }
  PageBounds page;
  if (!page_token.empty()) {
    absl::string_view digits = page_token;
    if (!absl::ConsumePrefix(&digits, "after-") || !absl::SimpleAtoi(digits, &page.begin)) {
      return InvalidField("page_token", "Give the next_page_token of the page before, as it was.");
    }
  }
  const size_t wanted =
      page_size == 0 ? default_size : std::min(static_cast<size_t>(page_size), max_size);
  page.begin = std::min(page.begin, size);
  page.end = page.begin + std::min(wanted, size - page.begin);
  if (page.end < size) page.next_page_token = absl::StrCat("after-", page.end);
  return page;
}

}  // namespace framdrift::services
