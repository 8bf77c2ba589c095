// The attendance of a whole session: named ones as they are named, the others as the sheet has it.
#include "clients/cli/group_attendance.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "clients/cli/catalogue.h"

namespace framdrift::cli {
namespace {

using google::protobuf::Message;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::unique_ptr<Message> Parsed(const std::string& type, const std::string& text) {
  auto message = NewMessage(FindType("framdrift.casework.v1." + type));
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, message.get())) << text;
  return message;
}

std::unique_ptr<Message> Sheet() {
  return Parsed(
      "GetSessionSheetResponse",
      "rows { case: 'a' } rows { case: 'b' suggested_code: ATTENDANCE_CODE_SICK_CERTIFIED } "
      "rows { case: 'c' attendance { code: ATTENDANCE_CODE_PRESENT } } rows { case: 'd' }");
}

TEST(GroupAttendanceTest, OthersAreAsTheSheetSuggestsElseByTheCode) {
  const auto request = Parsed("RecordGroupAttendanceRequest",
                              "attendances { case: 'd' code: ATTENDANCE_CODE_ABSENT_INVALID }");
  ASSERT_TRUE(IsGroupAttendance(request->GetDescriptor()));
  ASSERT_TRUE(AddOthers(*Sheet(), "present", *request).ok());
  EXPECT_EQ(request->DebugString(),
            Parsed("RecordGroupAttendanceRequest",
                   "attendances { case: 'd' code: ATTENDANCE_CODE_ABSENT_INVALID } "
                   "attendances { case: 'a' code: ATTENDANCE_CODE_PRESENT } "
                   "attendances { case: 'b' code: ATTENDANCE_CODE_SICK_CERTIFIED }")
                ->DebugString());
}

TEST(GroupAttendanceTest, SaysWhichCodesThereAre) {
  const auto request = Parsed("RecordGroupAttendanceRequest", "");
  const absl::Status status = AddOthers(*Sheet(), "here", *request);
  EXPECT_THAT(std::string(status.message()),
              ::testing::StartsWith("--others: \"here\" is not one of present, late, "));
}

TEST(GroupAttendanceTest, TellsTheDeviationsThatThisAttendanceRaised) {
  const auto request = Parsed("RecordGroupAttendanceRequest", "session_id: 's'");
  const auto answer = Parsed(
      "RecordGroupAttendanceResponse",
      "position: 39 cases { name: 'tenants/t/cases/b' episodes { "
      "deviations { position: 12 by_rule: true session_id: 's' kind: DEVIATION_KIND_OTHER } "
      "deviations { position: 38 by_rule: true session_id: 's' "
      "kind: DEVIATION_KIND_REPEATED_INVALID_ABSENCE } } } cases { name: 'tenants/t/cases/c' }");
  EXPECT_THAT(DeviationsRaised(*request, *answer),
              ElementsAre("a rule raised a deviation: repeated-invalid-absence, case b"));
  const auto of_other = Parsed("RecordGroupAttendanceRequest", "session_id: 'other'");
  EXPECT_THAT(DeviationsRaised(*of_other, *answer), IsEmpty());
  EXPECT_THAT(DeviationsRaised(*Parsed("AddNoteRequest", ""), *Parsed("AddNoteResponse", "")),
              IsEmpty());
}

}  // namespace
}  // namespace framdrift::cli
