// The rows of `cases` as they would have read in the past: each candidate folded as of then.
#pragma once

#include <cstddef>
#include <memory>

#include "absl/status/statusor.h"
#include "domain/cases/responsibility.h"
#include "projections/projection.h"
#include "projections/rows.h"

namespace framdrift::projections {

// FAILED_PRECONDITION: more candidates than may be folded for one answer.
inline constexpr char kTooManyCasesThen[] = "TOO_MANY_CASES_THEN";
inline constexpr size_t kMaxCasesThen = 10'000;
absl::Status TooManyCasesThen(size_t limit);

struct CasesThen {
  // Read as those of `cases` are: listed, counted, caseloads visited.
  std::unique_ptr<RowView> rows;
  // Whether an event counts as known, or not, because of what an import says of its source.
  bool source_times_used = false;
};

// The cases that were such cases as of then, and now and then another, from the rows of
// `assignments` and the streams up to where those stand. Keeps at most `limit` in memory.
absl::StatusOr<CasesThen> FoldCasesThen(const RowView& assignments, const FoldSource& source,
                                        const cases::ResponsibleThen& who,
                                        const history::AsOf& as_of, size_t limit = kMaxCasesThen);

}  // namespace framdrift::projections
