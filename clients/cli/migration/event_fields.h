// The fields of events by the names that a mapping gives them: `slot.start_time`.
#pragma once

#include <string>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace framdrift::cli::migration {

// The event `name` of a union, made if need be. INVALID_ARGUMENT when the union has none such.
absl::StatusOr<google::protobuf::Message*> EventIn(google::protobuf::Message& of,
                                                   const std::string& name);

// The field that `path` leads to. INVALID_ARGUMENT names the first part that does not exist, and
// what there is instead.
absl::StatusOr<const google::protobuf::FieldDescriptor*> FieldAt(
    const google::protobuf::Descriptor& type, const std::string& path);

// Sets the field at `path`; of a list of messages on the way, its one element. INVALID_ARGUMENT
// when there is no such field or code, DATA_LOSS when `value` is no number or time as the field
// wants it.
absl::Status SetPath(google::protobuf::Message& message, const std::string& path,
                     const std::string& value, absl::TimeZone zone);

}  // namespace framdrift::cli::migration
