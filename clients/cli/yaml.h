// A message written as YAML: names and values as the flags take them.
#pragma once

#include <string>

#include <google/protobuf/message.h>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace framdrift::cli {

// Puts what `text` says into `message`: fields by name, codes by their short names, dates as
// 2024-05-01, lists as lists. INVALID_ARGUMENT with the line of what is wrong.
absl::Status SetFromYaml(google::protobuf::Message& message, const std::string& text,
                         absl::TimeZone zone);

}  // namespace framdrift::cli
