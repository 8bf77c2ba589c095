// The Swedish calendar of 2025 and 2026, written out by hand and counted plainly: what the
// deadlines are compared with. It shares no code with the program.
#pragma once

#include <cstdint>
#include <set>
#include <string>

namespace framdrift::deadlines::plain {

struct Date {
  int year;
  int month;
  int day;

  friend bool operator==(const Date&, const Date&) = default;
};

inline std::string Text(const Date& date) {
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return std::to_string(date.year) + "-" + two(date.month) + "-" + two(date.day);
}

inline int LengthOf(int year, int month) {
  static constexpr int kLengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && year % 4 == 0 ? 29 : kLengths[month - 1];
}

inline Date Next(Date date) {
  if (++date.day <= LengthOf(date.year, date.month)) return date;
  date.day = 1;
  if (++date.month <= 12) return date;
  return {date.year + 1, 1, 1};
}

inline Date Previous(Date date) {
  if (--date.day > 0) return date;
  if (--date.month == 0) date = {date.year - 1, 12, 0};
  date.day = LengthOf(date.year, date.month);
  return date;
}

inline Date Later(Date date, int days) {
  for (; days > 0; --days) date = Next(date);
  for (; days < 0; ++days) date = Previous(date);
  return date;
}

inline Date MonthsLater(Date date, int months) {
  for (; months > 0; --months) {
    if (++date.month == 13) date = {date.year + 1, 1, date.day};
  }
  if (date.day > LengthOf(date.year, date.month)) date.day = LengthOf(date.year, date.month);
  return date;
}

// Days since 1 January 2005, a Saturday.
inline int NumberOf(const Date& date) {
  int number = 0;
  for (int year = 2005; year < date.year; ++year) number += year % 4 == 0 ? 366 : 365;
  for (int month = 1; month < date.month; ++month) number += LengthOf(date.year, month);
  return number + date.day - 1;
}

inline bool IsHoliday(const Date& date) {
  static const std::set<std::string> kHolidays = {
      "2025-01-01", "2025-01-06", "2025-04-18", "2025-04-20", "2025-04-21", "2025-05-01",
      "2025-05-29", "2025-06-06", "2025-06-08", "2025-06-20", "2025-06-21", "2025-11-01",
      "2025-12-24", "2025-12-25", "2025-12-26", "2025-12-31", "2026-01-01", "2026-01-06",
      "2026-04-03", "2026-04-05", "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-24",
      "2026-06-06", "2026-06-19", "2026-06-20", "2026-10-31", "2026-12-24", "2026-12-25",
      "2026-12-26", "2026-12-31", "2027-01-01", "2027-01-06"};
  return kHolidays.count(Text(date)) > 0;
}

inline bool IsWorkingDay(const Date& date) {
  const int weekday = NumberOf(date) % 7;  // 0 is Saturday, 1 is Sunday.
  return weekday > 1 && !IsHoliday(date);
}

inline Date WorkingDaysLater(Date date, int days) {
  while (days > 0) {
    date = Next(date);
    if (IsWorkingDay(date)) --days;
  }
  return date;
}

// A clock in Sweden: seconds after midnight of a day.
struct Clock {
  Date date;
  int second;
};

// The days of the changes at 01:00 UTC, from winter to summer time and back.
inline constexpr Date kSpringChanges[] = {
    {2025, 3, 30}, {2026, 3, 29}, {2027, 3, 28}, {2028, 3, 26}};
inline constexpr Date kAutumnChanges[] = {
    {2025, 10, 26}, {2026, 10, 25}, {2027, 10, 31}, {2028, 10, 29}};

inline bool IsSpringChange(const Date& date) {
  return date.year >= 2025 && date.year <= 2028 && date == kSpringChanges[date.year - 2025];
}
inline bool IsAutumnChange(const Date& date) {
  return date.year >= 2025 && date.year <= 2028 && date == kAutumnChanges[date.year - 2025];
}

// Whether summer time holds as the day begins; of 2025 to 2028.
inline bool BeginsInSummer(const Date& date) {
  const int day = NumberOf(date);
  return day > NumberOf(kSpringChanges[date.year - 2025]) &&
         day <= NumberOf(kAutumnChanges[date.year - 2025]);
}

inline int64_t MidnightUtc(const Date& date) {
  constexpr int64_t kFirstOfJanuary2005 = 1104537600;
  return kFirstOfJanuary2005 + int64_t{86400} * NumberOf(date);
}

// Seconds since 1970 of the first instant at which the clock shows that time or a later one.
inline int64_t InstantOf(const Clock& clock) {
  constexpr int kHour = 3600;
  const int64_t shown = MidnightUtc(clock.date) + clock.second;
  const bool summer = BeginsInSummer(clock.date);
  if (IsSpringChange(clock.date)) {
    if (clock.second < 2 * kHour) return shown - kHour;
    return clock.second < 3 * kHour ? MidnightUtc(clock.date) + kHour : shown - 2 * kHour;
  }
  if (IsAutumnChange(clock.date)) {
    return clock.second < 3 * kHour ? shown - 2 * kHour : shown - kHour;
  }
  return shown - (summer ? 2 * kHour : kHour);
}

inline int64_t EndOf(const Date& date) { return InstantOf({date, 86399}); }

}  // namespace framdrift::deadlines::plain
