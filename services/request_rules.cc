#include "services/request_rules.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "base/refusal.h"
#include "base/strong_id.h"
#include "domain/history/when.h"
#include "framdrift/type/v1/annotations.pb.h"
#include "google/protobuf/any.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/protobuf/unknown_field_set.h"
#include "google/type/date.pb.h"

namespace framdrift::services {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// Year 1 and year 9999, as google.protobuf.Timestamp has them.
constexpr int64_t kFirstSecond = -62135596800;
constexpr int64_t kLastSecond = 253402300799;

// Where in the request something stands. Written out only where something is at fault.
struct Path {
  // Null: the request itself.
  const Path* outer = nullptr;
  absl::string_view name;
  // Of an element of a list.
  int index = -1;

  std::string Text() const {
    const std::string before = outer == nullptr ? "" : outer->Text();
    if (name.empty() && index < 0) return before;
    if (index >= 0) return absl::StrCat(before, "[", index, "]");
    return before.empty() ? std::string(name) : absl::StrCat(before, ".", name);
  }
};

class Checker {
 public:
  explicit Checker(std::vector<FieldViolation>& out) : out_(out) {}

  void CheckMessage(const Message& message, const Path& path, int depth);

 private:
  void Add(const Path& path, absl::string_view description) {
    out_.push_back({path.Text(), std::string(description)});
  }
  void CheckField(const Message& message, const FieldDescriptor& field, const Path& path,
                  int depth);
  void CheckElement(const Message& message, const FieldDescriptor& field, int index,
                    const type::v1::Rules& rules, const Path& path, int depth);
  void CheckText(const std::string& text, const FieldDescriptor& field,
                 const type::v1::Rules& rules, const Path& path);
  void CheckNumber(double number, const Path& path);
  void CheckTimestamp(const google::protobuf::Timestamp& time, const Path& path);
  void CheckDate(google::type::Date date, bool month, const Path& path);
  void CheckAny(const google::protobuf::Any& any, const Path& path, int depth);

  std::vector<FieldViolation>& out_;
};

size_t MaxOf(const type::v1::Rules& rules) { return rules.max() == 0 ? kDefaultMax : rules.max(); }

void Checker::CheckMessage(const Message& message, const Path& path, int depth) {
  if (depth > kMaxDepth) {
    Add(path, absl::StrCat("Messages may stand in one another at most ", kMaxDepth, " deep."));
    return;
  }
  const Reflection& reflection = *message.GetReflection();
  const google::protobuf::UnknownFieldSet& unknown = reflection.GetUnknownFields(message);
  for (int i = 0; i < unknown.field_count(); ++i) {
    const std::string number = absl::StrCat(unknown.field(i).number());
    Add({&path, number},
        "This server knows no field of that number; leave it out or ask a newer server.");
  }
  const google::protobuf::Descriptor& type = *message.GetDescriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    CheckField(message, field, {&path, field.name()}, depth);
  }
}

void Checker::CheckField(const Message& message, const FieldDescriptor& field, const Path& path,
                         int depth) {
  const Reflection& reflection = *message.GetReflection();
  const bool is_set = !field.is_repeated() && reflection.HasField(message, &field);
  // Most fields of an event's union: nothing can be wrong with them.
  if (!is_set && field.real_containing_oneof() != nullptr) return;
  const type::v1::Rules& rules = field.options().GetExtension(type::v1::rules);
  if (!field.is_repeated()) {
    if (is_set) {
      CheckElement(message, field, -1, rules, path, depth);
    } else if (rules.required()) {
      Add(path, "This is required.");
    }
    return;
  }
  const int size = reflection.FieldSize(message, &field);
  if (size == 0 && rules.required()) Add(path, "At least one is required.");
  if (static_cast<size_t>(size) > MaxOf(rules)) {
    Add(path, absl::StrCat("At most ", MaxOf(rules), " are allowed, not ", size, "."));
    return;
  }
  // The limit of a list counts its elements; each is held to the default.
  type::v1::Rules element_rules = rules;
  element_rules.clear_max();
  for (int i = 0; i < size; ++i) {
    CheckElement(message, field, i, element_rules, {&path, "", i}, depth);
  }
}

