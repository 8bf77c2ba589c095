// The rows of `worklist` as they would have read in the past: each candidate folded as of then.
#pragma once

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "domain/history/timeline.h"
#include "domain/policy/policy.h"
#include "projections/cases_then.h"
#include "projections/projection.h"
#include "projections/rows.h"
#include "projections/worklist.h"

namespace framdrift::projections {

struct WorklistThen {
  // Read as those of `worklist` are.
  std::unique_ptr<RowView> rows;
  // The policies known then.
  policy::PolicyHistory policies;
  // As CasesThen.
  bool source_times_used = false;
};

// What stood on `lists` then, and on others some of it, from the rows of `assignments` and the
// streams up to where those stand. TOO_MANY_CASES_THEN beyond `limit` candidates.
absl::StatusOr<WorklistThen> FoldWorklistThen(const RowView& assignments, const FoldSource& source,
                                              const std::vector<ListOf>& lists,
                                              const history::AsOf& as_of,
                                              size_t limit = kMaxCasesThen);

}  // namespace framdrift::projections
