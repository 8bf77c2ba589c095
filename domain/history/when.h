// When a thing happened: from the words of a command or event to an instant and back.
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "domain/history/recorded.h"
#include "framdrift/type/v1/events.pb.h"
#include "google/type/date.pb.h"

namespace framdrift::history {

// The day `date` names; INVALID_ARGUMENT when there is no such day or its year is not 1800 to 9999.
absl::StatusOr<absl::CivilDay> DayFrom(const google::type::Date& date);
google::type::Date DateFrom(absl::CivilDay day);
// The same as DayFrom; none where that fails. Without an error to make, so for dates that may well
// be unset.
std::optional<absl::CivilDay> DayOrNone(const google::type::Date& date);

// The first instant of `day` in `zone`.
absl::Time StartOf(absl::CivilDay day, absl::TimeZone zone);

// The instant of `when`; a day or month means its first instant in `zone`. INVALID_ARGUMENT when
// nothing is set or no such date exists.
absl::StatusOr<Occurred> OccurredFrom(const type::v1::When& when, absl::TimeZone zone);
// The same with `now` where `when` is unset; refused as OCCURRED_IN_FUTURE when it lies after
// `now`.
absl::StatusOr<Occurred> PastOccurredFrom(const type::v1::When& when, absl::Time now,
                                          absl::TimeZone zone);
// The instant as of which one looks who says `occurred`: of a day or month its last, as what is
// known to a day stands at the first instant of the next; no later than `now`.
absl::Time LastInstantOf(const Occurred& occurred, absl::Time now, absl::TimeZone zone);
type::v1::When WhenFrom(const Occurred& occurred, absl::TimeZone zone);

// True when the whole of `a`, as precisely as it is known, lies before `b`.
bool Precedes(const Occurred& a, const Occurred& b);

absl::Time TimeFrom(const google::protobuf::Timestamp& timestamp);
google::protobuf::Timestamp TimestampFrom(absl::Time time);

// `from` plus `months` calendar months: the same day, clamped to the length of the month.
absl::CivilDay AddMonths(absl::CivilDay from, int months);
// Complete calendar months from `from` to `to`; negative when `to` is earlier.
int CompleteMonths(absl::CivilDay from, absl::CivilDay to);

}  // namespace framdrift::history
