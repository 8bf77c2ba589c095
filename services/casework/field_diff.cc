#include "services/casework/field_diff.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "domain/history/when.h"
#include "framdrift/type/v1/events.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"

namespace framdrift::services {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr char kSecond[] = "%Y-%m-%d%ET%H:%M:%S%Ez";

// What names an element where it is neither an id of its own nor the position of its event.
const std::map<std::string, std::vector<std::string>>& KeysOfTypes() {
  static const auto* const keys = new std::map<std::string, std::vector<std::string>>{
      {"AidMonth", {"month", "household_id", "municipality_code"}},
      {"AreaLevel", {"area"}},
      {"CaseDeadline", {"rule", "episode", "month", "application_id", "started"}},
      {"Enrolment", {"started"}},
      {"FollowUp", {"month"}},
      {"Pause", {"from"}},
  };
  return *keys;
}

std::vector<const FieldDescriptor*> KeyOf(const Descriptor& type) {
  std::vector<const FieldDescriptor*> key;
  const auto known = KeysOfTypes().find(type.name());
  if (known != KeysOfTypes().end()) {
    for (const std::string& name : known->second) key.push_back(type.FindFieldByName(name));
    return key;
  }
  std::string own_id = type.name();
  std::transform(own_id.begin(), own_id.end(), own_id.begin(), [](unsigned char letter) {
    return static_cast<char>(std::tolower(letter));
  });
  own_id += "_id";
  for (const std::string& name : {own_id, std::string("position")}) {
    const FieldDescriptor* field = type.FindFieldByName(name);
    if (field != nullptr) return {field};
  }
  return key;
}

class Differ {
 public:
  explicit Differ(absl::TimeZone zone) : zone_(zone) {}

  // Null where there is no such message; never both.
  void Compare(const Message* before, const Message* after, const std::string& prefix) {
    const Descriptor& type = *(before != nullptr ? before : after)->GetDescriptor();
    for (int i = 0; i < type.field_count(); ++i) {
      const FieldDescriptor& field = *type.field(i);
      const std::string path = absl::StrCat(prefix, field.name());
      if (field.is_repeated() && field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        CompareLists(before, after, field, path);
      } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && !IsValue(field)) {
        CompareParts(PartOf(before, field), PartOf(after, field), absl::StrCat(path, "."));
      } else {
        Add(path, TextOf(before, field), TextOf(after, field));
      }
    }
  }

  std::vector<FieldDifference> Take() { return std::move(found_); }

 private:
  static bool IsValue(const FieldDescriptor& field) {
    const Descriptor* type = field.message_type();
    return type == google::protobuf::Timestamp::descriptor() ||
           type == google::type::Date::descriptor() || type == type::v1::When::descriptor();
  }

  static const Message* PartOf(const Message* whole, const FieldDescriptor& field) {
    if (whole == nullptr || !whole->GetReflection()->HasField(*whole, &field)) return nullptr;
    return &whole->GetReflection()->GetMessage(*whole, &field);
  }

  void CompareParts(const Message* before, const Message* after, const std::string& prefix) {
    if (before != nullptr || after != nullptr) Compare(before, after, prefix);
  }

  // The elements by name, in order.
  std::vector<std::pair<std::string, const Message*>> ElementsOf(const Message* whole,
                                                                 const FieldDescriptor& field) {
    std::vector<std::pair<std::string, const Message*>> elements;
    if (whole == nullptr) return elements;
    std::map<std::string, int> seen;
    const int size = whole->GetReflection()->FieldSize(*whole, &field);
    for (int i = 0; i < size; ++i) {
      const Message& element = whole->GetReflection()->GetRepeatedMessage(*whole, &field, i);
      std::string name = NameOf(element, field, i);
      const int times = ++seen[name];
      if (times > 1) absl::StrAppend(&name, "#", times);
      elements.emplace_back(std::move(name), &element);
    }
    return elements;
  }

  std::string NameOf(const Message& element, const FieldDescriptor& list, int place) {
    if (list.is_map()) return TextOf(&element, *list.message_type()->map_key());
    std::vector<std::string> parts;
    for (const FieldDescriptor* field : KeyOf(*list.message_type())) {
      const std::string text = TextOf(&element, *field);
      if (!text.empty() && text != "0") parts.push_back(absl::StrCat(field->name(), "=", text));
    }
    return parts.empty() ? absl::StrCat(place + 1) : absl::StrJoin(parts, ",");
  }

