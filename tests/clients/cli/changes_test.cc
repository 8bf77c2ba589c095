// What `case diff` says to people: fields and codes in words, under the parts they stand in.
#include "clients/cli/changes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "clients/cli/catalogue.h"
#include "clients/cli/table.h"
#include "clients/cli/texts.h"

namespace framdrift::cli {
namespace {

using ::testing::ElementsAre;

constexpr char kKimsId[] = "7f3e1f7e-36a1-4f6e-9d52-2b8c6f0f9a11";

class ChangesTest : public ::testing::Test {
 protected:
  ChangesTest() {
    EXPECT_TRUE(absl::LoadTimeZone("Europe/Stockholm", &reader_.zone));
    Speak(Language::kSwedish);
  }
  ~ChangesTest() override { Speak(Language::kEnglish); }

  ChangeInWords Read(const std::string& path, const std::string& before, const std::string& after) {
    const auto change = NewMessage(FindType("framdrift.casework.v1.FieldChange"));
    const auto set = [&](const char* name, const std::string& text) {
      change->GetReflection()->SetString(
          change.get(), change->GetDescriptor()->FindFieldByName(name), text);
    };
    set("path", path);
    set("before", before);
    set("after", after);
    EXPECT_TRUE(IsChange(change->GetDescriptor()));
    return InWords(*change, reader_);
  }

  Reader reader_;
};

TEST_F(ChangesTest, FieldsAndCodesAreTheWordsOfOtherTables) {
  const ChangeInWords phase = Read("phase", "PHASE_INTAKE", "PHASE_ACTIVE");
  EXPECT_EQ(phase.part, "");
  EXPECT_EQ(phase.field, "fas");
  EXPECT_EQ(phase.before, "inflöde");
  EXPECT_EQ(phase.after, "aktiv");
  const ChangeInWords paused = Read("paused", "true", "false");
  EXPECT_EQ(paused.before, "ja");
  EXPECT_EQ(paused.after, "nej");
  Speak(Language::kEnglish);
  EXPECT_EQ(Read("phase", "PHASE_INTAKE", "PHASE_ACTIVE").after, "active");
}

TEST_F(ChangesTest, PartsAreToldByWhatNamesThem) {
  const ChangeInWords contact =
      Read("episodes[1].contacts[position=57].occurred", "", "2025-02-27T14:59:00+01:00");
  EXPECT_EQ(contact.part, "insatsperioder 1 › kontakter (position 57)");
  EXPECT_EQ(contact.after, "2025-02-27 14:59:00");
  EXPECT_FALSE(contact.is_name);
  EXPECT_TRUE(Read("episodes[1].contacts[position=57].position", "", "57").is_name);
  const ChangeInWords deadline =
      Read("deadlines[rule=DEADLINE_CONTACT,episode=1,started=2025-02-18T08:22:00+01:00].status",
           "DEADLINE_STATUS_PENDING",
           "DEADLINE_STATUS_LATE");
  EXPECT_EQ(deadline.part, "frister (frist kontakt, period 1, påbörjad 2025-02-18 08:22:00)");
  EXPECT_EQ(deadline.before, "löper");
  EXPECT_EQ(deadline.after, "försenad");
}

TEST_F(ChangesTest, ListsOfCodesAndAttributesAreReadToo) {
  const ChangeInWords consent =
      Read("consents[consent_id=c].fields", "", "SHARED_FIELD_PLAN, SHARED_FIELD_STEPS");
  EXPECT_EQ(consent.after, "plan, steg");
  const ChangeInWords attribute = Read("acts[position=9].attributes[a.b[1]]", "v", "w");
  EXPECT_EQ(attribute.part, "noterade händelser (position 9)");
  EXPECT_EQ(attribute.field, "attribut a.b[1]");
}

TEST_F(ChangesTest, PeopleAreToldByNameWhereItIsKnown) {
  const std::map<std::string, std::string> names = {{kKimsId, "Kim Norén"}};
  reader_.names = &names;
  EXPECT_EQ(Read("episodes[1].assignment.caseworker_id", "", kKimsId).after, "Kim Norén");
}

TEST_F(ChangesTest, WhatTheContractsDoNotKnowIsLeftAsItCame) {
  const ChangeInWords newer = Read("episodes[1].moods[position=3].colour", "COLOUR_RED", "x");
  EXPECT_EQ(newer.part, "");
  EXPECT_EQ(newer.field, "episodes[1].moods[position=3].colour");
  EXPECT_EQ(newer.before, "COLOUR_RED");
  EXPECT_EQ(Read("phase", "PHASE_NEWER", "").before, "PHASE_NEWER");
}

TEST_F(ChangesTest, StandUnderTheirPartsAndLeaveOutWhatOnlyNamesThem) {
  const std::vector<ChangeInWords> changes = {Read("phase", "PHASE_INTAKE", "PHASE_ACTIVE"),
                                              Read("notes[position=57].position", "", "57"),
                                              Read("notes[position=57].text", "", "Ringde."),
                                              Read("notes[position=58].position", "", "58")};
  EXPECT_THAT(LinesOfChanges(changes, 0, 2),
              ElementsAre("  fält        före     efter",
                          "  fas         inflöde  aktiv",
                          "  anteckningar (position 57):",
                          "    text               Ringde.",
                          "  anteckningar (position 58):",
                          "    position           58"));
}

TEST_F(ChangesTest, FitATerminalWithBothSides) {
  const std::string id = kKimsId;
  const std::vector<ChangeInWords> changes = {
      Read("episodes[1].assignment.caseworker_id", id, id.substr(0, 35) + "2")};
  for (const std::string& line : LinesOfChanges(changes, 60, 2)) EXPECT_LE(Columns(line), 60u);
  EXPECT_THAT(LinesOfChanges(changes, 60, 2)[2], ::testing::HasSubstr("7f3e1f7e-36a1-4f6"));
}

}  // namespace
}  // namespace framdrift::cli
