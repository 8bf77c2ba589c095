// Tables for people: who, what and when first, whatever the contract begins with.
#include "clients/cli/columns.h"

#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "clients/cli/catalogue.h"
#include "clients/cli/indicator_cells.h"
#include "clients/cli/texts.h"

namespace framdrift::cli {
namespace {

using google::protobuf::Message;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;

constexpr char kAnna[] = "290c1a70-ec9e-8925-bf30-782686c11463";
constexpr char kKim[] = "7f3e1f7e-36a1-4f6e-9d52-2b8c6f0f9a11";

class ColumnsTest : public ::testing::Test {
 protected:
  ColumnsTest() {
    EXPECT_TRUE(absl::LoadTimeZone("Europe/Stockholm", &reader_.zone));
    reader_.names = &names_;
  }
  ~ColumnsTest() override { Speak(Language::kEnglish); }

  Table TableFrom(const std::string& type, const std::vector<std::string>& rows, bool all = false) {
    std::vector<const Message*> read;
    for (const std::string& json : rows) {
      kept_.push_back(NewMessage(FindType("framdrift." + type)));
      EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(json, kept_.back().get()).ok())
          << json;
      read.push_back(kept_.back().get());
    }
    return TableOf(read, reader_, all);
  }

  std::map<std::string, std::string> names_;
  Reader reader_;

 private:
  std::vector<std::unique_ptr<Message>> kept_;
};

std::string Item(const std::string& rest) {
  return std::string(R"({"name": "tenants/t/cases/)") + kAnna + R"(/workItems/contact-7", )" +
         R"("case": "tenants/t/cases/)" + kAnna + R"(", )" + rest + "}";
}

TEST_F(ColumnsTest, AGroupIsToldByItsNameWhereItHasOne) {
  const Table table =
      TableFrom("indicator.v1.Figure",
                {std::string(R"({"group": ")") + kAnna + R"(", "group_name": "Norr", "value": 1})",
                 R"({"group": "FEMALE", "value": 2})"});
  EXPECT_THAT(table.header, ElementsAre("group", "value"));
  EXPECT_THAT(table.rows[0], ElementsAre("Norr", "1"));
  EXPECT_THAT(table.rows[1], ElementsAre("FEMALE", "2"));
}

TEST_F(ColumnsTest, AnIntervalHasBothEndsAlsoWhereOneIsNought) {
  const auto figure = NewMessage(FindType("framdrift.indicator.v1.Figure"));
  ASSERT_TRUE(
      google::protobuf::util::JsonStringToMessage(
          R"({"numerator": 0, "denominator": 4, "interval": {"high": 0.4899}})", figure.get())
          .ok());
  reader_.person = true;
  EXPECT_EQ(IntervalOfFigure(*figure, reader_), "0–0.4899");
}

TEST_F(ColumnsTest, AWorklistSaysWhoWhenAndWhatBeforeItsIds) {
  const Table table =
      TableFrom("worklist.v1.WorkItem",
                {Item(R"("personName": "Anna Ek", "kind": "WORK_ITEM_KIND_DEADLINE", "late": true,
               "group": "WORK_ITEM_GROUP_LATE", "rule": "DEADLINE_FOLLOW_UP", "month": 6,
               "dueTime": "2024-05-31T21:59:59Z")"),
                 Item(R"("personName": "Bo Ås", "kind": "WORK_ITEM_KIND_REMINDER",
               "group": "WORK_ITEM_GROUP_REMINDERS", "reminderKind": "REMINDER_KIND_CONTACT",
               "text": "Ring.", "dueTime": "2024-06-01T08:00:00Z")"),
                 Item(R"("personName": "Cai", "kind": "WORK_ITEM_KIND_SESSION",
               "group": "WORK_ITEM_GROUP_SESSIONS", "sessionId": "s", "place": "Biblioteket",
               "startTime": "2024-06-01T07:00:00Z", "endTime": "2024-06-01T10:00:00Z",
               "dueTime": "2024-06-01T07:00:00Z", "absenceAnnounced": true)")});
  const std::string id = std::string(kAnna) + "/contact-7";
  EXPECT_THAT(table.header, ElementsAre("who", "due time", "late", "what", "group", "id"));
  EXPECT_THAT(
      table.rows,
      ElementsAre(ElementsAre("Anna Ek", "2024-05-31", "yes", "follow-up, month 6", "late", id),
                  ElementsAre("Bo Ås", "2024-06-01 10:00", "", "contact: Ring.", "reminders", id),
                  ElementsAre("Cai",
                              "2024-06-01 09:00",
                              "",
                              "session 09:00–12:00, Biblioteket, absence announced",
                              "sessions",
                              id)));
}

TEST_F(ColumnsTest, AWorklistTellsOneWithoutANameByTheCase) {
  const Table table = TableFrom("worklist.v1.WorkItem", {Item(R"("kind": "WORK_ITEM_KIND_NEW")")});
  EXPECT_EQ(table.rows[0][0], "290c1a70…");
}

TEST_F(ColumnsTest, AllOfARowFollowsWhatIsChosen) {
  const std::string item = Item(R"("personName": "Anna Ek", "kind": "WORK_ITEM_KIND_NEW",
                                   "phase": "PHASE_INTAKE", "eventPosition": "7")");
  EXPECT_THAT(TableFrom("worklist.v1.WorkItem", {item}).header, ElementsAre("who", "what", "id"));
  EXPECT_THAT(TableFrom("worklist.v1.WorkItem", {item}, true).header,
              IsSupersetOf({"who", "what", "id", "phase", "event position"}));
}

TEST_F(ColumnsTest, ACaseloadIsCountedInCasesAndTellsPeopleByName) {
  names_[kKim] = "Kim Norén";
  const std::string caseload = std::string(R"({"caseworkerId": ")") + kKim +
                               R"(", "openCases": "3", "loadPercent": "325",
                                  "totalLoadPercent": "325", "capacityPercent": "4000"})";
  const Table table = TableFrom("casework.v1.Caseload", {caseload});
  EXPECT_THAT(table.header,
              ElementsAre("caseworker id", "open cases", "paused cases", "load", "capacity", "id"));
  EXPECT_THAT(table.rows, ElementsAre(ElementsAre("Kim Norén", "3", "0", "3.25", "40", kKim)));
  names_.clear();
  EXPECT_EQ(TableFrom("casework.v1.Caseload", {caseload}).rows[0][0], kKim) << "nobody knows them";
}

TEST_F(ColumnsTest, ACaseloadThatIsNobodysSaysSo) {
  const Table table =
      TableFrom("casework.v1.Caseload", {R"({"openCases": "3", "loadPercent": "300"})"});
  EXPECT_THAT(table.header, ElementsAre("caseworker id", "open cases", "paused cases", "load"));
  EXPECT_THAT(table.rows, ElementsAre(ElementsAre("nobody", "3", "0", "3")));
}

TEST_F(ColumnsTest, AMoveSaysWhyInTheLanguageUnderItsRow) {
  names_[kAnna] = "Anna Ek";
  names_[kKim] = "Kim Norén";
  const auto move = NewMessage(FindType("framdrift.casework.v1.CaseloadMove"));
  const std::string json =
      std::string(R"({"case": "tenants/t/cases/)") + kAnna + R"(", "caseworkerId": ")" + kKim +
      R"(", "weightPercent": "100", "explanation": "Loads become more even: from 53 % to 51 % and )"
      R"(from 38 % to 40 % of capacity; 2 meetings have been held with whoever has it."})";
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(json, move.get()).ok());
  const Table table = TableOf({move.get()}, reader_, false);
  EXPECT_THAT(table.header, ElementsAre("who", "to", "weight", "meeting count", "case"));
  EXPECT_THAT(table.rows, ElementsAre(ElementsAre("Anna Ek", "Kim Norén", "1", "0", kAnna)));
  EXPECT_EQ(NoteOf(*move, reader_),
            "loads become more even: from 53 % to 51 % and from 38 % to 40 % of capacity; 2 "
            "meetings have been held with whoever has it");
  Speak(Language::kSwedish);
  EXPECT_EQ(NoteOf(*move, reader_),
            "beläggningen blir jämnare: från 53 % till 51 % och från 38 % till 40 % av "
            "kapaciteten; 2 möten har hållits med den som har ärendet");
}

