// Days and times of day as the demo's people live them: in Sweden, on working days.
#pragma once

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "base/working_days.h"
#include "clients/demo/rng.h"
#include "framdrift/type/v1/events.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"

namespace framdrift::demo {

// Europe/Stockholm; the machine must have it.
absl::TimeZone Zone();
absl::Time At(absl::CivilDay day, int64_t hour, int64_t minute = 0);
absl::CivilDay DayOf(absl::Time time);

struct TimeOfDay {
  int64_t hour = 0;
  int64_t minute = 0;
};
absl::Time At(absl::CivilDay day, TimeOfDay time);
// Any minute from `first_hour` o'clock to the end of `last_hour`.
TimeOfDay SomeTime(Rng& rng, int64_t first_hour, int64_t last_hour);

const WorkingDays& Working();
// `day` itself when it is a working day, else the next one.
absl::CivilDay WorkingDayFrom(absl::CivilDay day);
// The same day so many months on, clamped to the month's length.
absl::CivilDay PlusMonths(absl::CivilDay day, int months);

google::type::Date DateOf(absl::CivilDay day);
google::protobuf::Timestamp TimestampOf(absl::Time time);
type::v1::When WhenAt(absl::Time time);
type::v1::When WhenOn(absl::CivilDay day);

}  // namespace framdrift::demo
