// The compiling of a ratio whose line parts rows of two spans.
#pragma once

#include "absl/status/statusor.h"
#include "domain/indicators/plan.h"

namespace framdrift::indicators {

// Null where the definition is none of two spans.
const indicator::v1::Ratio* RatioOfSpans(const indicator::v1::Definition& definition);

// What Compile does of a definition that is one: two plans, each of a count or a sum.
absl::StatusOr<Plan> CompileRatioOfSpans(const indicator::v1::Definition& definition,
                                         const Fields& fields, const absl::TimeZone& zone);

}  // namespace framdrift::indicators
