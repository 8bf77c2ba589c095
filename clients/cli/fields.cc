#include "clients/cli/fields.h"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <system_error>
#include <type_traits>
#include <vector>

#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/time_util.h>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/substitute.h"
#include "absl/time/clock.h"
#include "base/status_macros.h"
#include "clients/cli/json.h"
#include "clients/cli/texts.h"
#include "clients/cli/utf8.h"
#include "clients/cli/yaml.h"
#include "framdrift/type/v1/events.pb.h"
#include "google/type/date.pb.h"

namespace framdrift::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

absl::Status Wrong(const FieldDescriptor* field, absl::string_view text, absl::string_view right) {
  return absl::InvalidArgumentError(
      absl::StrCat("--",
                   absl::StrReplaceAll(field->name(), {{"_", "-"}}),
                   ": ",
                   absl::Substitute(Say("\"$0\" is not $1."), text, right)));
}

google::type::Date DateFrom(absl::CivilDay day) {
  google::type::Date date;
  date.set_year(static_cast<int32_t>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
  return date;
}

google::protobuf::Timestamp TimestampFrom(absl::Time time) {
  return google::protobuf::util::TimeUtil::NanosecondsToTimestamp(absl::ToUnixNanos(time));
}

// A day, in words too.
bool ParseDay(absl::string_view text, absl::TimeZone zone, absl::CivilDay& day) {
  const auto found = DayFrom(text, absl::ToCivilDay(absl::Now(), zone));
  if (found) day = *found;
  return found.has_value();
}

// An instant, also `now`.
bool ParseTime(absl::string_view text, absl::TimeZone zone, absl::Time& time) {
  if (!IsNow(text)) return ParseInstant(text, zone, time);
  time = absl::Now();
  return true;
}

absl::Status SetEnum(Message& message, const FieldDescriptor* field, absl::string_view text) {
  const EnumDescriptor* type = field->enum_type();
  const std::string wanted = absl::StrReplaceAll(absl::AsciiStrToLower(text), {{"_", "-"}});
  std::vector<std::string> names;
  for (int i = 0; i < type->value_count(); ++i) {
    const auto* value = type->value(i);
    const std::string full =
        absl::StrReplaceAll(absl::AsciiStrToLower(value->name()), {{"_", "-"}});
    if (ShortName(value) == wanted || full == wanted) {
      if (field->is_repeated()) {
        message.GetReflection()->AddEnum(&message, field, value);
      } else {
        message.GetReflection()->SetEnum(&message, field, value);
      }
      return absl::OkStatus();
    }
    if (value->number() != 0) names.push_back(ShortName(value));
  }
  return Wrong(field, text, absl::Substitute(Say("one of $0"), absl::StrJoin(names, ", ")));
}

// Whether `text` from `at` on reads `name=` for a field of `type`.
const FieldDescriptor* NameAt(const Descriptor* type, absl::string_view text) {
  const size_t equals = text.find('=');
  if (equals == absl::string_view::npos) return nullptr;
  return type->FindFieldByName(absl::StrReplaceAll(text.substr(0, equals), {{"-", "_"}}));
}

// `name=value,name=value`: a comma ends a value only where a field name and = follow.
absl::Status SetFromPairs(Message& message, const FieldDescriptor* field, absl::string_view text,
                          absl::TimeZone zone) {
  const Descriptor* type = message.GetDescriptor();
  absl::string_view rest = text;
  while (!rest.empty()) {
    const FieldDescriptor* name = NameAt(type, rest);
    if (name == nullptr) {
      std::vector<std::string> names;
      for (int i = 0; i < type->field_count(); ++i) names.push_back(type->field(i)->name());
      return Wrong(
          field,
          rest,
          absl::Substitute(Say("name=value with a name of $0"), absl::StrJoin(names, ", ")));
    }
    rest.remove_prefix(rest.find('=') + 1);
    size_t end = rest.find(',');
    while (end != absl::string_view::npos && NameAt(type, rest.substr(end + 1)) == nullptr) {
      end = rest.find(',', end + 1);
    }
    FD_RETURN_IF_ERROR(SetField(message, name, rest.substr(0, end), zone));
    rest.remove_prefix(end == absl::string_view::npos ? rest.size() : end + 1);
  }
  return absl::OkStatus();
}

absl::Status SetWhen(Message& message, const FieldDescriptor* field, absl::string_view text,
                     absl::TimeZone zone) {
  type::v1::When when;
  absl::CivilDay day;
  absl::CivilMonth month;
  absl::Time time;
  if (ParseDay(text, zone, day)) {
    *when.mutable_date() = DateFrom(day);
  } else if (text.size() == 7 && absl::ParseCivilTime(text, &month)) {
    *when.mutable_month() = DateFrom(absl::CivilDay(month));
  } else if (ParseTime(text, zone, time)) {
    *when.mutable_time() = TimestampFrom(time);
  } else {
    return Wrong(field, text, Say("a time such as 2024-05-01T10:30, 2024-05-01, 2024-05 or now"));
  }
  message.ParseFromString(when.SerializeAsString());
  return absl::OkStatus();
}

// What stands in the file that `@FILE` names, or on standard input; other text as it is.
absl::StatusOr<std::string> FromFile(const FieldDescriptor* field, absl::string_view text) {
  if (text.empty() || text.front() != '@') return std::string(text);
  const std::string path(text.substr(1));
  std::ifstream file;
  if (path != "-") file.open(path, std::ios::binary);
  std::istream& in = path == "-" ? std::cin : file;
  std::error_code none;
  if (!in.good() || std::filesystem::is_directory(path, none)) {
    return Wrong(field, text, Say("a file that can be read"));
  }
  std::stringstream content;
  content << in.rdbuf();
  std::string stripped(absl::StripAsciiWhitespace(content.str()));
  if (stripped.empty()) return Wrong(field, text, Say("a file with something in it"));
  return stripped;
}

absl::Status SetMessage(Message& parent, const FieldDescriptor* field, absl::string_view written,
                        absl::TimeZone zone) {
  const Reflection* reflection = parent.GetReflection();
  Message& message = *(field->is_repeated() ? reflection->AddMessage(&parent, field)
                                            : reflection->MutableMessage(&parent, field));
  const std::string& type = field->message_type()->full_name();
  FD_ASSIGN_OR_RETURN(const std::string text, FromFile(field, written));
  if (type == "framdrift.type.v1.When") return SetWhen(message, field, text, zone);
  if (type == "google.type.Date") {
    absl::CivilDay day;
    if (!ParseDay(text, zone, day)) {
      return Wrong(field, text, Say("a date such as 2024-05-01 or today"));
    }
    message.ParseFromString(DateFrom(day).SerializeAsString());
    return absl::OkStatus();
  }
  if (type == "google.protobuf.Timestamp") {
    absl::Time time;
    absl::CivilDay day;
    if (ParseDay(text, zone, day)) {
      time = absl::FromCivil(day, zone);
    } else if (!ParseTime(text, zone, time)) {
      return Wrong(field, text, Say("a time such as 2024-05-01T10:30, 2024-05-01 or now"));
    }
    message.ParseFromString(TimestampFrom(time).SerializeAsString());
    return absl::OkStatus();
  }
  if (!text.empty() && text.front() == '{') {
    const auto status =
        google::protobuf::util::JsonStringToMessage(WithoutInventedNote(text), &message);
    if (status.ok()) return absl::OkStatus();
    return Wrong(field,
                 written,  // the name of a file, and not what stands in it
                 absl::Substitute(Say("JSON of $0: $1"), type, status.message().ToString()));
  }
  if (field->is_map()) {
    const size_t equals = text.find('=');
    if (equals == std::string::npos) return Wrong(field, text, "name=value");
    FD_RETURN_IF_ERROR(
        SetField(message, field->message_type()->map_key(), text.substr(0, equals), zone));
    return SetField(message, field->message_type()->map_value(), text.substr(equals + 1), zone);
  }
  if (text == written) return SetFromPairs(message, field, text, zone);
  const absl::Status read = SetFromYaml(message, text, zone);
  return read.ok()
             ? read
             : Wrong(field, written, absl::Substitute(Say("YAML of $0: $1"), type, read.message()));
}

template <typename Number, typename Parse, typename Set, typename Add>
absl::Status SetNumber(Message& message, const FieldDescriptor* field, absl::string_view text,
                       Parse parse, Set set, Add add) {
  Number number{};
  if (!parse(text, &number)) {
    constexpr bool kWhole = std::is_integral_v<Number> && !std::is_same_v<Number, bool>;
    return Wrong(field, text, kWhole ? Say("a whole number in range") : Say("a number in range"));
  }
  const Reflection* reflection = message.GetReflection();
  if (field->is_repeated()) {
    (reflection->*add)(&message, field, number);
  } else {
    (reflection->*set)(&message, field, number);
  }
  return absl::OkStatus();
}

}  // namespace

