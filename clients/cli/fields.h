// From words on the command line to fields of a request.
#pragma once

#include <optional>
#include <string>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace framdrift::cli {

// Sets `field` of `message` from `text`, or adds to it when it is repeated. What stands in a file
// is written @FILE, on standard input @-; this holds for messages only.
//   text, numbers, true/false · enums by short name (`work-unsubsidised`) · times as
//   2024-05-01T10:30 (in `zone` unless an offset is given), dates as 2024-05-01, months as 2024-05;
//   `now` for a time and `yesterday`, `today` or `tomorrow` for a day
//   · maps as name=value · messages as name=value,name=value or as JSON in braces.
// INVALID_ARGUMENT names the flag and what would be right.
absl::Status SetField(google::protobuf::Message& message,
                      const google::protobuf::FieldDescriptor* field, absl::string_view text,
                      absl::TimeZone zone);

// The instant written as 2024-05-01T10:30, with or without seconds; in `zone` unless an offset is
// given. False when it is none.
bool ParseInstant(absl::string_view text, absl::TimeZone zone, absl::Time& time);

// The day written as 2024-05-01 or as `yesterday`, `today` or `tomorrow` in either language; none
// when it is none.
std::optional<absl::CivilDay> DayFrom(absl::string_view text, absl::CivilDay today);

// Whether `text` is the word for this instant, in either language.
bool IsNow(absl::string_view text);

// `EXIT_REASON_WORK_UNSUBSIDISED` → `work-unsubsidised`.
std::string ShortName(const google::protobuf::EnumValueDescriptor* value);

// What to write for the field, for help: `DATE`, `today|…`, `name=value,…`.
std::string Placeholder(const google::protobuf::FieldDescriptor* field);

}  // namespace framdrift::cli
