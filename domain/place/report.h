// The report of a place, for a municipal board and for those who run its service together.
#pragma once

#include "absl/time/civil_time.h"
#include "domain/place/place.h"
#include "framdrift/place/v1/place.pb.h"
#include "framdrift/report/v1/report.pb.h"

namespace framdrift::place {

// Service before and now, cost against the base year, needs, trips, staff, who contributes, and
// joint goals. `figures` are those of `place` at the end of `day`, with its goals. Instant and
// position are left to the caller.
report::v1::Report ReportOf(const Place& place, const v1::PlaceFigures& figures,
                            absl::CivilDay day);

}  // namespace framdrift::place
