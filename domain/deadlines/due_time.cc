#include "domain/deadlines/due_time.h"

namespace framdrift::deadlines {

absl::Time FirstInstantOf(absl::CivilSecond clock, absl::TimeZone zone) {
  const absl::TimeZone::TimeInfo info = zone.At(clock);
  return info.kind == absl::TimeZone::TimeInfo::SKIPPED ? info.trans : info.pre;
}

absl::Time LastSecondOf(absl::CivilDay day, absl::TimeZone zone) {
  return FirstInstantOf(absl::CivilSecond(day + 1), zone) - absl::Seconds(1);
}

DueTime DueTime::After(absl::Time start, absl::Duration elapsed, absl::TimeZone zone) {
  const absl::Time due = absl::FromUnixSeconds(absl::ToUnixSeconds(start)) + elapsed;
  return DueTime(absl::ToCivilSecond(due, zone), false, due);
}

DueTime DueTime::On(absl::CivilDay day) const {
  if (day == this->day()) return *this;
  const absl::CivilSecond clock(
      day.year(), day.month(), day.day(), clock_.hour(), clock_.minute(), clock_.second());
  return DueTime(clock, whole_day_, {});
}

absl::Time DueTime::In(absl::TimeZone zone) const {
  if (exactly_) return *exactly_;
  return whole_day_ ? LastSecondOf(day(), zone) : FirstInstantOf(clock_, zone);
}

}  // namespace framdrift::deadlines
