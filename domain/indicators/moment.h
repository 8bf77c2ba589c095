// Days and instants as facts keep them: numbers that compare, with one value for "missing".
#pragma once

#include <cstdint>
#include <limits>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace framdrift::indicators {

// Civil days since 1970-01-01.
using DayNumber = int32_t;
inline constexpr DayNumber kNoDay = std::numeric_limits<DayNumber>::min();

inline DayNumber DayNumberOf(absl::CivilDay day) {
  return static_cast<DayNumber>(day - absl::CivilDay(1970, 1, 1));
}
// Several times as fast as absl::CivilDay(1970, 1, 1) + day: in eras of 400 years that begin in
// March, a leap day is the last of its year.
inline absl::CivilDay CivilDayOf(DayNumber day) {
  constexpr int64_t kDaysOfEra = 146'097;
  constexpr int64_t kFromMarchOfYear0 = 719'468;
  const int64_t days = day + kFromMarchOfYear0;
  const int64_t era = (days >= 0 ? days : days - (kDaysOfEra - 1)) / kDaysOfEra;
  const auto of_era = static_cast<uint32_t>(days - era * kDaysOfEra);
  const uint32_t year = (of_era - of_era / 1460 + of_era / 36'524 - of_era / 146'096) / 365;
  const uint32_t of_year = of_era - (365 * year + year / 4 - year / 100);
  const uint32_t month = (5 * of_year + 2) / 153;
  const uint32_t of_month = of_year - (153 * month + 2) / 5 + 1;
  return absl::CivilDay(
      era * 400 + year + (month < 10 ? 0 : 1), month < 10 ? month + 3 : month - 9, of_month);
}

// An instant as its civil day and the microseconds since that day's first instant: instants compare
// as their moments do, and the day needs no time zone. A day has 23 to 25 hours.
using Moment = int64_t;
inline constexpr Moment kNoMoment = std::numeric_limits<Moment>::min();
inline constexpr int kMicrosBits = 37;

inline Moment MomentOf(absl::Time at, const absl::TimeZone& zone) {
  const absl::CivilDay day = absl::ToCivilDay(at, zone);
  const int64_t micros = absl::ToInt64Microseconds(at - absl::FromCivil(day, zone));
  return (int64_t{DayNumberOf(day)} << kMicrosBits) + micros;
}
// The first instant of `day`.
inline Moment MomentOf(DayNumber day) { return int64_t{day} << kMicrosBits; }

// kNoDay when `moment` is missing.
inline DayNumber DayOf(Moment moment) {
  return moment == kNoMoment ? kNoDay : static_cast<DayNumber>(moment >> kMicrosBits);
}
inline int64_t MicrosOf(Moment moment) { return moment & ((int64_t{1} << kMicrosBits) - 1); }

// InfinitePast when `moment` is missing.
inline absl::Time TimeOf(Moment moment, const absl::TimeZone& zone) {
  if (moment == kNoMoment) return absl::InfinitePast();
  return absl::FromCivil(CivilDayOf(DayOf(moment)), zone) + absl::Microseconds(MicrosOf(moment));
}

}  // namespace framdrift::indicators
