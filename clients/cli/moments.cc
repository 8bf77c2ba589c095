#include "clients/cli/moments.h"

#include <cstdint>
#include <optional>

#include <google/protobuf/timestamp.pb.h>
#include <google/protobuf/util/time_util.h>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/strings/substitute.h"
#include "base/status_macros.h"
#include "clients/cli/fields.h"
#include "clients/cli/texts.h"

namespace framdrift::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr char kKnown[] = "known:";

// `text` is what may be a position too, or after `known:` a time alone.
absl::Status Wrong(absl::string_view flag, absl::string_view text) {
  const bool known = absl::StartsWith(text, kKnown);
  if (flag == "--known") absl::ConsumePrefix(&text, kKnown);  // which nobody wrote
  return absl::InvalidArgumentError(absl::StrCat(
      flag,
      ": ",
      absl::Substitute(Say("\"$0\" is not $1."),
                       text,
                       known ? Say("a time such as 2024-05-01T10:30, 2024-05-01 or yesterday")
                             : Say("a time such as 2024-05-01T10:30, 2024-05-01 or yesterday, or "
                                   "a position such as @123"))));
}

// The last instant of the day.
absl::Time EndOf(absl::CivilDay day, absl::TimeZone zone) {
  return absl::FromCivil(day + 1, zone) - absl::Nanoseconds(1);
}

std::optional<absl::Time> TimeOf(absl::string_view text, absl::Time now, absl::TimeZone zone) {
  if (IsNow(text)) return now;
  const absl::CivilDay today = absl::ToCivilDay(now, zone);
  if (const auto day = DayFrom(text, today)) return *day == today ? now : EndOf(*day, zone);
  absl::Time time;
  if (ParseInstant(text, zone, time)) return time;
  return std::nullopt;
}

void SetTime(Message& moment, const char* name, absl::Time time) {
  const FieldDescriptor* field = moment.GetDescriptor()->FindFieldByName(name);
  const auto known =
      google::protobuf::util::TimeUtil::NanosecondsToTimestamp(absl::ToUnixNanos(time));
  moment.GetReflection()
      ->MutableMessage(&moment, field)
      ->ParseFromString(known.SerializeAsString());
}

}  // namespace

bool HasMoment(const Descriptor* type) {
  return type->FindFieldByName("valid_time") != nullptr &&
         type->FindFieldByName("known_time") != nullptr &&
         type->FindFieldByName("as_of_position") != nullptr;
}

bool HasTwoMoments(const Descriptor* type) {
  const FieldDescriptor* before = type->FindFieldByName("before");
  const FieldDescriptor* after = type->FindFieldByName("after");
  return before != nullptr && after != nullptr && before->message_type() != nullptr &&
         before->message_type() == after->message_type() && HasMoment(before->message_type());
}

absl::Status SetMoment(Message& moment, absl::string_view flag, absl::string_view text,
                       absl::Time now, absl::TimeZone zone) {
  const absl::string_view written = text;
  if (absl::ConsumePrefix(&text, "@")) {
    int64_t position = 0;
    if (!absl::SimpleAtoi(text, &position) || position <= 0) return Wrong(flag, written);
    const FieldDescriptor* field = moment.GetDescriptor()->FindFieldByName("as_of_position");
    moment.GetReflection()->SetInt64(&moment, field, position);
    return absl::OkStatus();
  }
  const bool known = absl::ConsumePrefix(&text, kKnown);
  const std::optional<absl::Time> time = TimeOf(text, now, zone);
  if (!time) return Wrong(flag, written);
  SetTime(moment, known ? "known_time" : "valid_time", *time);
  return absl::OkStatus();
}

absl::Status SetTwoMoments(Message& message, absl::string_view text, absl::Time now,
                           absl::TimeZone zone) {
  const size_t dots = text.find("..");
  if (dots == absl::string_view::npos || dots == 0) {
    return absl::InvalidArgumentError(absl::Substitute(
        Say("\"$0\" is not $1."),
        text,
        Say("two times such as yesterday.., 2024-05-01..2024-06-01 or @120..@133")));
  }
  const auto set = [&](const char* name, absl::string_view part) {
    const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
    return SetMoment(
        *message.GetReflection()->MutableMessage(&message, field), "A..B", part, now, zone);
  };
  FD_RETURN_IF_ERROR(set("before", text.substr(0, dots)));
  const absl::string_view after = text.substr(dots + 2);
  return after.empty() ? absl::OkStatus() : set("after", after);
}

}  // namespace framdrift::cli
