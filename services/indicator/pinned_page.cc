#include "services/indicator/pinned_page.h"

#include <algorithm>
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
namespace {

absl::Status NoSuchPage() {
  return InvalidField("page_token", "Give the next_page_token of the page before, as it was.");
}

}  // namespace

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
  if (parts.size() != 4 || !absl::SimpleAtoi(parts[0], &pin.position) ||
      !absl::SimpleAtoi(parts[1], &micros) || !absl::SimpleAtoi(parts[2], &pin.defined_at) ||
      !absl::SimpleAtoi(parts[3], &page.begin)) {
    return NoSuchPage();
  }
  pin.evaluated_at = absl::FromUnixMicros(micros);
  page.pin = pin;
  return page;
}

absl::StatusOr<size_t> PinnedPage::End(size_t total) const {
  if (begin > total) return NoSuchPage();
  return begin + std::min(size, total - begin);
}

std::string PinnedPage::NextToken(const FactsPin& at, size_t next, size_t total) const {
  if (next >= total) return "";
  return projections::EncodePageToken(
      {{},
       absl::StrCat(
           at.position, " ", absl::ToUnixMicros(at.evaluated_at), " ", at.defined_at, " ", next),
       0},
      listed_by);
}

}  // namespace framdrift::services
