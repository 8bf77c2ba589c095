#include "clients/cli/json.h"

#include <gtest/gtest.h>

#include <google/protobuf/text_format.h>
#include <google/protobuf/util/json_util.h>

#include <memory>
#include <string>

#include "clients/cli/catalogue.h"

namespace framdrift::cli {
namespace {

std::unique_ptr<google::protobuf::Message> MessageOf(const std::string& type,
                                                     const std::string& text) {
  auto message = NewMessage(FindType("framdrift." + type));
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, message.get())) << text;
  return message;
}

std::string Json(const std::string& type, const std::string& text) {
  return JsonOf(*MessageOf(type, text), false);
}

TEST(JsonTest, CountsAreNumbersAlsoWhenTheyAreZero) {
  EXPECT_EQ(Json("casework.v1.CountCasesResponse", "position: 516"),
            R"({"count":0,"position":516,"source_times_used":false})");
}

TEST(JsonTest, NumbersThatADoubleDoesNotHoldAreText) {
  EXPECT_EQ(Json("casework.v1.CaseCount", "count: 9007199254740991"),
            R"({"count":9007199254740991})");
  EXPECT_EQ(Json("casework.v1.CaseCount", "count: 9007199254740992"),
            R"({"count":"9007199254740992"})");
  EXPECT_EQ(Json("casework.v1.CaseCount", "count: -9007199254740992"),
            R"({"count":"-9007199254740992"})");
}

TEST(JsonTest, ListsOfMessagesStandInBrackets) {
  EXPECT_EQ(
      Json("casework.v1.CountCasesResponse",
           "count: 2 groups { value: 'ACTIVE' count: 1 } groups { value: 'EXITED' count: 1 }"),
      R"({"count":2,"position":0,"groups":[{"value":"ACTIVE","count":1},)"
      R"({"value":"EXITED","count":1}],"source_times_used":false})");
}

TEST(JsonTest, TextIsEscapedAndSwedishLettersAreNot) {
  EXPECT_EQ(Json("casework.v1.CaseCount", R"(value: 'Åsa "Ek"\\\n\001')"),
            R"({"value":"Åsa \"Ek\"\\\n\u0001","count":0})");
}

TEST(JsonTest, TimesAndPackedMessagesAreWrittenAsProto3Does) {
  const std::string json = Json("casework.v1.HistoryEntry",
                                "position: 7 record_time { seconds: 1719822600 } "
                                "sealed { note_added { text: 'hej' } }");
  EXPECT_NE(json.find(R"("record_time":"2024-07-01T08:30:00Z")"), std::string::npos) << json;
  EXPECT_NE(json.find(R"("sealed":{"note_added":{"text":"hej"}})"), std::string::npos) << json;
  const std::string type = "type.googleapis.com/framdrift.casework.v1.CaseCount";
  EXPECT_EQ(Json("type.v1.EventCorrected",
                 "replacement { type_url: '" + type + R"(' value: '\n\001x\020\003' })"),
            R"({"position":0,"replacement":{"@type":")" + type + R"(","value":"x","count":3}})");
}

TEST(JsonTest, IsReadBackAsTheSameMessage) {
  const auto message =
      MessageOf("log.v1.TailResponse",
                "event { position: 3 occurred { date { year: 2024 month: 3 day: 1 } "
                "} parts { role: 1 bytes: 90 } public_json: '{}' }");
  for (const bool pretty : {false, true}) {
    const auto read = NewMessage(message->GetDescriptor());
    ASSERT_TRUE(
        google::protobuf::util::JsonStringToMessage(JsonOf(*message, pretty), read.get()).ok());
    EXPECT_EQ(read->DebugString(), message->DebugString());
  }
}

TEST(JsonTest, WhatIsInventedSaysSoAndCanBeSentAllTheSame) {
  const auto message = MessageOf("casework.v1.CaseCount", "value: 'ACTIVE' count: 1");
  for (const bool pretty : {false, true}) {
    const std::string json = JsonOf(*message, pretty);
    const std::string noted = WithInventedNote(json, pretty);
    EXPECT_NE(noted.find("invented data"), std::string::npos);
    const auto read = NewMessage(message->GetDescriptor());
    ASSERT_TRUE(
        google::protobuf::util::JsonStringToMessage(WithoutInventedNote(noted), read.get()).ok());
    EXPECT_EQ(read->DebugString(), message->DebugString());
  }
  EXPECT_EQ(WithoutInventedNote(R"({"data" : "invented data" } )"), "{}");
  const std::string of_others = R"({"value":"data","count":1})";
  EXPECT_EQ(WithoutInventedNote(of_others), of_others);
}

}  // namespace
}  // namespace framdrift::cli
