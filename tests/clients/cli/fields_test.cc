#include "clients/cli/fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "framdrift/type/v1/events.pb.h"

namespace framdrift::cli {
namespace {

using ::testing::HasSubstr;

absl::TimeZone Stockholm() {
  absl::TimeZone zone;
  EXPECT_TRUE(absl::LoadTimeZone("Europe/Stockholm", &zone));
  return zone;
}

absl::Status Set(google::protobuf::Message& message, const std::string& field,
                 const std::string& text) {
  return SetField(message, message.GetDescriptor()->FindFieldByName(field), text, Stockholm());
}

TEST(FieldsTest, ReadsTimesDatesAndMonthsAsTheyAreWritten) {
  type::v1::EventCorrected event;
  ASSERT_TRUE(Set(event, "occurred", "2024-07-01T10:30").ok());
  EXPECT_EQ(event.occurred().time().seconds(), 1719822600);  // summer time
  ASSERT_TRUE(Set(event, "occurred", "2024-07-01T10:30:00Z").ok());
  EXPECT_EQ(event.occurred().time().seconds(), 1719829800);
  ASSERT_TRUE(Set(event, "occurred", "2024-07-01").ok());
  EXPECT_EQ(event.occurred().date().day(), 1);
  ASSERT_TRUE(Set(event, "occurred", "2024-07").ok());
  EXPECT_EQ(event.occurred().month().month(), 7);
}

TEST(FieldsTest, SaysWhatWouldBeRight) {
  type::v1::EventCorrected event;
  EXPECT_THAT(std::string(Set(event, "occurred", "yesterday").message()),
              HasSubstr("2024-05-01T10:30"));
  EXPECT_THAT(std::string(Set(event, "occurred", "2024-02-30").message()), HasSubstr("--occurred"));
  EXPECT_THAT(std::string(Set(event, "position", "seven").message()), HasSubstr("a number"));
}

TEST(FieldsTest, TakesNoTextThatIsNotUtf8) {
  type::v1::EventCorrected event;
  EXPECT_THAT(std::string(Set(event, "reason_code", "\xe5ngrat").message()),
              HasSubstr("is not text in UTF-8"));
  EXPECT_TRUE(Set(event, "reason_code", "ångrat").ok());
}

}  // namespace
}  // namespace framdrift::cli
