#include "domain/indicators/period.h"

#include <algorithm>

#include "absl/time/civil_time.h"

namespace framdrift::indicators {
namespace {

using indicator::v1::Period;

constexpr int kMonthsOfQuarter = 3;
constexpr int kDaysPerWeek = 7;

absl::CivilDay FirstOf(indicator::v1::PeriodUnit unit, absl::CivilDay day) {
  switch (unit) {
    case indicator::v1::PERIOD_UNIT_DAY:
      return day;
    case indicator::v1::PERIOD_UNIT_WEEK:
      return absl::PrevWeekday(day + 1, absl::Weekday::monday);
    case indicator::v1::PERIOD_UNIT_QUARTER:
      return absl::CivilDay(absl::CivilMonth(day) - (day.month() - 1) % kMonthsOfQuarter);
    case indicator::v1::PERIOD_UNIT_YEAR:
      return absl::CivilDay(absl::CivilYear(day));
    default:
      return absl::CivilDay(absl::CivilMonth(day));
  }
}

// `first` is the first day of a unit.
absl::CivilDay Later(indicator::v1::PeriodUnit unit, absl::CivilDay first, int units) {
  switch (unit) {
    case indicator::v1::PERIOD_UNIT_DAY:
      return first + units;
    case indicator::v1::PERIOD_UNIT_WEEK:
      return first + kDaysPerWeek * units;
    case indicator::v1::PERIOD_UNIT_QUARTER:
      return absl::CivilDay(absl::CivilMonth(first) + kMonthsOfQuarter * units);
    case indicator::v1::PERIOD_UNIT_YEAR:
      return absl::CivilDay(absl::CivilYear(first) + units);
    default:
      return absl::CivilDay(absl::CivilMonth(first) + units);
  }
}

}  // namespace

Window PeriodOf(const Period& period, DayNumber day) {
  const absl::CivilDay first = FirstOf(period.unit(), CivilDayOf(day));
  const int units = std::max(period.rolling(), 1);
  return {DayNumberOf(Later(period.unit(), first, 1 - units)),
          DayNumberOf(Later(period.unit(), first, 1))};
}

std::vector<Window> PeriodsOf(const Period& period, const Window& range) {
  std::vector<Window> windows;
  for (DayNumber day = range.first; day < range.end; day = windows.back().end) {
    windows.push_back(PeriodOf(period, day));
  }
  return windows;
}

}  // namespace framdrift::indicators
