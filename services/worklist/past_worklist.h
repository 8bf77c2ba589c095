// What a list or count of the past is made of.
#pragma once

#include <cstdint>
#include <memory>

#include "absl/status/statusor.h"
#include "domain/history/timeline.h"
#include "domain/worklist/moment.h"
#include "framdrift/worklist/v1/worklist_service.pb.h"
#include "projections/rows.h"
#include "services/past.h"
#include "services/rows_query.h"
#include "services/worklist/scope.h"

namespace framdrift::services {

struct PastWorklist {
  // Read as those of `worklist` are.
  std::unique_ptr<projections::RowView> rows;
  // What the one who looks had put off then; whom they may stand in for is as of today.
  WorklistScope scope;
  // Under the policy of then.
  worklist::Moment moment;
  history::AsOf as_of;
  bool source_times_used = false;
};

// `reading` has the rows of `assignments`. `page_position` is that of the first page, 0 where this
// is it. NOT_COVERING, TOO_MANY_CASES_THEN; the errors of PastOf.
absl::StatusOr<PastWorklist> PastWorklistOf(RowsReading& reading, const PastAsked& asked,
                                            const worklist::v1::WorklistScope& scope,
                                            int64_t page_position);

}  // namespace framdrift::services
