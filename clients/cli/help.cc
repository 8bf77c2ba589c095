#include "clients/cli/help.h"

#include <map>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "clients/cli/fields.h"
#include "clients/cli/group_attendance.h"
#include "clients/cli/moments.h"
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

// What the contract gives as an example, in quotation marks; else one of our own.
std::string ExampleText(const FieldDescriptor* field) {
  static const auto& texts = *new std::map<std::string, std::string>{
      {"text", "Ringde, mår bra."},
      {"title", "Arbete i kök"},
      {"breakdown", "unit"},
      {"personal_number", "19910214-9805"},
      {"given_name", "Anna"},
      {"family_name", "Berg"},
      {"benefit_month", "2024-05"},
      {"filter", "phase = ACTIVE"},
      {"code", "language"},
      {"area", "arbetsliv"},
      {"instrument", "samtal"},
      {"explanation", "Inkomsten räcker inte."},
      {"item", "tenants/demo/cases/0190b2c8-5b0e-7c3a-9f00-0123456789ab/workItems/contact-114"},
      {"reason_code", "typing-error"}};
  if (field->options().GetExtension(type::v1::rules).id()) return kId;
  if (const auto found = texts.find(field->name()); found != texts.end()) return found->second;
  if (!CollectionOf(field).empty()) return kId;
  const std::string comment = CommentOf(field);
  const size_t begin = comment.find('"');
  const size_t end = begin == std::string::npos ? begin : comment.find('"', begin + 1);
  if (end != std::string::npos) return comment.substr(begin + 1, end - begin - 1);
  return absl::AsciiStrToUpper(field->name());
}

// As a shell takes it: in quotation marks where it needs them.
std::string Quoted(const std::string& text) {
  constexpr absl::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:,=@";
  if (text.find_first_not_of(kPlain.data(), 0, kPlain.size()) == std::string::npos) return text;
  return absl::StrCat("'", text, "'");
}

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
      return ExampleText(field);
    case FieldDescriptor::CPPTYPE_MESSAGE: {
      const std::string& type = field->message_type()->full_name();
      if (type == "google.type.Date" || type == "framdrift.type.v1.When") return "2024-05-01";
      if (type == "google.protobuf.Timestamp") return "2024-05-01T10:30";
      if (type == "framdrift.indicator.v1.Definition") {
        return "code=opened,title=Opened,measure=count=,anchor=milestone=opened";
      }
      if (type == "framdrift.indicator.v1.Point") return "value=0.9,date=2024-05-01";
      return field->is_map() ? "name=value" : ExampleParts(field->message_type());
    }
    case FieldDescriptor::CPPTYPE_BOOL:
      return "true";
    default:
      return "1";
  }
}

// A UUID, but for read models and indicators, which have words for names.
std::string ExampleId(const Command& command) {
  const std::string collection = CollectionOf(command);
  if (collection == "indicators") return "T1";
  return collection == "projections" ? "cases" : kId;
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

namespace {

// The command with every flag it cannot do without.
std::string ExampleOf(const Command& command) {
  std::string example = absl::StrCat("framdrift ", command.noun, " ", command.verb);
  if (TakesId(command)) absl::StrAppend(&example, " ", ExampleId(command));
  const Descriptor* type = command.method->input_type();
  const bool two = HasTwoMoments(type);
  if (two) absl::StrAppend(&example, " yesterday..");
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    const bool filter = field->name() == "filter";
    const bool asked = command.verb == "breakdown" && field->name() == "breakdown";
    if (IsOwn(field) || (!IsRequired(field) && !filter && !asked)) continue;
    if (two && field->message_type() != nullptr && HasMoment(field->message_type())) continue;
    absl::StrAppend(&example, " --", absl::StrReplaceAll(field->name(), {{"_", "-"}}));
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_BOOL) {
      absl::StrAppend(&example, " ", Quoted(ExampleValue(field)));
    }
  }
  return example;
}

}  // namespace

std::vector<std::string> ExamplesOf(const Command& command) {
  std::vector<std::string> examples = {ExampleOf(command)};
  if (HasMoment(command.method->input_type())) {
    examples.push_back(absl::StrCat(examples.front(), " --as-of 2024-05-01"));
    examples.push_back(absl::StrCat(examples.front(), " --as-of @123"));
  }
  if (HasTwoMoments(command.method->input_type())) {
    examples.push_back(absl::StrReplaceAll(examples.front(), {{"yesterday..", "@120..@133"}}));
  }
  if (IsGroupAttendance(command.method->input_type())) {
    examples.push_back(absl::StrCat(
        "framdrift group-attendance record ", kId, " --session-id ", kId, " --others present"));
  }
  return examples;
}

}  // namespace framdrift::cli
