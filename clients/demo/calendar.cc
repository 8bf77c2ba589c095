#include "clients/demo/calendar.h"

#include <algorithm>

#include "base/check.h"

namespace framdrift::demo {

absl::TimeZone Zone() {
  static const absl::TimeZone kZone = [] {
    absl::TimeZone zone;
    FD_CHECK(absl::LoadTimeZone("Europe/Stockholm", &zone));
    return zone;
  }();
  return kZone;
}

absl::Time At(absl::CivilDay day, int64_t hour, int64_t minute) {
  return absl::FromCivil(absl::CivilMinute(day.year(), day.month(), day.day(), hour, minute),
                         Zone());
}

absl::Time At(absl::CivilDay day, TimeOfDay time) { return At(day, time.hour, time.minute); }

TimeOfDay SomeTime(Rng& rng, int64_t first_hour, int64_t last_hour) {
  TimeOfDay time;
  time.minute = rng.Between(0, 59);
  time.hour = rng.Between(first_hour, last_hour);
  return time;
}

absl::CivilDay DayOf(absl::Time time) { return absl::ToCivilDay(time, Zone()); }

const WorkingDays& Working() {
  static const WorkingDays* const kDays = new WorkingDays();
  return *kDays;
}

absl::CivilDay WorkingDayFrom(absl::CivilDay day) {
  return Working().IsWorkingDay(day) ? day : Working().Next(day);
}

absl::CivilDay PlusMonths(absl::CivilDay day, int months) {
  const absl::CivilMonth month = absl::CivilMonth(day) + months;
  const absl::CivilDay last = absl::CivilDay(month + 1) - 1;
  return absl::CivilDay(month.year(), month.month(), std::min(day.day(), last.day()));
}

google::type::Date DateOf(absl::CivilDay day) {
  google::type::Date date;
  date.set_year(static_cast<int32_t>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
  return date;
}

google::protobuf::Timestamp TimestampOf(absl::Time time) {
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(absl::ToUnixSeconds(time));
  return timestamp;
}

type::v1::When WhenAt(absl::Time time) {
  type::v1::When when;
  *when.mutable_time() = TimestampOf(time);
  return when;
}

type::v1::When WhenOn(absl::CivilDay day) {
  type::v1::When when;
  *when.mutable_date() = DateOf(day);
  return when;
}

}  // namespace framdrift::demo
