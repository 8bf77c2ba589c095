#include "clients/cli/yaml.h"

#include <vector>

#include <yaml-cpp/yaml.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/substitute.h"
#include "base/status_macros.h"
#include "clients/cli/fields.h"
#include "clients/cli/texts.h"
#include "clients/cli/values.h"

namespace framdrift::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

absl::Status Wrong(const YAML::Node& node, const std::string& why) {
  return absl::InvalidArgumentError(
      absl::Substitute(Say("line $0: $1"), node.Mark().line + 1, why));
}

absl::Status SetFields(Message& message, const YAML::Node& node, absl::TimeZone zone);

// One value of a field.
absl::Status SetValue(Message& message, const FieldDescriptor* field, const YAML::Node& node,
                      absl::TimeZone zone) {
  const bool has_fields =
      field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && !IsValueType(field->message_type());
  if (has_fields) {
    const auto* reflection = message.GetReflection();
    Message& part = *(field->is_repeated() ? reflection->AddMessage(&message, field)
                                           : reflection->MutableMessage(&message, field));
    if (node.IsNull()) return absl::OkStatus();
    return SetFields(part, node, zone);
  }
  if (!node.IsScalar()) {
    return Wrong(node, absl::Substitute(Say("$0 takes one value"), field->name()));
  }
  const absl::Status set = SetField(message, field, node.Scalar(), zone);
  return set.ok() ? set : Wrong(node, std::string(set.message()));
}

absl::Status SetFields(Message& message, const YAML::Node& node, absl::TimeZone zone) {
  const google::protobuf::Descriptor* type = message.GetDescriptor();
  std::vector<std::string> names;
  for (int i = 0; i < type->field_count(); ++i) names.push_back(type->field(i)->name());
  const std::string known = absl::StrJoin(names, ", ");
  if (!node.IsMap()) return Wrong(node, absl::Substitute(Say("fields are among $0"), known));
  for (const auto& entry : node) {
    const std::string name = absl::StrReplaceAll(entry.first.Scalar(), {{"-", "_"}});
    const FieldDescriptor* field = type->FindFieldByName(name);
    if (field == nullptr) {
      return Wrong(entry.first,
                   absl::Substitute(Say("there is no field $0; fields are among $1"), name, known));
    }
    if (!field->is_repeated() || !entry.second.IsSequence()) {
      FD_RETURN_IF_ERROR(SetValue(message, field, entry.second, zone));
      continue;
    }
    for (const auto& element : entry.second) {
      FD_RETURN_IF_ERROR(SetValue(message, field, element, zone));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status SetFromYaml(Message& message, const std::string& text, absl::TimeZone zone) {
  try {
    return SetFields(message, YAML::Load(text), zone);
  } catch (const YAML::Exception& error) {
    return absl::InvalidArgumentError(
        absl::Substitute(Say("line $0: $1"), error.mark.line + 1, error.msg));
  }
}

}  // namespace framdrift::cli