TEST_F(ColumnsTest, EveryChosenColumnHasAHeadInSwedish) {
  for (const char* head : {"who",
                           "what",
                           "from",
                           "to",
                           "weight",
                           "load",
                           "load in all units",
                           "capacity",
                           "cases",
                           "nobody",
                           "utilisation",
                           "id",
                           "session"}) {
    EXPECT_TRUE(HasSwedish(Term::kColumn, head)) << head;
  }
}

TEST_F(ColumnsTest, EveryChosenFieldIsOneOfItsType) {
  for (const char* type : {"worklist.v1.WorkItem",
                           "log.v1.LogEvent",
                           "casework.v1.Caseload",
                           "casework.v1.CaseloadMove",
                           "casework.v1.CaseMoved",
                           "casework.v1.LoadChange",
                           "casework.v1.SheetRow",
                           "activity.v1.Session"}) {
    const auto* descriptor = FindType(std::string("framdrift.") + type);
    ASSERT_NE(descriptor, nullptr) << type;
    EXPECT_TRUE(HasChosenColumns(descriptor)) << type;
    EXPECT_GE(ColumnsOf(descriptor, true).size(), ColumnsOf(descriptor, false).size());
  }
  const auto* summary = FindType("framdrift.casework.v1.CaseSummary");
  EXPECT_EQ(ColumnsOf(summary, false).size(), static_cast<size_t>(summary->field_count()));
  EXPECT_THAT(NamedFieldsOf(summary), IsEmpty());
}

}  // namespace
}  // namespace framdrift::cli
