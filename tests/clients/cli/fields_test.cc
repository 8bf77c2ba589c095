#include "clients/cli/fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <string>

#include "clients/cli/catalogue.h"
#include "clients/cli/yaml.h"
#include "framdrift/type/v1/events.pb.h"
#include "tests/clients/cli/messages.h"

namespace framdrift::cli {
namespace {

using ::testing::HasSubstr;

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
  EXPECT_THAT(std::string(Set(event, "occurred", "soon").message()), HasSubstr("2024-05-01T10:30"));
  EXPECT_THAT(std::string(Set(event, "occurred", "2024-02-30").message()), HasSubstr("--occurred"));
  EXPECT_THAT(std::string(Set(event, "position", "seven").message()), HasSubstr("a whole number"));
}

TEST(FieldsTest, ReadsDaysInWordsOfBothLanguages) {
  const absl::CivilDay today(2024, 3, 1);
  EXPECT_EQ(DayFrom("2024-05-01", today), absl::CivilDay(2024, 5, 1));
  for (const char* word : {"today", "idag"}) EXPECT_EQ(DayFrom(word, today), today);
  for (const char* word : {"yesterday", "igår"}) EXPECT_EQ(DayFrom(word, today), today - 1);
  for (const char* word : {"tomorrow", "imorgon"}) EXPECT_EQ(DayFrom(word, today), today + 1);
  for (const char* word : {"", "now", "soon", "2024-02-30", "1.5.2024"}) {
    EXPECT_EQ(DayFrom(word, today), std::nullopt) << word;
  }
  type::v1::EventCorrected event;
  EXPECT_TRUE(Set(event, "occurred", "igår").ok());
  EXPECT_TRUE(event.occurred().has_date());
  EXPECT_TRUE(Set(event, "occurred", "nu").ok());
  EXPECT_TRUE(event.occurred().has_time());
}

TEST(FieldsTest, TakesNoTextThatIsNotUtf8) {
  type::v1::EventCorrected event;
  EXPECT_THAT(std::string(Set(event, "reason_code", "\xe5ngrat").message()),
              HasSubstr("is not text in UTF-8"));
  EXPECT_TRUE(Set(event, "reason_code", "ångrat").ok());
}

class FileTest : public ::testing::Test {
 protected:
  absl::Status Take(const std::string& written) {
    return SetField(
        *request_, request_->GetDescriptor()->FindFieldByName("proposal"), written, Stockholm());
  }
  // What is said of the file with that content; empty when it is taken.
  std::string Says(const std::string& content) {
    const std::string path = ::testing::TempDir() + "fields_test.json";
    std::ofstream(path) << content;
    return std::string(Take("@" + path).message());
  }

  const std::unique_ptr<google::protobuf::Message> request_ =
      NewMessage(FindType("framdrift.casework.v1.ApplyCaseloadRequest"));
};

TEST_F(FileTest, HoldsAMessageAsJsonAlsoWhenItSaysThatItIsInvented) {
  EXPECT_EQ(Says(R"({"unit_id": "u", "position": 7})"), "");
  EXPECT_EQ(Says(R"({"unit_id": "v", "position": 8, "data": "invented data"})"), "");
  EXPECT_EQ(request_->ShortDebugString(), "proposal { unit_id: \"v\" position: 8 }");
}

TEST_F(FileTest, ThatCannotBeReadIsNamedAndNotQuoted) {
  EXPECT_THAT(Says(R"({"moves": [{"secret": 1, "explanation": "Ringde Anna."}]})"),
              ::testing::AllOf(HasSubstr("fields_test.json\" is not JSON of "),
                               HasSubstr("secret"),
                               ::testing::Not(HasSubstr("Ringde"))));
  EXPECT_THAT(Says(" \n"), HasSubstr("is not a file with something in it."));
  for (const char* path : {"@/nowhere/at/all.json", "@/"}) {
    EXPECT_THAT(std::string(Take(path).message()), HasSubstr("is not a file that can be read."));
  }
}

TEST(YamlTest, IsReadByTheNamesAndCodesThatFlagsTake) {
  const auto definition = NewMessage(FindType("framdrift.indicator.v1.Definition"));
  const absl::Status read = SetFromYaml(*definition,
                                        "code: exits\n"
                                        "span: support-spell\n"
                                        "measure:\n"
                                        "  share:\n"
                                        "    numerator: exited:*\n"
                                        "anchor: {kind: stock}\n"
                                        "breakdowns: [unit, sex]\n",
                                        absl::UTCTimeZone());
  EXPECT_TRUE(read.ok()) << read;
  EXPECT_EQ(
      definition->ShortDebugString(),
      "code: \"exits\" span: SPAN_SUPPORT_SPELL measure { share { numerator: \"exited:*\" } } "
      "anchor { kind: ANCHOR_KIND_STOCK } breakdowns: \"unit\" breakdowns: \"sex\"");
}

TEST(YamlTest, SaysInWhichLineWhatIsWrong) {
  const auto read = [](const char* text) {
    const auto definition = NewMessage(FindType("framdrift.indicator.v1.Definition"));
    return std::string(SetFromYaml(*definition, text, absl::UTCTimeZone()).message());
  };
  EXPECT_EQ(read("code: x\nspam: episode\n").substr(0, 34), "line 2: there is no field spam; fi");
  EXPECT_THAT(read("span: a\n"),
              HasSubstr("line 1: --span: \"a\" is not one of episode, enrolment, "));
  EXPECT_EQ(read("span: [a, b]\n"), "line 1: span takes one value");
  EXPECT_EQ(read("code: [").substr(0, 6), "line 1");
}

}  // namespace
}  // namespace framdrift::cli