  void CompareLists(const Message* before, const Message* after, const FieldDescriptor& field,
                    const std::string& path) {
    const auto old = ElementsOf(before, field);
    const auto made = ElementsOf(after, field);
    const auto find = [](const auto& elements, const std::string& name) -> const Message* {
      for (const auto& [own, element] : elements) {
        if (own == name) return element;
      }
      return nullptr;
    };
    const auto compare = [&](const std::string& name, const Message* one, const Message* other) {
      const std::string at = absl::StrCat(path, "[", name, "]");
      if (!field.is_map()) return CompareParts(one, other, absl::StrCat(at, "."));
      const FieldDescriptor& value = *field.message_type()->map_value();
      Add(at, TextOf(one, value), TextOf(other, value));
    };
    for (const auto& [name, element] : old) compare(name, element, find(made, name));
    for (const auto& [name, element] : made) {
      if (find(old, name) == nullptr) compare(name, nullptr, element);
    }
  }

  // What a missing message lacks is no difference where the other has it unset.
  void Add(const std::string& path, std::string before, std::string after) {
    if (before == after) return;
    const auto is_default = [](const std::string& text) {
      return text.empty() || text == "0" || text == "false";
    };
    if (is_default(before) && is_default(after)) return;
    found_.push_back({path, std::move(before), std::move(after)});
  }

  std::string TextOf(const Message* whole, const FieldDescriptor& field) const {
    if (whole == nullptr) return "";
    const auto& reflection = *whole->GetReflection();
    if (field.is_repeated()) {
      std::vector<std::string> texts;
      for (int i = 0; i < reflection.FieldSize(*whole, &field); ++i) {
        texts.push_back(Scalar(*whole, field, i));
      }
      return absl::StrJoin(texts, ", ");
    }
    if (field.has_presence() && !reflection.HasField(*whole, &field)) return "";
    return Scalar(*whole, field, -1);
  }

  // The value of the field, or of its element `at`.
  std::string Scalar(const Message& whole, const FieldDescriptor& field, int at) const {
    const auto& reflection = *whole.GetReflection();
    const auto get = [&](auto one, auto of_many) {
      return at < 0 ? (reflection.*one)(whole, &field) : (reflection.*of_many)(whole, &field, at);
    };
    using R = google::protobuf::Reflection;
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING:
        return get(&R::GetString, &R::GetRepeatedString);
      case FieldDescriptor::CPPTYPE_BOOL:
        return get(&R::GetBool, &R::GetRepeatedBool) ? "true" : "false";
      case FieldDescriptor::CPPTYPE_INT32:
        return absl::StrCat(get(&R::GetInt32, &R::GetRepeatedInt32));
      case FieldDescriptor::CPPTYPE_INT64:
        return absl::StrCat(get(&R::GetInt64, &R::GetRepeatedInt64));
      case FieldDescriptor::CPPTYPE_UINT32:
        return absl::StrCat(get(&R::GetUInt32, &R::GetRepeatedUInt32));
      case FieldDescriptor::CPPTYPE_UINT64:
        return absl::StrCat(get(&R::GetUInt64, &R::GetRepeatedUInt64));
      case FieldDescriptor::CPPTYPE_FLOAT:
        return absl::StrCat(get(&R::GetFloat, &R::GetRepeatedFloat));
      case FieldDescriptor::CPPTYPE_DOUBLE:
        return absl::StrCat(get(&R::GetDouble, &R::GetRepeatedDouble));
      case FieldDescriptor::CPPTYPE_ENUM: {
        const auto* value = get(&R::GetEnum, &R::GetRepeatedEnum);
        return value->number() == 0 ? std::string() : value->name();
      }
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return ValueText(reflection.GetMessage(whole, &field));
    }
    return "";
  }

  // Of a message that is one value.
  std::string ValueText(const Message& message) const {
    if (message.GetDescriptor() == google::type::Date::descriptor()) {
      const auto day = history::DayOrNone(static_cast<const google::type::Date&>(message));
      return day ? absl::FormatCivilTime(*day) : std::string();
    }
    if (message.GetDescriptor() == google::protobuf::Timestamp::descriptor()) {
      const auto& timestamp = static_cast<const google::protobuf::Timestamp&>(message);
      return absl::FormatTime(kSecond, history::TimeFrom(timestamp), zone_);
    }
    const auto occurred = history::OccurredFrom(static_cast<const type::v1::When&>(message), zone_);
    if (!occurred.ok()) return "";
    switch (occurred->precision) {
      case history::Precision::kSecond:
        return absl::FormatTime(kSecond, occurred->at, zone_);
      case history::Precision::kDay:
        return absl::FormatTime("%Y-%m-%d", occurred->at, zone_);
      case history::Precision::kMonth:
        return absl::FormatTime("%Y-%m", occurred->at, zone_);
    }
    return "";
  }

  const absl::TimeZone zone_;
  std::vector<FieldDifference> found_;
};

}  // namespace

std::vector<FieldDifference> DifferencesOf(const Message& before, const Message& after,
                                           absl::TimeZone zone) {
  Differ differ(zone);
  differ.Compare(&before, &after, "");
  return differ.Take();
}

}  // namespace framdrift::services
