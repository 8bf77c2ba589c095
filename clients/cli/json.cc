#include "clients/cli/json.h"

#include <cmath>
#include <cstdint>
#include <memory>

#include <fmt/format.h>
#include <google/protobuf/any.pb.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/util/json_util.h>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "clients/cli/catalogue.h"
#include "clients/cli/values.h"

namespace framdrift::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// Whole numbers from here on are not all doubles.
constexpr int64_t kExact = int64_t{1} << 53;

// Whether the field says something by not being there: then it is left out.
bool IsLeftOut(const Message& message, const FieldDescriptor* field) {
  const Reflection* reflection = message.GetReflection();
  if (field->is_repeated()) return reflection->FieldSize(message, field) == 0;
  const bool is_word = field->cpp_type() == FieldDescriptor::CPPTYPE_STRING ||
                       field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM;
  return (is_word || field->has_presence()) && !reflection->HasField(message, field);
}

class JsonWriter {
 public:
  explicit JsonWriter(bool pretty) : pretty_(pretty) {}

  std::string Take() && { return std::move(out_); }

  void Write(const Message& message) {
    const std::string& type = message.GetDescriptor()->full_name();
    if (type == "google.protobuf.Any") return WriteAny(message);
    if (absl::StartsWith(type, "google.protobuf.")) return WriteWellKnown(message);
    Open('{');
    WriteFields(message);
    Close('}');
  }

 private:
  void WriteFields(const Message& message) {
    const google::protobuf::Descriptor* type = message.GetDescriptor();
    for (int i = 0; i < type->field_count(); ++i) {
      const FieldDescriptor* field = type->field(i);
      if (IsLeftOut(message, field)) continue;
      Key(field->name());
      WriteField(message, field);
    }
  }

  void WriteField(const Message& message, const FieldDescriptor* field) {
    if (!field->is_repeated()) return WriteValue(message, field, -1);
    Open(field->is_map() ? '{' : '[');
    const int size = message.GetReflection()->FieldSize(message, field);
    for (int i = 0; i < size; ++i) {
      if (field->is_map()) {
        WriteEntry(message.GetReflection()->GetRepeatedMessage(message, field, i));
      } else {
        Next();
        WriteValue(message, field, i);
      }
    }
    Close(field->is_map() ? '}' : ']');
  }

  void WriteEntry(const Message& entry) {
    const FieldDescriptor* key = entry.GetDescriptor()->map_key();
    Key(CellOf(entry, key, {.zone = absl::UTCTimeZone(), .person = false}));
    WriteValue(entry, entry.GetDescriptor()->map_value(), -1);
  }

