// A message's fields as text: for people in the words of their language, for programs as codes.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace framdrift::cli {

// Who reads the text. Times are in `zone` for both. People read codes, yes and no in words of their
// language; programs the short names of codes, which are the same in all.
struct Reader {
  absl::TimeZone zone;
  bool person = true;
  // Of people by their ids, for columns that name them; null where nobody is named.
  const std::map<std::string, std::string>* names = nullptr;
};

// Whether messages of `type` are shown as one value: dates, times, durations, When.
bool IsValueType(const google::protobuf::Descriptor* type);

// The value of one field; empty when unset, several values parted by ", ".
std::string CellOf(const google::protobuf::Message& message,
                   const google::protobuf::FieldDescriptor* field, const Reader& reader);

// One cell a field, in the order of the contract.
std::vector<std::string> CellsOf(const google::protobuf::Message& message, const Reader& reader);

// What a field is called above its column or before its value.
std::string Label(const google::protobuf::FieldDescriptor* field);

// What a code is called; its short name in English.
std::string Label(const google::protobuf::EnumValueDescriptor* value);

// What an event is called by its type's name: `CaseOpened` as it is in English.
std::string EventLabel(const std::string& type_name);

// The fields that hold something, in the order of the contract.
std::vector<const google::protobuf::FieldDescriptor*> SetFieldsOf(
    const google::protobuf::Message& message);

// The last segment of `name`, `CASE/KEY` of what stands within another thing, without a name the
// last segment of the `case` it is about, or an id that stands first: of the message itself, else of
// the resource it answers with; else empty.
std::string IdOf(const google::protobuf::Message& message);

}  // namespace framdrift::cli