std::optional<absl::CivilDay> DayFrom(absl::string_view text, absl::CivilDay today) {
  absl::CivilDay day;
  if (text.size() == 10 && absl::ParseCivilTime(text, &day)) return day;
  if (text == "today" || text == "idag") return today;
  if (text == "yesterday" || text == "igår") return today - 1;
  if (text == "tomorrow" || text == "imorgon") return today + 1;
  return std::nullopt;
}

bool IsNow(absl::string_view text) { return text == "now" || text == "nu"; }

bool ParseInstant(absl::string_view text, absl::TimeZone zone, absl::Time& time) {
  std::string error;
  for (const char* format : {"%Y-%m-%d%ET%H:%M:%E*S%Ez",
                             "%Y-%m-%d%ET%H:%M%Ez",
                             "%Y-%m-%d%ET%H:%M:%E*S",
                             "%Y-%m-%d%ET%H:%M",
                             "%Y-%m-%d %H:%M:%E*S",
                             "%Y-%m-%d %H:%M"}) {
    if (absl::ParseTime(format, text, zone, &time, &error)) return true;
  }
  return false;
}

absl::Status SetField(Message& message, const FieldDescriptor* field, absl::string_view text,
                      absl::TimeZone zone) {
  const Reflection* reflection = message.GetReflection();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      if (!IsUtf8(text)) return Wrong(field, absl::CHexEscape(text), Say("text in UTF-8"));
      if (field->is_repeated()) {
        reflection->AddString(&message, field, std::string(text));
      } else {
        reflection->SetString(&message, field, std::string(text));
      }
      return absl::OkStatus();
    case FieldDescriptor::CPPTYPE_ENUM:
      return SetEnum(message, field, text);
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return SetMessage(message, field, text, zone);
    case FieldDescriptor::CPPTYPE_BOOL:
      return SetNumber<bool>(
          message, field, text, absl::SimpleAtob, &Reflection::SetBool, &Reflection::AddBool);
    case FieldDescriptor::CPPTYPE_INT32:
      return SetNumber<int32_t>(message,
                                field,
                                text,
                                absl::SimpleAtoi<int32_t>,
                                &Reflection::SetInt32,
                                &Reflection::AddInt32);
    case FieldDescriptor::CPPTYPE_INT64:
      return SetNumber<int64_t>(message,
                                field,
                                text,
                                absl::SimpleAtoi<int64_t>,
                                &Reflection::SetInt64,
                                &Reflection::AddInt64);
    case FieldDescriptor::CPPTYPE_UINT32:
      return SetNumber<uint32_t>(message,
                                 field,
                                 text,
                                 absl::SimpleAtoi<uint32_t>,
                                 &Reflection::SetUInt32,
                                 &Reflection::AddUInt32);
    case FieldDescriptor::CPPTYPE_UINT64:
      return SetNumber<uint64_t>(message,
                                 field,
                                 text,
                                 absl::SimpleAtoi<uint64_t>,
                                 &Reflection::SetUInt64,
                                 &Reflection::AddUInt64);
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return SetNumber<double>(
          message, field, text, absl::SimpleAtod, &Reflection::SetDouble, &Reflection::AddDouble);
    case FieldDescriptor::CPPTYPE_FLOAT:
      return SetNumber<float>(
          message, field, text, absl::SimpleAtof, &Reflection::SetFloat, &Reflection::AddFloat);
  }
  return Wrong(field, text, Say("of a known type"));
}