  // Element `index` of the field, or the field itself for -1.
  void WriteValue(const Message& message, const FieldDescriptor* field, int index) {
    const Reflection* r = message.GetReflection();
    const bool many = index >= 0;
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING: {
        const std::string text =
            many ? r->GetRepeatedString(message, field, index) : r->GetString(message, field);
        return Text(field->type() == FieldDescriptor::TYPE_BYTES ? absl::Base64Escape(text) : text);
      }
      case FieldDescriptor::CPPTYPE_ENUM: {
        const int number =
            many ? r->GetRepeatedEnumValue(message, field, index) : r->GetEnumValue(message, field);
        const auto* value = field->enum_type()->FindValueByNumber(number);
        return value == nullptr ? Raw(absl::StrCat(number)) : Text(value->name());
      }
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return Write(many ? r->GetRepeatedMessage(message, field, index)
                          : r->GetMessage(message, field));
      case FieldDescriptor::CPPTYPE_BOOL:
        return Raw((many ? r->GetRepeatedBool(message, field, index) : r->GetBool(message, field))
                       ? "true"
                       : "false");
      case FieldDescriptor::CPPTYPE_INT32:
        return Signed(many ? r->GetRepeatedInt32(message, field, index)
                           : r->GetInt32(message, field));
      case FieldDescriptor::CPPTYPE_INT64:
        return Signed(many ? r->GetRepeatedInt64(message, field, index)
                           : r->GetInt64(message, field));
      case FieldDescriptor::CPPTYPE_UINT32:
        return Unsigned(many ? r->GetRepeatedUInt32(message, field, index)
                             : r->GetUInt32(message, field));
      case FieldDescriptor::CPPTYPE_UINT64:
        return Unsigned(many ? r->GetRepeatedUInt64(message, field, index)
                             : r->GetUInt64(message, field));
      case FieldDescriptor::CPPTYPE_DOUBLE:
        return Real(many ? r->GetRepeatedDouble(message, field, index)
                         : r->GetDouble(message, field));
      case FieldDescriptor::CPPTYPE_FLOAT:
        return Real(many ? r->GetRepeatedFloat(message, field, index)
                         : r->GetFloat(message, field));
    }
  }

  void Signed(int64_t number) {
    const bool exact = -kExact < number && number < kExact;
    exact ? Raw(absl::StrCat(number)) : Text(absl::StrCat(number));
  }

  void Unsigned(uint64_t number) {
    const bool exact = number < static_cast<uint64_t>(kExact);
    exact ? Raw(absl::StrCat(number)) : Text(absl::StrCat(number));
  }

  void Real(double number) {
    if (std::isfinite(number)) return Raw(fmt::format("{}", number));
    Text(std::isnan(number) ? "NaN" : number < 0 ? "-Infinity" : "Infinity");
  }

  // What is packed is written as itself, where the contracts know its type.
  void WriteAny(const Message& message) {
    google::protobuf::Any any;
    any.ParseFromString(message.SerializeAsString());
    const auto* type = FindType(any.type_url().substr(any.type_url().rfind('/') + 1));
    const std::unique_ptr<Message> packed = type == nullptr ? nullptr : NewMessage(type);
    Open('{');
    Key("@type");
    Text(any.type_url());
    if (packed != nullptr && packed->ParseFromString(any.value())) {
      WriteFields(*packed);
    } else {
      Key("value");
      Text(absl::Base64Escape(any.value()));
    }
    Close('}');
  }

  // Times and durations have a JSON form of their own.
  void WriteWellKnown(const Message& message) {
    std::string json;
    const auto status = google::protobuf::util::MessageToJsonString(message, &json);
    Raw(status.ok() ? json : "null");
  }

  void Text(absl::string_view text) {
    out_.push_back('"');
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      if (c == '"' || c == '\\') {
        out_.append({'\\', c});
      } else if (c == '\n') {
        out_.append("\\n");
      } else if (byte < 0x20 || byte == 0x7f) {
        out_.append(fmt::format("\\u{:04x}", byte));
      } else {
        out_.push_back(c);
      }
    }
    out_.push_back('"');
  }

  void Raw(absl::string_view text) { out_.append(text.data(), text.size()); }

  void Open(char bracket) {
    out_.push_back(bracket);
    ++depth_;
    empty_ = true;
  }

  void Close(char bracket) {
    --depth_;
    if (!empty_) Break();
    out_.push_back(bracket);
    empty_ = false;
  }

  void Next() {
    if (!empty_) out_.push_back(',');
    empty_ = false;
    Break();
  }

  void Key(absl::string_view name) {
    Next();
    Text(name);
    Raw(pretty_ ? ": " : ":");
  }

  void Break() {
    if (pretty_) out_.append("\n").append(2 * depth_, ' ');
  }

  const bool pretty_;
  std::string out_;
  size_t depth_ = 0;
  bool empty_ = true;  // nothing stands in the innermost bracket yet
};

}  // namespace

std::string JsonOf(const Message& message, bool pretty) {
  JsonWriter writer(pretty);
  writer.Write(message);
  return std::move(writer).Take();
}

std::string WithInventedNote(const std::string& json, bool pretty) {
  absl::string_view members = absl::StripTrailingAsciiWhitespace(json);
  members.remove_suffix(1);
  members = absl::StripTrailingAsciiWhitespace(members);
  return absl::StrCat(members,
                      members.size() > 1 ? "," : "",
                      pretty ? "\n  \"data\": \"" : "\"data\":\"",
                      kInventedNote,
                      pretty ? "\"\n}" : "\"}");
}

std::string WithoutInventedNote(const std::string& json) {
  absl::string_view rest = json;
  const auto consume = [&rest](absl::string_view end) {
    rest = absl::StripTrailingAsciiWhitespace(rest);
    return absl::ConsumeSuffix(&rest, end);
  };
  const bool last = consume("}") && consume(absl::StrCat("\"", kInventedNote, "\"")) &&
                    consume(":") && consume("\"data\"");
  if (!last) return json;
  consume(",");
  return absl::StrCat(rest, "}");
}

}  // namespace framdrift::cli
