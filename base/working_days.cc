#include "base/working_days.h"

namespace framdrift {
namespace {

// In 1953 Midsummer and All Saints moved to Saturdays; in 2005 the National Day took the place of
// Whit Monday.
constexpr int kSaturdayHolidaysFrom = 1953;
constexpr int kNationalDayFrom = 2005;

bool IsSaturday(absl::CivilDay day) { return absl::GetWeekday(day) == absl::Weekday::saturday; }

absl::string_view FixedHoliday(absl::CivilDay day) {
  switch (day.month() * 100 + day.day()) {
    case 101:
      return "nyårsdagen";
    case 106:
      return "trettondedag jul";
    case 501:
      return "första maj";
    case 606:
      return day.year() >= kNationalDayFrom ? "nationaldagen" : "";
    case 1224:
      return "julafton";
    case 1225:
      return "juldagen";
    case 1226:
      return "annandag jul";
    case 1231:
      return "nyårsafton";
    default:
      return "";
  }
}

absl::string_view EasterHoliday(absl::CivilDay day) {
  switch (day - EasterSunday(static_cast<int>(day.year()))) {
    case -2:
      return "långfredagen";
    case 0:
      return "påskdagen";
    case 1:
      return "annandag påsk";
    case 39:
      return "Kristi himmelsfärdsdag";
    case 49:
      return "pingstdagen";
    case 50:
      return day.year() < kNationalDayFrom ? "annandag pingst" : "";
    default:
      return "";
  }
}

// The Saturday that falls from 20 to 26 June.
bool IsMidsummerDay(absl::CivilDay day) {
  if (day.month() != 6) return false;
  if (day.year() < kSaturdayHolidaysFrom) return day.day() == 24;
  return IsSaturday(day) && day.day() >= 20 && day.day() <= 26;
}

// The Saturday that falls from 31 October to 6 November; before 1953 the first Sunday of November.
bool IsAllSaintsDay(absl::CivilDay day) {
  if (day.year() < kSaturdayHolidaysFrom) {
    return day.month() == 11 && day.day() <= 7 && absl::GetWeekday(day) == absl::Weekday::sunday;
  }
  return IsSaturday(day) &&
         ((day.month() == 10 && day.day() == 31) || (day.month() == 11 && day.day() <= 6));
}

}  // namespace

// Gauss's computus in the form of Meeus, Jones and Butcher.
absl::CivilDay EasterSunday(int year) {
  const int a = year % 19;
  const int b = year / 100;
  const int c = year % 100;
  const int d = b / 4;
  const int e = b % 4;
  const int f = (b + 8) / 25;
  const int g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4;
  const int k = c % 4;
  const int l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int n = h + l - 7 * m + 114;
  return absl::CivilDay(year, n / 31, n % 31 + 1);
}

absl::string_view HolidayName(absl::CivilDay day) {
  if (const absl::string_view name = FixedHoliday(day); !name.empty()) return name;
  if (const absl::string_view name = EasterHoliday(day); !name.empty()) return name;
  if (IsMidsummerDay(day)) return "midsommardagen";
  if (IsMidsummerDay(day + 1)) return "midsommarafton";
  if (IsAllSaintsDay(day)) return "alla helgons dag";
  return "";
}

bool WorkingDays::IsWorkingDay(absl::CivilDay day) const {
  const absl::Weekday weekday = absl::GetWeekday(day);
  return weekday != absl::Weekday::saturday && weekday != absl::Weekday::sunday &&
         HolidayName(day).empty() && closed_.count(day) == 0;
}

absl::CivilDay WorkingDays::Next(absl::CivilDay day) const { return Add(day, 1); }

absl::CivilDay WorkingDays::Add(absl::CivilDay day, int count) const {
  const int step = count < 0 ? -1 : 1;
  while (count != 0) {
    day += step;
    if (IsWorkingDay(day)) count -= step;
  }
  return day;
}

int WorkingDays::Between(absl::CivilDay from, absl::CivilDay to) const {
  if (to < from) return -Between(to, from);
  int count = 0;
  for (absl::CivilDay day = from + 1; day <= to; ++day) count += IsWorkingDay(day) ? 1 : 0;
  return count;
}

}  // namespace framdrift
