// Messages as rows: the fields of a message are those that filters and orders name.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "base/filter/schema.h"

namespace framdrift::filter {

// The schema of a message type: enums go by their values' names without the type's (`ACTIVE` for
// PHASE_ACTIVE), google.type.Date is a day, Timestamp an instant, `…_id` an id, a map of texts a
// map; other messages and lists are no fields. Zero values of enums, empty texts and unset messages
// are not set. Constant after construction.
class MessageSchema {
 public:
  struct Options {
    std::vector<std::string> excluded;
    // Where a word alone is looked for.
    std::vector<std::string> searched;
    // A second name of a field: {"attr", "attributes"}.
    std::vector<std::pair<std::string, std::string>> aliases;
  };
  MessageSchema(const google::protobuf::Descriptor& type, const Options& options);

  const Schema& schema() const { return schema_; }
  const google::protobuf::FieldDescriptor& field(size_t index) const { return *fields_[index]; }

 private:
  std::vector<const google::protobuf::FieldDescriptor*> fields_;
  Schema schema_;
};

// A message of the schema's type seen as a row. Borrows both.
class MessageRow final : public Row {
 public:
  MessageRow(const MessageSchema& schema, const google::protobuf::Message& message)
      : schema_(schema), message_(message) {}

  Value Get(size_t field) const override;
  std::optional<absl::string_view> Entry(size_t field, absl::string_view name) const override;

 private:
  const MessageSchema& schema_;
  const google::protobuf::Message& message_;
};

}  // namespace framdrift::filter
