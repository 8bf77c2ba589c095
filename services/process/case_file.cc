#include "services/process/case_file.h"

#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "domain/history/when.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/type/date.pb.h"

namespace framdrift::services {
namespace {

using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// `ACTIVE` for PHASE_ACTIVE; empty for the value that says nothing.
std::string WordOf(const EnumValueDescriptor* value) {
  if (value->number() == 0) return "";
  absl::string_view prefix = value->type()->FindValueByNumber(0)->name();
  absl::string_view word = value->name();
  if (absl::ConsumeSuffix(&prefix, "UNSPECIFIED")) absl::ConsumePrefix(&word, prefix);
  return std::string(word);
}

std::string TextOf(const Message& message, const FieldDescriptor* field) {
  const auto* reflection = message.GetReflection();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_ENUM:
      return WordOf(reflection->GetEnum(message, field));
    case FieldDescriptor::CPPTYPE_STRING:
      return reflection->GetString(message, field);
    case FieldDescriptor::CPPTYPE_MESSAGE: {
      if (!reflection->HasField(message, field)) return "";
      google::type::Date date;
      date.CopyFrom(reflection->GetMessage(message, field));
      return absl::StrFormat("%04d-%02d-%02d", date.year(), date.month(), date.day());
    }
    default:
      return "";
  }
}

}  // namespace

std::vector<std::pair<std::string, std::string>> AttributesOf(
    const casework::v1::CaseSummary& summary) {
  std::vector<std::pair<std::string, std::string>> attributes;
  for (const char* name : {"phase",
                           "flow",
                           "target_group",
                           "channel",
                           "track",
                           "open_date",
                           "exit_date",
                           "exit_reason"}) {
    std::string text = TextOf(summary, summary.GetDescriptor()->FindFieldByName(name));
    if (!text.empty()) attributes.emplace_back(name, std::move(text));
  }
  return attributes;
}

std::string CaseIdOf(const casework::v1::CaseSummary& summary) {
  return summary.name().substr(summary.name().rfind('/') + 1);
}

std::string FileTime(const google::protobuf::Timestamp& time) {
  return absl::FormatTime(
      "%E4Y-%m-%d%ET%H:%M:%E*S%Ez", history::TimeFrom(time), absl::UTCTimeZone());
}

}  // namespace framdrift::services
