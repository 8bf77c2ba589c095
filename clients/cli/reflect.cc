#include "clients/cli/reflect.h"

#include "absl/strings/match.h"

namespace framdrift::cli {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

const FieldDescriptor* Field(const Message& message, const char* name) {
  return message.GetDescriptor()->FindFieldByName(name);
}

bool Has(const Message& message, const char* name) {
  const FieldDescriptor* field = Field(message, name);
  return field != nullptr && message.GetReflection()->HasField(message, field);
}

std::string TextOf(const Message& message, const char* name) {
  const FieldDescriptor* field = Field(message, name);
  return field == nullptr ? "" : message.GetReflection()->GetString(message, field);
}

void SetText(Message& message, const char* name, const std::string& text) {
  const FieldDescriptor* field = Field(message, name);
  if (field != nullptr) message.GetReflection()->SetString(&message, field, text);
}

const Message& PartOf(const Message& message, const char* name) {
  return message.GetReflection()->GetMessage(message, Field(message, name));
}

std::vector<const Message*> AllOf(const Message& message, const char* name) {
  const FieldDescriptor* field = Field(message, name);
  if (field == nullptr) return {};
  const auto* reflection = message.GetReflection();
  if (!field->is_repeated()) return {&reflection->GetMessage(message, field)};
  std::vector<const Message*> all;
  for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
    all.push_back(&reflection->GetRepeatedMessage(message, field, i));
  }
  return all;
}

std::string LastPart(const std::string& name) {
  return absl::StartsWith(name, "tenants/") ? name.substr(name.rfind('/') + 1) : name;
}

}  // namespace framdrift::cli
