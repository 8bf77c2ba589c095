// Due times on the tenant's clock and calendar, and the instants they are.
#pragma once

#include <optional>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace framdrift::deadlines {

// The first instant at which a clock in `zone` shows `clock` or a later time: the earlier one where
// the clock is set back over it, the instant of the change where it is set forward over it.
absl::Time FirstInstantOf(absl::CivilSecond clock, absl::TimeZone zone);
// 23:59:59, however many hours the day has.
absl::Time LastSecondOf(absl::CivilDay day, absl::TimeZone zone);

// The last second in which something is in time.
class DueTime {
 public:
  // At any time of that day.
  static DueTime By(absl::CivilDay day) { return DueTime(absl::CivilSecond(day), true, {}); }
  static DueTime At(absl::CivilSecond clock) { return DueTime(clock, false, {}); }
  // So many hours of elapsed time after `start`, whatever the clock is set to meanwhile.
  static DueTime After(absl::Time start, absl::Duration elapsed, absl::TimeZone zone);

  absl::CivilDay day() const { return absl::CivilDay(clock_); }
  // The same time of another day.
  DueTime On(absl::CivilDay day) const;
  absl::Time In(absl::TimeZone zone) const;

 private:
  DueTime(absl::CivilSecond clock, bool whole_day, std::optional<absl::Time> exactly)
      : clock_(clock), whole_day_(whole_day), exactly_(exactly) {}

  absl::CivilSecond clock_;
  bool whole_day_;
  // Where it is counted in elapsed time.
  std::optional<absl::Time> exactly_;
};

}  // namespace framdrift::deadlines
