// The answer of a ratio of two spans, made of what is above the line and what is below it.
#pragma once

#include "domain/indicators/evaluate.h"
#include "domain/indicators/plan.h"

namespace framdrift::indicators {

// Groups are those of either, matched by name. A value is there where something is below the line
// and, of a sum, a row above it; where rows are counted, none above is 0. Of a spread the groups
// are told together.
Answer Divide(const Plan& plan, Moment as_of, const Answer& above, const Answer& below);

}  // namespace framdrift::indicators
