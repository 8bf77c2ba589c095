#include "domain/history/when.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "base/status_macros.h"

namespace framdrift::history {
namespace {

constexpr int kFirstYear = 1800;
constexpr int kLastYear = 9999;

int DaysIn(absl::CivilMonth month) {
  return static_cast<int>(absl::CivilDay(month + 1) - absl::CivilDay(month));
}

absl::StatusOr<Occurred> WholeDay(const google::type::Date& date, Precision precision,
                                  absl::TimeZone zone) {
  FD_ASSIGN_OR_RETURN(const absl::CivilDay day, DayFrom(date));
  return Occurred{StartOf(day, zone), precision};
}

}  // namespace

std::optional<absl::CivilDay> DayOrNone(const google::type::Date& date) {
  if (date.year() < kFirstYear || date.year() > kLastYear) return std::nullopt;
  const absl::CivilDay day(date.year(), date.month(), date.day());
  const bool exists =
      day.year() == date.year() && day.month() == date.month() && day.day() == date.day();
  return exists ? std::optional(day) : std::nullopt;
}

absl::StatusOr<absl::CivilDay> DayFrom(const google::type::Date& date) {
  const std::optional<absl::CivilDay> day = DayOrNone(date);
  if (day) return *day;
  return InvalidField("date",
                      absl::StrCat("There is no day ",
                                   date.year(),
                                   "-",
                                   date.month(),
                                   "-",
                                   date.day(),
                                   "; give a date as YYYY-MM-DD."));
}

google::type::Date DateFrom(absl::CivilDay day) {
  google::type::Date date;
  date.set_year(static_cast<int32_t>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
  return date;
}

absl::Time StartOf(absl::CivilDay day, absl::TimeZone zone) { return absl::FromCivil(day, zone); }

absl::StatusOr<Occurred> OccurredFrom(const type::v1::When& when, absl::TimeZone zone) {
  switch (when.when_case()) {
    case type::v1::When::kTime:
      return Occurred{TimeFrom(when.time()), Precision::kSecond};
    case type::v1::When::kDate:
      return WholeDay(when.date(), Precision::kDay, zone);
    case type::v1::When::kMonth: {
      google::type::Date first = when.month();
      first.set_day(1);
      return WholeDay(first, Precision::kMonth, zone);
    }
    case type::v1::When::WHEN_NOT_SET:
      break;
  }
  return InvalidField("occurred", "Say when it happened: a time, a date or a month.");
}

absl::StatusOr<Occurred> PastOccurredFrom(const type::v1::When& when, absl::Time now,
                                          absl::TimeZone zone) {
  if (when.when_case() == type::v1::When::WHEN_NOT_SET) return Occurred{now, Precision::kSecond};
  FD_ASSIGN_OR_RETURN(const Occurred occurred, OccurredFrom(when, zone));
  if (occurred.at > now) {
    return Refuse("OCCURRED_IN_FUTURE",
                  "What is recorded has happened: give a time that is not after now.",
                  {{"occurred", absl::FormatTime(absl::RFC3339_sec, occurred.at, zone)}});
  }
  return occurred;
}

absl::Time LastInstantOf(const Occurred& occurred, absl::Time now, absl::TimeZone zone) {
  if (occurred.precision == Precision::kSecond) return occurred.at;
  const absl::CivilDay day = absl::ToCivilDay(occurred.at, zone);
  const absl::CivilDay next = occurred.precision == Precision::kDay
                                  ? day + 1
                                  : absl::CivilDay(absl::CivilMonth(day) + 1);
  return std::min(now, StartOf(next, zone) - absl::Microseconds(1));
}

type::v1::When WhenFrom(const Occurred& occurred, absl::TimeZone zone) {
  type::v1::When when;
  const absl::CivilDay day = absl::ToCivilDay(occurred.at, zone);
  switch (occurred.precision) {
    case Precision::kSecond:
      *when.mutable_time() = TimestampFrom(occurred.at);
      break;
    case Precision::kDay:
      *when.mutable_date() = DateFrom(day);
      break;
    case Precision::kMonth:
      *when.mutable_month() = DateFrom(day);
      break;
  }
  return when;
}

bool Precedes(const Occurred& a, const Occurred& b) {
  // A day may have 25 hours, a month 31 such days and one hour; a second is a whole one.
  absl::Duration width = absl::Seconds(1);
  if (a.precision == Precision::kDay) width = absl::Hours(25);
  if (a.precision == Precision::kMonth) width = absl::Hours(24 * 31 + 1);
  return a.at + width <= b.at;
}

absl::Time TimeFrom(const google::protobuf::Timestamp& timestamp) {
  return absl::FromUnixSeconds(timestamp.seconds()) + absl::Nanoseconds(timestamp.nanos());
}

google::protobuf::Timestamp TimestampFrom(absl::Time time) {
  const int64_t seconds = absl::ToUnixSeconds(time);
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(seconds);
  timestamp.set_nanos(
      static_cast<int32_t>(absl::ToInt64Nanoseconds(time - absl::FromUnixSeconds(seconds))));
  return timestamp;
}

absl::CivilDay AddMonths(absl::CivilDay from, int months) {
  const absl::CivilMonth month = absl::CivilMonth(from) + months;
  return absl::CivilDay(month.year(), month.month(), std::min(from.day(), DaysIn(month)));
}

int CompleteMonths(absl::CivilDay from, absl::CivilDay to) {
  if (to < from) return -CompleteMonths(to, from);
  const int months = static_cast<int>(absl::CivilMonth(to) - absl::CivilMonth(from));
  return AddMonths(from, months) <= to ? months : months - 1;
}

}  // namespace framdrift::history
