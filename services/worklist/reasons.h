// Why a worklist is not shown.
#pragma once

namespace framdrift::services {

// FAILED_PRECONDITION: the person does not stand in for that colleague that day.
inline constexpr char kNotCovering[] = "NOT_COVERING";
// FAILED_PRECONDITION: the list as it stood at that position is not kept.
inline constexpr char kPositionNotKept[] = "POSITION_NOT_KEPT";

}  // namespace framdrift::services
