#include "clients/cli/group_attendance.h"

#include <cstdint>
#include <memory>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/substitute.h"
#include "base/status_macros.h"
#include "clients/cli/catalogue.h"
#include "clients/cli/fields.h"
#include "clients/cli/reflect.h"
#include "clients/cli/texts.h"
#include "clients/cli/values.h"

namespace framdrift::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// A commit of attendance holds for each case the attendance and at most one deviation.
constexpr int64_t kEventsOfACase = 2;

// Whether the attendance recorded last, in that session and from that position on, made a rule
// raise the deviation.
bool IsRaised(const Message& deviation, const std::string& session_id, int64_t first) {
  const auto* reflection = deviation.GetReflection();
  return reflection->GetBool(deviation, Field(deviation, "by_rule")) &&
         TextOf(deviation, "session_id") == session_id &&
         reflection->GetInt64(deviation, Field(deviation, "position")) >= first;
}

}  // namespace

bool IsGroupAttendance(const Descriptor* type) {
  return type->full_name() == "framdrift.casework.v1.RecordGroupAttendanceRequest";
}

absl::Status AddOthers(const Message& sheet, const std::string& code, Message& request) {
  const FieldDescriptor* attendances = Field(request, "attendances");
  std::set<std::string> named;
  for (const Message* one : AllOf(request, "attendances")) named.insert(TextOf(*one, "case"));
  const auto* reflection = request.GetReflection();
  const std::unique_ptr<Message> usual = NewMessage(attendances->message_type());
  const absl::Status read = SetField(*usual, Field(*usual, "code"), code, absl::UTCTimeZone());
  if (!read.ok()) {
    return absl::InvalidArgumentError(
        absl::StrReplaceAll(absl::string_view(read.message()), {{"--code:", "--others:"}}));
  }
  for (const Message* row : AllOf(sheet, "rows")) {
    const bool recorded = row->GetReflection()->HasField(*row, Field(*row, "attendance"));
    if (recorded || named.contains(TextOf(*row, "case"))) continue;
    Message& added = *reflection->AddMessage(&request, attendances);
    added.CopyFrom(*usual);
    const auto* set = added.GetReflection();
    set->SetString(&added, Field(added, "case"), TextOf(*row, "case"));
    const int suggested = row->GetReflection()->GetEnumValue(*row, Field(*row, "suggested_code"));
    if (suggested != 0) set->SetEnumValue(&added, Field(added, "code"), suggested);
  }
  return absl::OkStatus();
}

grpc::Status FillOthers(Channel& channel, const std::string& code, Message& request) {
  const auto* method = FindMethod("AttendanceService.GetSessionSheet");
  const std::unique_ptr<Message> asked = NewMessage(method->input_type());
  for (const char* name : {"name", "session_id"}) {
    asked->GetReflection()->SetString(asked.get(), Field(*asked, name), TextOf(request, name));
  }
  absl::Status added;
  const grpc::Status status = channel.Call(method, *asked, [&](const Message& sheet) {
    added = AddOthers(sheet, code, request);
    return true;
  });
  if (!status.ok() || added.ok()) return status;
  return {grpc::StatusCode::INVALID_ARGUMENT, std::string(added.message())};
}

std::vector<std::string> DeviationsRaised(const Message& request, const Message& answer) {
  std::vector<std::string> raised;
  const bool attendance = Field(request, "session_id") != nullptr &&
                          absl::EndsWith(request.GetDescriptor()->name(), "AttendanceRequest");
  if (!attendance) return raised;
  std::vector<const Message*> cases = AllOf(answer, "cases");
  for (const Message* one : AllOf(answer, "case")) cases.push_back(one);
  const int64_t last = answer.GetReflection()->GetInt64(answer, Field(answer, "position"));
  const int64_t first = last - kEventsOfACase * static_cast<int64_t>(cases.size()) + 1;
  for (const Message* one : cases) {
    for (const Message* episode : AllOf(*one, "episodes")) {
      for (const Message* deviation : AllOf(*episode, "deviations")) {
        if (!IsRaised(*deviation, TextOf(request, "session_id"), first)) continue;
        raised.push_back(absl::Substitute(
            Say("a rule raised a deviation: $0, case $1"),
            CellOf(*deviation, Field(*deviation, "kind"), {.zone = absl::UTCTimeZone()}),
            IdOf(*one)));
      }
    }
  }
  return raised;
}

}  // namespace framdrift::cli
