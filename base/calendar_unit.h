// The units of a calendar that time is told by.
#pragma once

#include <cstdint>

#include "absl/time/civil_time.h"

namespace framdrift {

// A week begins on Monday, a quarter in January, April, July or October.
enum class CalendarUnit : uint8_t { kDay, kWeek, kMonth, kQuarter, kYear };

// The first day of the unit that `day` is in.
absl::CivilDay FirstDayOf(CalendarUnit unit, absl::CivilDay day);

// `first` is the first day of a unit: that of the one so many later, or earlier where negative.
absl::CivilDay FirstDayLater(CalendarUnit unit, absl::CivilDay first, int units);

}  // namespace framdrift
