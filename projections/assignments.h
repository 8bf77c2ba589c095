// The read model of who may have been responsible for which case, in both times: what lists of the
// past take their candidates from.
#pragma once

#include <memory>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/strong_id.h"
#include "domain/cases/responsibility.h"
#include "projections/projection.h"
#include "projections/rows.h"

namespace framdrift::projections {

inline constexpr char kAssignments[] = "assignments";

std::unique_ptr<Projection> AssignmentsProjection();

// Visits, in order of id, every case that was such a case as of then, until `visit` returns false;
// and now and then one that was not: fold it to know. Reads the cases that were ever of the unit or
// caseworker asked for; all cases where neither is.
absl::Status VisitCandidates(const RowView& rows, const cases::ResponsibleThen& who,
                             const history::AsOf& as_of, absl::TimeZone zone,
                             absl::FunctionRef<bool(const Id16& id)> visit);

// Whether VisitCandidates visits the case, which has an event.
absl::StatusOr<bool> IsCandidate(const RowView& rows, const Id16& case_id,
                                 const cases::ResponsibleThen& who, const history::AsOf& as_of,
                                 absl::TimeZone zone);

}  // namespace framdrift::projections
