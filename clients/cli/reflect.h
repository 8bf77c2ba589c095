// The fields of the contracts' messages by their names: the program knows their types only as it
// runs.
#pragma once

#include <string>
#include <vector>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

namespace framdrift::cli {

// Null where the message has no such field.
const google::protobuf::FieldDescriptor* Field(const google::protobuf::Message& message,
                                               const char* name);

// Whether there is such a field, and it is set.
bool Has(const google::protobuf::Message& message, const char* name);

// The text in the field; empty where there is no such field.
std::string TextOf(const google::protobuf::Message& message, const char* name);
// Nothing where there is no such field.
void SetText(google::protobuf::Message& message, const char* name, const std::string& text);

// The message in the field, which must exist; an empty one where it is not set.
const google::protobuf::Message& PartOf(const google::protobuf::Message& message, const char* name);

// The messages in the field, one or several; none where there is no such field.
std::vector<const google::protobuf::Message*> AllOf(const google::protobuf::Message& message,
                                                    const char* name);

// The contracts' messages are dynamic: one of them as the type it is of.
template <typename Known>
Known As(const google::protobuf::Message& message) {
  Known known;
  known.ParseFromString(message.SerializeAsString());
  return known;
}

// Of a resource's full name its id; other text as it is.
std::string LastPart(const std::string& name);

}  // namespace framdrift::cli
