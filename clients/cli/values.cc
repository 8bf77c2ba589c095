#include "clients/cli/values.h"

#include <memory>

#include <fmt/format.h>
#include <google/protobuf/any.pb.h>
#include <google/protobuf/timestamp.pb.h>
#include <google/protobuf/util/time_util.h>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "clients/cli/catalogue.h"
#include "clients/cli/fields.h"
#include "clients/cli/reflect.h"
#include "clients/cli/texts.h"
#include "framdrift/type/v1/events.pb.h"
#include "google/type/date.pb.h"

namespace framdrift::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::string DateText(const google::type::Date& date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year(), date.month(), date.day());
}

std::string TimeText(const google::protobuf::Timestamp& timestamp, absl::TimeZone zone) {
  const absl::Time time =
      absl::FromUnixNanos(google::protobuf::util::TimeUtil::TimestampToNanoseconds(timestamp));
  return absl::FormatTime("%Y-%m-%d %H:%M:%S", time, zone);
}

std::string WhenText(const type::v1::When& when, absl::TimeZone zone) {
  switch (when.when_case()) {
    case type::v1::When::kTime:
      return TimeText(when.time(), zone);
    case type::v1::When::kDate:
      return DateText(when.date());
    case type::v1::When::kMonth:
      return DateText(when.month()).substr(0, 7);
    case type::v1::When::WHEN_NOT_SET:
      break;
  }
  return "";
}

// The refusal's reason that the message in `field` puts into words; empty when it is none.
std::string ReasonBeside(const Message& message, const FieldDescriptor* field) {
  const FieldDescriptor* reason = message.GetDescriptor()->FindFieldByName("reason");
  const bool both = field->name() == "message" && reason != nullptr &&
                    reason->cpp_type() == FieldDescriptor::CPPTYPE_STRING;
  return both ? message.GetReflection()->GetString(message, reason) : "";
}

// Whether the text of `field` is the name of an event's type.
bool HoldsEventName(const FieldDescriptor* field) {
  const std::string& name = field->name();
  return name == "type_name" || name == "kind" || name == "kinds" || name == "activity" ||
         name == "activities" || name == "next_activity" || absl::StartsWith(name, "last_activity");
}

std::string MessageText(const Message& message, const Reader& reader);

// A person reads four decimals, a program all there are.
std::string DoubleText(double number, const Reader& reader) {
  if (!reader.person) return fmt::format("{}", number);
  std::string text = fmt::format("{:.4f}", number);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

// What is packed in `any`; its type alone where the contracts do not know it.
std::string AnyText(const google::protobuf::Any& any, const Reader& reader) {
  const std::string name = any.type_url().substr(any.type_url().rfind('/') + 1);
  const Descriptor* type = FindType(name);
  if (type == nullptr) return name;
  const std::unique_ptr<Message> packed = NewMessage(type);
  return packed->ParseFromString(any.value()) ? MessageText(*packed, reader) : name;
}

std::string MessageText(const Message& message, const Reader& reader) {
  const std::string& type = message.GetDescriptor()->full_name();
  if (type == "google.type.Date") return DateText(As<google::type::Date>(message));
  if (type == "google.protobuf.Timestamp") {
    return TimeText(As<google::protobuf::Timestamp>(message), reader.zone);
  }
  if (type == "framdrift.type.v1.When") {
    return WhenText(As<type::v1::When>(message), reader.zone);
  }
  if (type == "google.protobuf.Duration") {
    return google::protobuf::util::TimeUtil::ToString(As<google::protobuf::Duration>(message));
  }
  if (message.GetDescriptor()->options().map_entry()) {
    const auto cells = CellsOf(message, reader);
    return absl::StrCat(cells[0], "=", cells[1]);
  }
  if (type == "google.protobuf.Any") return AnyText(As<google::protobuf::Any>(message), reader);
  std::vector<std::string> parts;
  for (const FieldDescriptor* field : SetFieldsOf(message)) {
    parts.push_back(CellOf(message, field, reader));
  }
  return absl::StrJoin(parts, " ");
}

std::string ScalarText(const Message& message, const FieldDescriptor* field, int i,
                       const Reader& reader) {
  const auto* reflection = message.GetReflection();
  const bool many = field->is_repeated();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING: {
      std::string text = many ? reflection->GetRepeatedString(message, field, i)
                              : reflection->GetString(message, field);
      // Resource names are shown by their last segment; the tenant is the one asked about.
      const bool named =
          absl::StartsWith(text, "tenants/") &&
          (field->name() == "name" || field->name() == "subject" || !CollectionOf(field).empty());
      if (named) text = text.substr(text.rfind('/') + 1);
      // Types too: the contract they stand in says nothing to a person.
      if (field->name() == "type_name") text = text.substr(text.rfind('.') + 1);
      if (!reader.person) return text;
      if (HoldsEventName(field)) return EventLabel(text);
      const std::string reason = ReasonBeside(message, field);
      return reason.empty() ? text : Say(Term::kRefusal, reason, text);
    }
    case FieldDescriptor::CPPTYPE_ENUM: {
      const auto* value = many ? reflection->GetRepeatedEnum(message, field, i)
                               : reflection->GetEnum(message, field);
      if (value->number() == 0) return "";
      return reader.person ? Label(value) : ShortName(value);
    }
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return MessageText(many ? reflection->GetRepeatedMessage(message, field, i)
                              : reflection->GetMessage(message, field),
                         reader);
    case FieldDescriptor::CPPTYPE_BOOL: {
      const bool yes = many ? reflection->GetRepeatedBool(message, field, i)
                            : reflection->GetBool(message, field);
      if (!reader.person) return yes ? "yes" : "no";
      return yes ? Say("yes") : Say("no");
    }
    case FieldDescriptor::CPPTYPE_INT32:
      return absl::StrCat(many ? reflection->GetRepeatedInt32(message, field, i)
                               : reflection->GetInt32(message, field));
    case FieldDescriptor::CPPTYPE_INT64:
      return absl::StrCat(many ? reflection->GetRepeatedInt64(message, field, i)
                               : reflection->GetInt64(message, field));
    case FieldDescriptor::CPPTYPE_UINT32:
      return absl::StrCat(many ? reflection->GetRepeatedUInt32(message, field, i)
                               : reflection->GetUInt32(message, field));
    case FieldDescriptor::CPPTYPE_UINT64:
      return absl::StrCat(many ? reflection->GetRepeatedUInt64(message, field, i)
                               : reflection->GetUInt64(message, field));
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return DoubleText(many ? reflection->GetRepeatedDouble(message, field, i)
                             : reflection->GetDouble(message, field),
                        reader);
    case FieldDescriptor::CPPTYPE_FLOAT:
      return fmt::format("{}",
                         many ? reflection->GetRepeatedFloat(message, field, i)
                              : reflection->GetFloat(message, field));
  }
  return "";
}

}  // namespace

