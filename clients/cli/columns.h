// Which fields of a message are columns of a table for people, and in which order.
#pragma once

#include <vector>

#include <google/protobuf/descriptor.h>

namespace framdrift::cli {

// All, in the order of the contract, but for types of which people want some first: those alone.
// JSON and CSV always have all.
std::vector<const google::protobuf::FieldDescriptor*> ColumnsOf(
    const google::protobuf::Descriptor* type);

// Whether rows of that type hold what concerns some kinds of things only: then 0 and no are blank,
// since they mean that there is nothing to say.
bool IsSparse(const google::protobuf::Descriptor* type);

}  // namespace framdrift::cli
