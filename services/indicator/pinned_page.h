// Pages of a list that is made anew for each, of the position and instant of the first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "base/status_macros.h"
#include "domain/history/when.h"
#include "services/indicator/facts_asked.h"

namespace framdrift::services {

struct PinnedPage {
  // None on the first page.
  std::optional<FactsPin> pin;
  size_t begin = 0;
  size_t size = 0;
  std::string listed_by;

  // Behind the last element of a list of `total`. FIELD_INVALID where it has none from `begin` on.
  absl::StatusOr<size_t> End(size_t total) const;
  // The token of the page that begins with element `next`; empty where there is none.
  std::string NextToken(const FactsPin& at, size_t next, size_t total) const;
};

// PAGE_TOKEN_INVALID; FIELD_INVALID for a negative size. `listed_by` is ListedBy of the request.
absl::StatusOr<PinnedPage> PinnedPageOf(absl::string_view page_token, int32_t page_size,
                                        std::string listed_by);

// Calls `add(i) → Status` for the elements of the page, of a list of `total` that was made from
// `facts`, and fills what all pages say. FIELD_INVALID for a token of another list.
template <typename Response, typename Add>
absl::Status AddPage(const PinnedPage& page, const FactsAt& facts, size_t total, Response& response,
                     const Add& add) {
  FD_ASSIGN_OR_RETURN(const size_t end, page.End(total));
  for (size_t i = page.begin; i < end; ++i) FD_RETURN_IF_ERROR(add(i));
  response.set_position(static_cast<int64_t>(facts.reading.position()));
  if constexpr (requires { response.mutable_evaluated_at(); }) {
    *response.mutable_evaluated_at() = history::TimestampFrom(facts.evaluated_at);
  }
  response.set_total_size(static_cast<int64_t>(total));
  response.set_next_page_token(page.NextToken(
      {facts.reading.position(), facts.evaluated_at, facts.definitions.position()}, end, total));
  return absl::OkStatus();
}

}  // namespace framdrift::services
