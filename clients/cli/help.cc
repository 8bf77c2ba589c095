#include "clients/cli/help.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "clients/cli/fields.h"
#include "clients/cli/texts.h"
#include "framdrift/type/v1/annotations.pb.h"

namespace framdrift::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

constexpr char kId[] = "0190b2c8-5b0e-7c3a-9f00-0123456789ab";

bool IsRequired(const FieldDescriptor* field) {
  return field->options().GetExtension(type::v1::rules).required();
}

std::string FirstCode(const google::protobuf::EnumDescriptor* type) {
  return ShortName(type->value(type->value_count() > 1 ? 1 : 0));
}

std::string ExampleValue(const FieldDescriptor* field);

// The parts that are required, or else the first: `title=…,target_date=2024-05-01`.
std::string ExampleParts(const Descriptor* type) {
  std::string parts;
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    if (!IsRequired(field)) continue;
    absl::StrAppend(&parts, parts.empty() ? "" : ",", field->name(), "=", ExampleValue(field));
  }
  if (!parts.empty() || type->field_count() == 0) return parts;
  return absl::StrCat(type->field(0)->name(), "=", ExampleValue(type->field(0)));
}

std::string ExampleValue(const FieldDescriptor* field) {
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_ENUM:
      return FirstCode(field->enum_type());
    case FieldDescriptor::CPPTYPE_STRING:
      return field->options().GetExtension(type::v1::rules).id() || !CollectionOf(field).empty()
                 ? kId
                 : absl::AsciiStrToUpper(field->name());
    case FieldDescriptor::CPPTYPE_MESSAGE: {
      const std::string& type = field->message_type()->full_name();
      if (type == "google.type.Date" || type == "framdrift.type.v1.When") return "2024-05-01";
      if (type == "google.protobuf.Timestamp") return "2024-05-01T10:30";
      return field->is_map() ? "name=value" : ExampleParts(field->message_type());
    }
    case FieldDescriptor::CPPTYPE_BOOL:
      return "true";
    default:
      return "1";
  }
}

// A UUID, but for read models, which have words for names.
std::string ExampleId(const Command& command) {
  return CollectionOf(command) == "projections" ? "cases" : kId;
}

}  // namespace

std::string SummaryOf(const Command& command) {
  const std::string comment = CommentOf(command.method);
  return Say(Term::kVerb,
             absl::StrCat(command.noun, " ", command.verb),
             comment.substr(0, comment.find(". ")));
}

std::string HelpOf(const FieldDescriptor* field) {
  const std::string comment = CommentOf(field);
  return absl::StrCat(IsRequired(field) ? Say("Required. ") : "",
                      Say(Term::kHelp, comment, comment));
}

bool IsOwn(const FieldDescriptor* field) {
  const std::string& name = field->name();
  return name == "name" || name == "parent" || name == "tenant" || name == "page_token" ||
         name == "page_size";
}

bool TakesId(const Command& command) {
  return command.noun != "policy" &&
         command.method->input_type()->FindFieldByName("name") != nullptr;
}

std::string ExampleOf(const Command& command) {
  std::string example = absl::StrCat("framdrift ", command.noun, " ", command.verb);
  if (TakesId(command)) absl::StrAppend(&example, " ", ExampleId(command));
  const Descriptor* type = command.method->input_type();
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    const bool filter = field->name() == "filter";
    if (IsOwn(field) || (!IsRequired(field) && !filter)) continue;
    absl::StrAppend(&example, " --", absl::StrReplaceAll(field->name(), {{"_", "-"}}));
    if (filter) {
      absl::StrAppend(&example, " 'phase = ACTIVE'");
    } else if (field->cpp_type() != FieldDescriptor::CPPTYPE_BOOL) {
      absl::StrAppend(&example, " ", ExampleValue(field));
    }
  }
  return example;
}

}  // namespace framdrift::cli