std::string ShortName(const google::protobuf::EnumValueDescriptor* value) {
  // The prefix is the enum's own name in UPPER_SNAKE: that of the zero value without _UNSPECIFIED.
  std::string prefix = value->type()->value(0)->name();
  const size_t end = prefix.rfind("UNSPECIFIED");
  prefix.resize(end == std::string::npos ? 0 : end);
  absl::string_view name = value->name();
  if (absl::StartsWith(name, prefix)) name.remove_prefix(prefix.size());
  return absl::StrReplaceAll(absl::AsciiStrToLower(name), {{"_", "-"}});
}

std::string Placeholder(const FieldDescriptor* field) {
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return "true|false";
    case FieldDescriptor::CPPTYPE_STRING:
      return "TEXT";
    case FieldDescriptor::CPPTYPE_ENUM: {
      std::vector<std::string> names;
      for (int i = 0; i < field->enum_type()->value_count(); ++i) {
        const auto* value = field->enum_type()->value(i);
        if (value->number() != 0) names.push_back(ShortName(value));
      }
      return absl::StrJoin(names, "|");
    }
    case FieldDescriptor::CPPTYPE_MESSAGE: {
      const std::string& type = field->message_type()->full_name();
      if (type == "framdrift.type.v1.When") return "TIME|DATE|MONTH";
      if (type == "google.type.Date") return "DATE";
      if (type == "google.protobuf.Timestamp") return "TIME";
      if (field->is_map()) return "name=value";
      std::vector<std::string> names;
      for (int i = 0; i < field->message_type()->field_count(); ++i) {
        names.push_back(absl::StrCat(field->message_type()->field(i)->name(), "=…"));
      }
      return absl::StrJoin(names, ",");
    }
    default:
      return "NUMBER";
  }
}

}  // namespace framdrift::cli
