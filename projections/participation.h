// The read model of who takes part where: the cases that ever had a step of an activity.
#pragma once

#include <memory>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "domain/history/ids.h"
#include "projections/projection.h"
#include "projections/rows.h"

namespace framdrift::projections {

inline constexpr char kParticipation[] = "participation";

// Rows are never taken away: whether a step runs, or was struck through, the case itself says.
std::unique_ptr<Projection> ParticipationProjection();

// Visits, by id, the cases that a step of the activity was planned in, or attendance recorded,
// until `visit` returns false.
absl::Status VisitParticipants(const RowView& rows, const history::ActivityId& activity,
                               absl::FunctionRef<bool(const history::CaseId&)> visit);

}  // namespace framdrift::projections
