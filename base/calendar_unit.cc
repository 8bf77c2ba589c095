#include "base/calendar_unit.h"

namespace framdrift {
namespace {

constexpr int kDaysOfWeek = 7;
constexpr int kMonthsOfQuarter = 3;

}  // namespace

absl::CivilDay FirstDayOf(CalendarUnit unit, absl::CivilDay day) {
  switch (unit) {
    case CalendarUnit::kDay:
      return day;
    case CalendarUnit::kWeek:
      return absl::PrevWeekday(day + 1, absl::Weekday::monday);
    case CalendarUnit::kMonth:
      return absl::CivilDay(absl::CivilMonth(day));
    case CalendarUnit::kQuarter:
      return absl::CivilDay(absl::CivilMonth(day) - (day.month() - 1) % kMonthsOfQuarter);
    case CalendarUnit::kYear:
      return absl::CivilDay(absl::CivilYear(day));
  }
  return day;
}

absl::CivilDay FirstDayLater(CalendarUnit unit, absl::CivilDay first, int units) {
  switch (unit) {
    case CalendarUnit::kDay:
      return first + units;
    case CalendarUnit::kWeek:
      return first + kDaysOfWeek * units;
    case CalendarUnit::kMonth:
      return absl::CivilDay(absl::CivilMonth(first) + units);
    case CalendarUnit::kQuarter:
      return absl::CivilDay(absl::CivilMonth(first) + kMonthsOfQuarter * units);
    case CalendarUnit::kYear:
      return absl::CivilDay(absl::CivilYear(first) + units);
  }
  return first;
}

}  // namespace framdrift