bool IsValueType(const Descriptor* type) {
  const std::string& name = type->full_name();
  return name == "google.type.Date" || name == "google.protobuf.Timestamp" ||
         name == "google.protobuf.Duration" || name == "framdrift.type.v1.When";
}

std::string CellOf(const Message& message, const FieldDescriptor* field, const Reader& reader) {
  const auto* reflection = message.GetReflection();
  if (!field->is_repeated()) {
    // Position 0 is none, for an event that was never corrected, say.
    const bool none_is_nothing =
        field->has_presence() || absl::EndsWith(field->name(), "_position");
    if (none_is_nothing && !reflection->HasField(message, field)) return "";
    return ScalarText(message, field, 0, reader);
  }
  std::vector<std::string> values;
  for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
    values.push_back(ScalarText(message, field, i, reader));
  }
  return absl::StrJoin(values, ", ");
}

std::vector<std::string> CellsOf(const Message& message, const Reader& reader) {
  std::vector<std::string> cells;
  for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
    cells.push_back(CellOf(message, message.GetDescriptor()->field(i), reader));
  }
  return cells;
}

std::vector<const FieldDescriptor*> SetFieldsOf(const Message& message) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  return fields;
}

std::string Label(const FieldDescriptor* field) {
  const std::string english = absl::StrReplaceAll(field->name(), {{"_", " "}});
  return Say(Term::kColumn,
             absl::StrCat(field->containing_type()->name(), ".", field->name()),
             Say(Term::kColumn, english, english));
}

std::string Label(const google::protobuf::EnumValueDescriptor* value) {
  return Say(Term::kCode, value->name(), ShortName(value));
}

std::string EventLabel(const std::string& type_name) {
  if (type_name.empty() || !absl::ascii_isupper(static_cast<unsigned char>(type_name[0]))) {
    return type_name;
  }
  std::string words;
  for (const char c : type_name) {
    if (absl::ascii_isupper(static_cast<unsigned char>(c)) && !words.empty()) words += ' ';
    words += absl::ascii_tolower(static_cast<unsigned char>(c));
  }
  return Say(Term::kColumn, words, type_name);
}

std::string IdOf(const Message& message) {
  const auto* reflection = message.GetReflection();
  const FieldDescriptor* name = message.GetDescriptor()->FindFieldByName("name");
  if (name != nullptr && name->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    const std::vector<std::string> parts =
        absl::StrSplit(reflection->GetString(message, name), '/');
    // What stands within another thing is told by both: the item of a case as `CASE/KEY`.
    return parts.size() < 6 ? parts.back()
                            : absl::StrCat(parts[parts.size() - 3], "/", parts.back());
  }
  const FieldDescriptor* about = message.GetDescriptor()->FindFieldByName("case");
  if (about != nullptr && about->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    const std::string text = reflection->GetString(message, about);
    return text.substr(text.rfind('/') + 1);
  }
  const FieldDescriptor* first =
      message.GetDescriptor()->field_count() == 0 ? nullptr : message.GetDescriptor()->field(0);
  if (first != nullptr && absl::EndsWith(first->name(), "_id") && !first->is_repeated()) {
    return reflection->GetString(message, first);
  }
  for (const FieldDescriptor* field : SetFieldsOf(message)) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE || field->is_repeated()) continue;
    const std::string id = IdOf(reflection->GetMessage(message, field));
    if (!id.empty()) return id;
  }
  return "";
}

}  // namespace framdrift::cli
