// A message's fields as text for people: codes by short name, times in the tenant's zone.
#pragma once

#include <string>
#include <vector>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include "absl/time/time.h"

namespace framdrift::cli {

// Whether messages of `type` are shown as one value: dates, times, durations, When.
bool IsValueType(const google::protobuf::Descriptor* type);

// The value of one field; empty when unset, several values parted by ", ".
std::string CellOf(const google::protobuf::Message& message,
                   const google::protobuf::FieldDescriptor* field, absl::TimeZone zone);

// One cell a field, in the order of the contract.
std::vector<std::string> CellsOf(const google::protobuf::Message& message, absl::TimeZone zone);

// The fields that hold something, in the order of the contract.
std::vector<const google::protobuf::FieldDescriptor*> SetFieldsOf(
    const google::protobuf::Message& message);

// The last segment of `name`, of the message itself or of the resource it answers with; else empty.
std::string IdOf(const google::protobuf::Message& message);

}  // namespace framdrift::cli