void Checker::CheckElement(const Message& message, const FieldDescriptor& field, int index,
                           const type::v1::Rules& rules, const Path& path, int depth) {
  const Reflection& reflection = *message.GetReflection();
  const bool listed = index >= 0;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING: {
      std::string scratch;
      CheckText(listed ? reflection.GetRepeatedStringReference(message, &field, index, &scratch)
                       : reflection.GetStringReference(message, &field, &scratch),
                field,
                rules,
                path);
      break;
    }
    case FieldDescriptor::CPPTYPE_ENUM: {
      const int value = listed ? reflection.GetRepeatedEnumValue(message, &field, index)
                               : reflection.GetEnumValue(message, &field);
      if (field.enum_type()->FindValueByNumber(value) == nullptr) {
        Add(path, absl::StrCat("This server knows no value ", value, " here."));
      } else if (value == 0 && (rules.required() || listed)) {
        Add(path, "Choose a value: UNSPECIFIED says nothing.");
      }
      break;
    }
    case FieldDescriptor::CPPTYPE_DOUBLE:
      CheckNumber(listed ? reflection.GetRepeatedDouble(message, &field, index)
                         : reflection.GetDouble(message, &field),
                  path);
      break;
    case FieldDescriptor::CPPTYPE_FLOAT:
      CheckNumber(listed ? reflection.GetRepeatedFloat(message, &field, index)
                         : reflection.GetFloat(message, &field),
                  path);
      break;
    case FieldDescriptor::CPPTYPE_MESSAGE: {
      const Message& inner = listed ? reflection.GetRepeatedMessage(message, &field, index)
                                    : reflection.GetMessage(message, &field);
      const google::protobuf::Descriptor* type = inner.GetDescriptor();
      CheckMessage(inner, path, depth + 1);
      if (type == google::protobuf::Timestamp::descriptor()) {
        CheckTimestamp(static_cast<const google::protobuf::Timestamp&>(inner), path);
      } else if (type == google::type::Date::descriptor()) {
        const bool month = field.full_name() == "framdrift.type.v1.When.month";
        CheckDate(static_cast<const google::type::Date&>(inner), month, path);
      } else if (type == google::protobuf::Any::descriptor()) {
        CheckAny(static_cast<const google::protobuf::Any&>(inner), path, depth + 1);
      }
      break;
    }
    case FieldDescriptor::CPPTYPE_BOOL:
    case FieldDescriptor::CPPTYPE_INT32:
    case FieldDescriptor::CPPTYPE_INT64:
    case FieldDescriptor::CPPTYPE_UINT32:
    case FieldDescriptor::CPPTYPE_UINT64:
      break;
  }
}

void Checker::CheckText(const std::string& text, const FieldDescriptor& field,
                        const type::v1::Rules& rules, const Path& path) {
  if (text.empty() && rules.required()) {
    Add(path, "This must not be empty.");
    return;
  }
  if (text.size() > MaxOf(rules)) {
    Add(path, absl::StrCat("At most ", MaxOf(rules), " bytes are allowed, not ", text.size(), "."));
  }
  if (field.type() == FieldDescriptor::TYPE_STRING && text.find('\0') != std::string::npos) {
    Add(path, "Text must not hold a zero byte.");
  }
  if (rules.id() && !text.empty() && !ParseUuid(text).ok()) {
    Add(path, "This must be a UUID such as 0190b2c8-5b0e-7c3a-9f00-0123456789ab.");
  }
}

void Checker::CheckNumber(double number, const Path& path) {
  if (!std::isfinite(number)) Add(path, "This must be a finite number.");
}

void Checker::CheckTimestamp(const google::protobuf::Timestamp& time, const Path& path) {
  if (time.seconds() < kFirstSecond || time.seconds() > kLastSecond || time.nanos() < 0 ||
      time.nanos() > 999'999'999) {
    Add(path, "A time lies in the years 1 to 9999 and has 0 to 999,999,999 nanoseconds.");
  }
}

void Checker::CheckDate(google::type::Date date, bool month, const Path& path) {
  if (month && date.day() == 0) date.set_day(1);
  const absl::StatusOr<absl::CivilDay> day = history::DayFrom(date);
  if (!day.ok()) {
    Add(path, std::string(day.status().message()));
  } else if (month && date.day() != 1) {
    Add(path, "A month is given by its first day.");
  }
}

void Checker::CheckAny(const google::protobuf::Any& any, const Path& path, int depth) {
  std::string name;
  const google::protobuf::Descriptor* type =
      google::protobuf::Any::ParseAnyTypeUrl(any.type_url(), &name)
          ? google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(name)
          : nullptr;
  if (type == nullptr) {
    Add({&path, "type_url"},
        "Name a message this server knows, as type.googleapis.com/framdrift.….");
    return;
  }
  const std::unique_ptr<Message> inner(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
  if (!inner->ParseFromString(any.value())) {
    Add({&path, "value"}, absl::StrCat("These bytes are not a ", name, "."));
    return;
  }
  CheckMessage(*inner, path, depth + 1);
}

}  // namespace

std::vector<FieldViolation> ViolationsOf(const Message& request) {
  std::vector<FieldViolation> violations;
  Checker(violations).CheckMessage(request, {}, 0);
  return violations;
}

absl::Status CheckRequest(const Message& request) {
  Refusals refusals;
  for (const FieldViolation& violation : ViolationsOf(request)) {
    refusals.Add("FIELD_INVALID", violation.description, {{"field", violation.field}});
  }
  return refusals.AsStatus(absl::StatusCode::kInvalidArgument);
}

}  // namespace framdrift::services
