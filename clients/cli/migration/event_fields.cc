#include "clients/cli/migration/event_fields.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "base/status_macros.h"
#include "clients/cli/fields.h"

namespace framdrift::cli::migration {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::string NamesIn(const Descriptor& type) {
  std::vector<std::string> names;
  for (int i = 0; i < type.field_count(); ++i) names.push_back(type.field(i)->name());
  return names.empty() ? "it has none" : absl::StrCat("known are ", absl::StrJoin(names, ", "));
}

bool HasFields(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && !field.is_map();
}

// The message in `field`; of a list its last one, or a first one made.
Message& Inner(Message& of, const FieldDescriptor* field) {
  const auto* reflection = of.GetReflection();
  if (!field->is_repeated()) return *reflection->MutableMessage(&of, field);
  const int size = reflection->FieldSize(of, field);
  return size == 0 ? *reflection->AddMessage(&of, field)
                   : *reflection->MutableRepeatedMessage(&of, field, size - 1);
}

}  // namespace

absl::StatusOr<Message*> EventIn(Message& of, const std::string& name) {
  const FieldDescriptor* field = of.GetDescriptor()->FindFieldByName(name);
  if (field == nullptr || field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
    return absl::InvalidArgumentError(absl::StrCat("there is no event `",
                                                   name,
                                                   "` in ",
                                                   of.GetDescriptor()->full_name(),
                                                   "; ",
                                                   NamesIn(*of.GetDescriptor()),
                                                   "."));
  }
  return of.GetReflection()->MutableMessage(&of, field);
}

absl::StatusOr<const FieldDescriptor*> FieldAt(const Descriptor& type, const std::string& path) {
  const Descriptor* inside = &type;
  const FieldDescriptor* field = nullptr;
  for (const absl::string_view part : absl::StrSplit(path, '.')) {
    if (field != nullptr) inside = HasFields(*field) ? field->message_type() : nullptr;
    if (inside == nullptr) {
      return absl::InvalidArgumentError(
          absl::StrCat("`", path, "` leads nowhere: ", field->name(), " has no fields."));
    }
    field = inside->FindFieldByName(std::string(part));
    if (field == nullptr) {
      return absl::InvalidArgumentError(absl::StrCat(
          "there is no `", part, "` in ", inside->full_name(), "; ", NamesIn(*inside), "."));
    }
  }
  return field;
}

absl::Status SetPath(Message& message, const std::string& path, const std::string& value,
                     absl::TimeZone zone) {
  FD_ASSIGN_OR_RETURN(const FieldDescriptor* const field, FieldAt(*message.GetDescriptor(), path));
  Message* target = &message;
  for (const absl::string_view part : absl::StrSplit(path, '.')) {
    const FieldDescriptor* on_the_way = target->GetDescriptor()->FindFieldByName(std::string(part));
    if (on_the_way == field) break;
    target = &Inner(*target, on_the_way);
  }
  const absl::Status status = SetField(*target, field, value, zone);
  if (status.ok()) return status;
  // It names the flag of a command.
  const absl::string_view message_text = status.message();
  const size_t colon = message_text.find(": ");
  const std::string text = absl::StrCat(path,
                                        colon == absl::string_view::npos ? ": " : "",
                                        message_text.substr(std::min(colon, message_text.size())));
  return field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM ? absl::InvalidArgumentError(text)
                                                            : absl::DataLossError(text);
}

}  // namespace framdrift::cli::migration
