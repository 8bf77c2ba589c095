// When a row says that something happened, and how precisely that can be taken.
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "clients/cli/migration/mapping.h"
#include "clients/cli/migration/row.h"
#include "framdrift/type/v1/events.pb.h"

namespace framdrift::cli::migration {

// As the log keeps it: to the microsecond, or the first instant of its day in `zone`.
struct Moment {
  absl::Time time;
  bool whole_day = false;
  absl::TimeZone zone;

  type::v1::When when() const;
  // The instant, whether or not only the day is known.
  google::protobuf::Timestamp timestamp() const;
};

// `day` as a moment of its own.
Moment DayMoment(absl::CivilDay day, absl::TimeZone zone);

// What the rule makes of the row; none where the column is empty. DATA_LOSS when the text is no
// time of the years 1800 to 9999 as the rule has it, INVALID_ARGUMENT when it has no translation.
absl::StatusOr<std::optional<Moment>> MomentOf(const TimeRule& rule, const Row& row);

// The moment so many whole units after `from`; a month or year later is the same day of the month,
// or its last. DATA_LOSS when it lies beyond the year 9999.
absl::StatusOr<Moment> After(const Moment& from, int64_t count, const std::string& unit);

}  // namespace framdrift::cli::migration
