// Why a watch is refused or ends.
#pragma once

namespace framdrift::services {

// FAILED_PRECONDITION: the log has no such position yet.
inline constexpr char kPositionAhead[] = "POSITION_AHEAD";
// RESOURCE_EXHAUSTED: more watches than a server serves.
inline constexpr char kWatchesFull[] = "WATCHES_FULL";
// UNAVAILABLE: the server stops.
inline constexpr char kWatchEnded[] = "WATCH_ENDED";
// RESOURCE_EXHAUSTED: the reader takes messages more slowly than they come.
inline constexpr char kWatchFellBehind[] = "WATCH_FELL_BEHIND";

}  // namespace framdrift::services
