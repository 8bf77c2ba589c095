// A past as people write it: a day, an instant, or a place in the log.
#pragma once

#include <string>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace framdrift::cli {

// Whether `type` says as of when: it has valid_time, known_time and as_of_position.
bool HasMoment(const google::protobuf::Descriptor* type);

// Whether `type` compares two such: `before` and `after`.
bool HasTwoMoments(const google::protobuf::Descriptor* type);

// Sets as of when in `moment`, for which HasMoment holds.
//   @123 · as the log stood at that position
//   2024-05-01T10:30, 2024-05-01 · what was true then; of a day at its end, in `zone`
//   now, today, yesterday (nu, idag, igår) · the same from `now` on; today is now
//   known:… · one of those times, as what was known then
// INVALID_ARGUMENT names `flag` and what would be right.
absl::Status SetMoment(google::protobuf::Message& moment, absl::string_view flag,
                       absl::string_view text, absl::Time now, absl::TimeZone zone);

// Sets `before` and `after` of `message`, for which HasTwoMoments holds, from `A..B`, each as
// above; nothing after the dots is now.
absl::Status SetTwoMoments(google::protobuf::Message& message, absl::string_view text,
                           absl::Time now, absl::TimeZone zone);

}  // namespace framdrift::cli
