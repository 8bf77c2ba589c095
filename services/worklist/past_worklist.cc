#include "services/worklist/past_worklist.h"

#include <algorithm>
#include <utility>

#include "absl/time/civil_time.h"
#include "base/status_macros.h"
#include "domain/policy/adoption.h"
#include "projections/worklist_then.h"

namespace framdrift::services {

absl::StatusOr<PastWorklist> PastWorklistOf(RowsReading& reading, const PastAsked& asked,
                                            const worklist::v1::WorklistScope& scope,
                                            int64_t page_position) {
  FD_ASSIGN_OR_RETURN(Past past, PastOf(reading, asked));
  if (page_position != 0) past.as_of.position = std::min(past.as_of.position, page_position);
  PastWorklist worklist;
  FD_ASSIGN_OR_RETURN(worklist.scope, ScopeAsked(reading, scope, past.as_of));
  const absl::TimeZone zone = reading.context().zone;
  const projections::FoldSource source{reading.runtime().store, reading.tenant(), zone};
  FD_ASSIGN_OR_RETURN(
      projections::WorklistThen then,
      projections::FoldWorklistThen(reading.rows(), source, worklist.scope.lists, past.as_of));
  const policy::Policy& policy =
      policy::Current(then.policies, absl::ToCivilDay(past.evaluated_at, zone));
  worklist.moment = worklist::Moment::At(past.evaluated_at, policy.worklist.due_days, zone);
  worklist.as_of = past.as_of;
  worklist.rows = std::move(then.rows);
  worklist.source_times_used = then.source_times_used;
  return worklist;
}

}  // namespace framdrift::services
