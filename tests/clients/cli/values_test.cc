#include "clients/cli/values.h"

#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "clients/cli/catalogue.h"
#include "clients/cli/texts.h"
#include "tests/clients/cli/messages.h"

namespace framdrift::cli {
namespace {

using google::protobuf::Message;

std::string Cell(const Message& message, const char* field, bool person) {
  return CellOf(message,
                message.GetDescriptor()->FindFieldByName(field),
                {.zone = absl::UTCTimeZone(), .person = person});
}

TEST(ValuesTest, AreWordsForPeopleAndCodesForPrograms) {
  const auto row = FromJson("framdrift.casework.v1.CaseSummary",
                            R"({"targetGroup": "TARGET_GROUP_YOUNG", "paused": true,
                            "lastActivityCode": "CaseOpened"})");
  EXPECT_EQ(Cell(*row, "target_group", true), "young");
  Speak(Language::kSwedish);
  EXPECT_EQ(Cell(*row, "target_group", true), "ung 16–24 år");
  EXPECT_EQ(Cell(*row, "paused", true), "ja");
  EXPECT_EQ(Cell(*row, "last_activity_code", true), "ärende öppnat");
  EXPECT_EQ(Cell(*row, "target_group", false), "young");
  EXPECT_EQ(Cell(*row, "paused", false), "yes");
  EXPECT_EQ(Cell(*row, "last_activity_code", false), "CaseOpened");
  Speak(Language::kEnglish);
}

TEST(ValuesTest, ShowNamesByTheirLastPart) {
  const auto item = FromJson("framdrift.worklist.v1.WorkItem",
                             R"({"name": "tenants/t/cases/c-1/workItems/contact-114",
                             "case": "tenants/t/cases/c-1", "place": "tenants/inn"})");
  EXPECT_EQ(Cell(*item, "name", true), "contact-114");
  EXPECT_EQ(Cell(*item, "case", true), "c-1");
  EXPECT_EQ(Cell(*item, "place", true), "tenants/inn") << "no name, for all it looks like one";
}

TEST(ValuesTest, TellThingsApartByTheirIds) {
  EXPECT_EQ(
      IdOf(*FromJson("framdrift.casework.v1.CaseSummary", R"({"name": "tenants/t/cases/c-1"})")),
      "c-1");
  EXPECT_EQ(IdOf(*FromJson("framdrift.worklist.v1.WorkItem",
                           R"({"name": "tenants/t/cases/c-1/workItems/contact-114"})")),
            "c-1/contact-114")
      << "what stands in a case is told by both";
  EXPECT_EQ(IdOf(*FromJson("framdrift.activity.v1.Session", R"({"sessionId": "s-1"})")), "s-1");
  EXPECT_EQ(IdOf(*FromJson("framdrift.casework.v1.AddNoteResponse",
                           R"({"case": {"name": "tenants/t/cases/c-1"}, "position": 7})")),
            "c-1");
  EXPECT_EQ(IdOf(*FromJson("framdrift.indicator.v1.IndicatorCase",
                           R"({"case": "tenants/t/cases/c-1", "ordinal": 2})")),
            "c-1")
      << "a row behind a figure is the case's";
}

}  // namespace
}  // namespace framdrift::cli
