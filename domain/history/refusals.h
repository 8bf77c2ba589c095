// Reasons that more than one kind of stream refuses with; each stands in docs/refusals.md.
#pragma once

namespace framdrift::history {

inline constexpr char kCostOutOfRange[] = "COST_OUT_OF_RANGE";
inline constexpr char kDatesOutOfOrder[] = "DATES_OUT_OF_ORDER";
inline constexpr char kOccurredBeforeStart[] = "OCCURRED_BEFORE_START";

}  // namespace framdrift::history
