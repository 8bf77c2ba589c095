#include "projections/filter/message_row.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"

namespace framdrift::filter {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// `Phase` → `PHASE_`, `ExitReason` → `EXIT_REASON_`: how buf wants values to begin.
std::string ValuePrefix(const EnumDescriptor& type) {
  std::string prefix;
  for (const char c : type.name()) {
    if (absl::ascii_isupper(static_cast<unsigned char>(c)) && !prefix.empty()) prefix += '_';
    prefix += absl::ascii_toupper(static_cast<unsigned char>(c));
  }
  return prefix + "_";
}

std::vector<Enumerator> EnumeratorsOf(const EnumDescriptor& type) {
  std::vector<Enumerator> values;
  const std::string prefix = ValuePrefix(type);
  for (int i = 0; i < type.value_count(); ++i) {
    const auto& value = *type.value(i);
    if (value.number() == 0) continue;
    absl::string_view name = value.name();
    if (absl::StartsWith(name, prefix)) name.remove_prefix(prefix.size());
    values.push_back({std::string(name), value.number()});
  }
  return values;
}

std::optional<FieldType> TypeOf(const FieldDescriptor& field) {
  if (field.is_map()) {
    const FieldDescriptor& value = *field.message_type()->map_value();
    if (value.cpp_type() == FieldDescriptor::CPPTYPE_STRING) return FieldType::kMap;
    return std::nullopt;
  }
  if (field.is_repeated()) return std::nullopt;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return absl::EndsWith(field.name(), "_id") ? FieldType::kId : FieldType::kText;
    case FieldDescriptor::CPPTYPE_ENUM:
      return FieldType::kEnum;
    case FieldDescriptor::CPPTYPE_BOOL:
      return FieldType::kBool;
    case FieldDescriptor::CPPTYPE_MESSAGE:
      if (field.message_type() == google::type::Date::descriptor()) return FieldType::kDay;
      if (field.message_type() == google::protobuf::Timestamp::descriptor()) {
        return FieldType::kInstant;
      }
      return std::nullopt;
    default:
      return FieldType::kNumber;
  }
}

double NumberOf(const Message& message, const FieldDescriptor& field) {
  const Reflection& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return reflection.GetInt32(message, &field);
    case FieldDescriptor::CPPTYPE_UINT32:
      return reflection.GetUInt32(message, &field);
    case FieldDescriptor::CPPTYPE_INT64:
      return static_cast<double>(reflection.GetInt64(message, &field));
    case FieldDescriptor::CPPTYPE_UINT64:
      return static_cast<double>(reflection.GetUInt64(message, &field));
    case FieldDescriptor::CPPTYPE_FLOAT:
      return static_cast<double>(reflection.GetFloat(message, &field));
    default:
      return reflection.GetDouble(message, &field);
  }
}

Value MessageValue(const Message& message, const FieldDescriptor& field) {
  const Reflection& reflection = *message.GetReflection();
  if (!reflection.HasField(message, &field)) return {};
  const Message& inner = reflection.GetMessage(message, &field);
  if (inner.GetDescriptor() == google::type::Date::descriptor()) {
    const auto& date = static_cast<const google::type::Date&>(inner);
    return absl::CivilDay(date.year(), date.month(), date.day());
  }
  const auto& timestamp = static_cast<const google::protobuf::Timestamp&>(inner);
  return absl::FromUnixSeconds(timestamp.seconds()) + absl::Nanoseconds(timestamp.nanos());
}

absl::string_view TextOf(const Message& message, const FieldDescriptor& field) {
  std::string scratch;
  const std::string& text = message.GetReflection()->GetStringReference(message, &field, &scratch);
  // Generated messages hold their texts as they are.
  FD_CHECK(&text != &scratch);
  return text;
}

bool Contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Fills `fields` beside the schema's fields, so that both have the same indices.
std::vector<Field> FieldsOf(const Descriptor& type, const MessageSchema::Options& options,
                            std::vector<const FieldDescriptor*>& fields) {
  std::vector<Field> all;
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    const std::optional<FieldType> field_type = TypeOf(field);
    if (!field_type || Contains(options.excluded, field.name())) continue;
    Field described{field.name(), *field_type, Contains(options.searched, field.name()), {}};
    if (*field_type == FieldType::kEnum) described.values = EnumeratorsOf(*field.enum_type());
    all.push_back(std::move(described));
    fields.push_back(&field);
  }
  for (const auto& [alias, name] : options.aliases) {
    for (size_t i = 0, count = all.size(); i < count; ++i) {
      if (all[i].name != name) continue;
      all.push_back(all[i]);
      all.back().name = alias;
      all.back().searched = false;
      fields.push_back(fields[i]);
    }
  }
  return all;
}

}  // namespace

MessageSchema::MessageSchema(const Descriptor& type, const Options& options)
    : schema_(FieldsOf(type, options, fields_)) {}

Value MessageRow::Get(size_t field) const {
  const FieldDescriptor& descriptor = schema_.field(field);
  const Reflection& reflection = *message_.GetReflection();
  switch (schema_.schema().fields()[field].type) {
    case FieldType::kText:
    case FieldType::kId: {
      const absl::string_view text = TextOf(message_, descriptor);
      if (text.empty()) return {};
      if (schema_.schema().fields()[field].type == FieldType::kText) return text;
      const absl::StatusOr<Id16> id = ParseUuid(text);
      return id.ok() ? Value(*id) : Value();
    }
    case FieldType::kEnum: {
      const int number = reflection.GetEnumValue(message_, &descriptor);
      return number == 0 ? Value() : Value(int64_t{number});
    }
    case FieldType::kBool:
      return reflection.GetBool(message_, &descriptor);
    case FieldType::kNumber:
      return NumberOf(message_, descriptor);
    case FieldType::kDay:
    case FieldType::kInstant:
      return MessageValue(message_, descriptor);
    case FieldType::kMap:
      return {};
  }
  return {};
}

std::optional<absl::string_view> MessageRow::Entry(size_t field, absl::string_view name) const {
  const FieldDescriptor& map = schema_.field(field);
  const Reflection& reflection = *message_.GetReflection();
  const FieldDescriptor* key = map.message_type()->map_key();
  const FieldDescriptor* value = map.message_type()->map_value();
  for (int i = 0; i < reflection.FieldSize(message_, &map); ++i) {
    const Message& entry = reflection.GetRepeatedMessage(message_, &map, i);
    if (TextOf(entry, *key) == name) return TextOf(entry, *value);
  }
  return std::nullopt;
}

}  // namespace framdrift::filter
