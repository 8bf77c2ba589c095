#include "clients/cli/migration/moment.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "base/status_macros.h"

namespace framdrift::cli::migration {
namespace {

// Days before and after which no register has anything to say, and the log no place for it.
constexpr int kFirstYear = 1800;
constexpr int kLastYear = 9999;

absl::Status UnreadableMoment(absl::string_view message) { return absl::DataLossError(message); }

absl::StatusOr<absl::Time> TimeOf(const TimeRule& rule, absl::string_view text) {
  absl::Time time;
  std::string error;
  if (!rule.format.empty()) {
    if (absl::ParseTime(rule.format, text, rule.zone, &time, &error)) return time;
    return UnreadableMoment(
        absl::StrCat("\"", text, "\" is no time written as ", rule.format, "."));
  }
  for (const char* format : {"%Y-%m-%d%ET%H:%M:%E*S%Ez",
                             "%Y-%m-%d %H:%M:%E*S%Ez",
                             "%Y-%m-%d%ET%H:%M%Ez",
                             "%Y-%m-%d %H:%M%Ez",
                             "%Y-%m-%d%ET%H:%M:%E*S",
                             "%Y-%m-%d %H:%M:%E*S",
                             "%Y-%m-%d%ET%H:%M",
                             "%Y-%m-%d %H:%M",
                             "%Y-%m-%d"}) {
    if (absl::ParseTime(format, text, rule.zone, &time, &error)) return time;
  }
  return UnreadableMoment(
      absl::StrCat("\"", text, "\" is no ISO 8601 time; give its `format` in the mapping."));
}

// Whether times written as `format` name a clock at all.
bool HasClock(absl::string_view format) {
  const std::string plain = absl::StrReplaceAll(format, {{"%%", ""}, {"%Ez", ""}, {"%E*z", ""}});
  for (size_t at = plain.find('%'); at != std::string::npos; at = plain.find('%', at + 1)) {
    const size_t letter = plain.find_first_not_of("EO*#0123456789", at + 1);
    if (letter != std::string::npos &&
        absl::string_view("HIklMSTRrXcps").find(plain[letter]) != absl::string_view::npos) {
      return true;
    }
  }
  return false;
}

bool NamesADay(const TimeRule& rule, absl::string_view text) {
  if (rule.whole_day) return true;
  return rule.format.empty() ? text.size() == 10 : !HasClock(rule.format);
}

}  // namespace

google::protobuf::Timestamp Moment::timestamp() const {
  const int64_t micros = absl::ToUnixMicros(time);
  const int64_t seconds = absl::ToUnixSeconds(time);
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(seconds);
  timestamp.set_nanos(static_cast<int32_t>((micros - seconds * 1'000'000) * 1'000));
  return timestamp;
}

type::v1::When Moment::when() const {
  type::v1::When when;
  if (!whole_day) {
    *when.mutable_time() = timestamp();
    return when;
  }
  const absl::CivilDay day = absl::ToCivilDay(time, zone);
  when.mutable_date()->set_year(static_cast<int32_t>(day.year()));
  when.mutable_date()->set_month(day.month());
  when.mutable_date()->set_day(day.day());
  return when;
}

Moment DayMoment(absl::CivilDay day, absl::TimeZone zone) {
  return {absl::FromCivil(day, zone), true, zone};
}

absl::StatusOr<std::optional<Moment>> MomentOf(const TimeRule& rule, const Row& row) {
  FD_ASSIGN_OR_RETURN(const std::string text, ValueOf(rule.value, row));
  if (text.empty()) return std::optional<Moment>();
  FD_ASSIGN_OR_RETURN(const absl::Time time, TimeOf(rule, text));
  const absl::CivilDay day = absl::ToCivilDay(time, rule.zone);
  if (day.year() < kFirstYear || day.year() > kLastYear) {
    return UnreadableMoment(absl::StrCat("\"", text, "\" is not of the years 1800 to 9999."));
  }
  if (NamesADay(rule, text)) return std::optional<Moment>(DayMoment(day, rule.zone));
  return std::optional<Moment>(
      Moment{absl::FromUnixMicros(absl::ToUnixMicros(time)), false, rule.zone});
}

absl::StatusOr<Moment> After(const Moment& from, int64_t count, const std::string& unit) {
  constexpr int64_t kMost = 4'000'000;  // more days than there are until the year 9999
  const absl::CivilDay first = absl::ToCivilDay(from.time, from.zone);
  const int64_t units = std::min(count, kMost);
  absl::CivilDay last;
  if (unit == "days" || unit == "weeks") {
    last = first + units * (unit == "weeks" ? 7 : 1);
  } else {
    const absl::CivilMonth month = absl::CivilMonth(first) + units * (unit == "years" ? 12 : 1);
    const auto length = static_cast<int>(absl::CivilDay(month + 1) - absl::CivilDay(month));
    last = absl::CivilDay(month.year(), month.month(), std::min(first.day(), length));
  }
  if (last.year() > kLastYear) {
    return UnreadableMoment(
        absl::StrCat(count, " ", unit, " after its opening is beyond the year 9999."));
  }
  return DayMoment(last, from.zone);
}

}  // namespace framdrift::cli::migration
