#include "services/indicator/pinned_page.h"

#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "projections/page_token.h"
#include "services/list.h"

namespace framdrift::services {

absl::StatusOr<PinnedPage> PinnedPageOf(absl::string_view page_token, int32_t page_size,
                                        std::string listed_by) {
  PinnedPage page;
  FD_ASSIGN_OR_RETURN(page.size, PageSize(page_size));
  page.listed_by = std::move(listed_by);
  if (page_token.empty()) return page;
  FD_ASSIGN_OR_RETURN(const projections::PageToken token,
                      projections::DecodePageToken(page_token, page.listed_by));
  const std::vector<std::string> parts = absl::StrSplit(token.key, ' ');
  FactsPin pin;
  int64_t micros = 0;
  if (parts.size() != 3 || !absl::SimpleAtoi(parts[0], &pin.position) ||
      !absl::SimpleAtoi(parts[1], &micros) || !absl::SimpleAtoi(parts[2], &page.begin)) {
    return InvalidField("page_token", "Give the next_page_token of the page before, as it was.");
  }
  pin.evaluated_at = absl::FromUnixMicros(micros);
  page.pin = pin;
  return page;
}

std::string NextPinnedToken(const PinnedPage& page, const FactsPin& pin, size_t next,
                            size_t total) {
  if (next >= total) return "";
  return projections::EncodePageToken(
      {{}, absl::StrCat(pin.position, " ", absl::ToUnixMicros(pin.evaluated_at), " ", next), 0},
      page.listed_by);
}

}  // namespace framdrift::services
