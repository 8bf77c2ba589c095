#include "domain/indicators/period.h"

#include <algorithm>

#include "absl/time/civil_time.h"
#include "base/calendar_unit.h"

namespace framdrift::indicators {
namespace {

using indicator::v1::Period;

CalendarUnit UnitOf(const Period& period) {
  switch (period.unit()) {
    case indicator::v1::PERIOD_UNIT_DAY:
      return CalendarUnit::kDay;
    case indicator::v1::PERIOD_UNIT_WEEK:
      return CalendarUnit::kWeek;
    case indicator::v1::PERIOD_UNIT_QUARTER:
      return CalendarUnit::kQuarter;
    case indicator::v1::PERIOD_UNIT_YEAR:
      return CalendarUnit::kYear;
    default:
      return CalendarUnit::kMonth;
  }
}

}  // namespace

Window PeriodOf(const Period& period, DayNumber day) {
  const CalendarUnit unit = UnitOf(period);
  const absl::CivilDay first = FirstDayOf(unit, CivilDayOf(day));
  const int units = std::max(period.rolling(), 1);
  return {DayNumberOf(FirstDayLater(unit, first, 1 - units)),
          DayNumberOf(FirstDayLater(unit, first, 1))};
}

std::vector<Window> PeriodsOf(const Period& period, const Window& range) {
  std::vector<Window> windows;
  for (DayNumber day = range.first; day < range.end; day = windows.back().end) {
    windows.push_back(PeriodOf(period, day));
  }
  return windows;
}

bool IsTold(const Period& period, const Window& window, Moment as_of) {
  const bool is_year = period.unit() == indicator::v1::PERIOD_UNIT_YEAR && period.rolling() <= 1;
  return !is_year || MomentOf(window.end) <= as_of + 1;
}

}  // namespace framdrift::indicators
