#include "clients/cli/table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace framdrift::cli {
namespace {

using ::testing::ElementsAre;

constexpr char kId[] = "290c1a70-ec9e-8925-bf30-782686c11463";
constexpr char kOtherId[] = "7f3e1f7e-36a1-4f6e-9d52-2b8c6f0f9a11";

TEST(TableTest, CountsSwedishLettersAsOneColumnHoweverTheyAreWritten) {
  EXPECT_EQ(Columns("åäö"), 3u);
  EXPECT_EQ(Columns("a\u030aa\u0308o\u0308"), 3u);
}

TEST(TableTest, CutsWholeLettersAndSaysSo) {
  EXPECT_EQ(Cut("Färdtjänst", 5), "Färd…");
  EXPECT_EQ(Cut("Ek", 5), "Ek");
  EXPECT_EQ(Cut("a\u030akeri", 3), "a\u030ak…");
}

TEST(TableTest, ShowsNothingThatATerminalWouldObey) {
  EXPECT_EQ(OneLine("två\nrader"), "två rader");
  EXPECT_EQ(OneLine("\x1b[31mröd\x7f"), "�[31mröd�");
  EXPECT_EQ(OneLine("\u009b2J"), "�2J");
}

TEST(TableTest, AlignsColumns) {
  EXPECT_THAT(LinesOf({{"namn", "ålder"}, {{"Åsa", "41"}, {"Björn", "9"}}}, 2),
              ElementsAre("  namn   ålder", "  Åsa    41", "  Björn  9"));
}

TEST(TableTest, KeepsWhatFits) {
  Table table = {{"name", "phase"}, {{kId, "active"}}};
  EXPECT_EQ(Fit(table, 80, 0), 0u);
  EXPECT_EQ(Fit(table, 0, 0), 0u);
  EXPECT_THAT(table.rows[0], ElementsAre(kId, "active"));
}

TEST(TableTest, LeavesOutIdsBeforeItCutsText) {
  Table table = {{"name", "unit id", "phase"}, {{kId, kOtherId, "active"}}};
  EXPECT_EQ(Fit(table, 60, 0), 1u);
  EXPECT_THAT(table.rows[0], ElementsAre(kId, "active"));
}

TEST(TableTest, CutsLongTextsAndNeverTimes) {
  Table table = {
      {"position", "time", "text", "label"},
      {{"7", "2024-03-01 09:00:00", "en text som är för lång", "Ringde och var glad över"}}};
  EXPECT_EQ(Fit(table, 73, 0), 0u);
  EXPECT_THAT(
      table.rows[0],
      ElementsAre("7", "2024-03-01 09:00:00", "en text som är för …", "Ringde och var glad…"));
}

TEST(TableTest, LeavesOutTheIdOfWhatStandsWithinAThingToo) {
  Table table = {{"who", "id"}, {{"Anna Ek", std::string(kId) + "/contact-7"}}};
  EXPECT_EQ(Fit(table, 40, 0), 1u);
  EXPECT_THAT(table.rows[0], ElementsAre("Anna Ek"));
}

TEST(TableTest, CutsALongNameInTheFirstColumnBeforeWhatItIsAbout) {
  Table table = {{"who", "due", "what"},
                 {{"Anna Maria Kristina Ek von Österberg", "2024-03-01", "första kontakt"}}};
  EXPECT_EQ(Fit(table, 50, 0), 0u);
  EXPECT_THAT(table.rows[0], ElementsAre("Anna Maria Kristina E…", "2024-03-01", "första kontakt"));
}

TEST(TableTest, KeepsTheColumnsItIsToldToKeep) {
  Table table = {{"field", "before", "after"}, {{"caseworker", kId, kOtherId}}};
  EXPECT_EQ(Fit(table, 50, 0, 3), 0u);
  EXPECT_THAT(table.rows[0], ElementsAre("caseworker", "290c1a70-ec9e-892…", "7f3e1f7e-36a1-4f6…"));
}

TEST(TableTest, WrapsAtSpaces) {
  EXPECT_THAT(Wrapped("två möten har hållits", 9), ElementsAre("två möten", "har", "hållits"));
  EXPECT_THAT(Wrapped("två möten", 0), ElementsAre("två möten"));
  EXPECT_THAT(Wrapped("långtord", 3), ElementsAre("långtord")) << "no word is parted";
}

TEST(TableTest, LeavesOutTheLastColumnsWhenCuttingDoesNotHelp) {
  Table table = {{"name", "time", "phase"}, {{kId, "2024-03-01 09:00:00", "active"}}};
  EXPECT_EQ(Fit(table, 60, 0), 1u);
  EXPECT_THAT(table.rows[0], ElementsAre(kId, "2024-03-01 09:00:00"));
}

TEST(TableTest, NeverCutsTheIdInTheFirstColumn) {
  Table table = {{"name", "phase"}, {{kId, "active"}}};
  EXPECT_EQ(Fit(table, 20, 0), 1u);
  EXPECT_THAT(table.rows[0], ElementsAre(kId));
}

TEST(TableTest, CountsWideCharactersAsTwoColumnsAndMarksAsNone) {
  EXPECT_EQ(Columns("漢字"), 4u);
  EXPECT_EQ(Columns("ﾊﾝ"), 2u) << "half-width kana";
  EXPECT_EQ(Columns("กำ"), 2u);
  EXPECT_EQ(Columns("ن\u064e"), 1u) << "an Arabic letter with its vowel";
  EXPECT_EQ(Columns("👍"), 2u);
  EXPECT_EQ(Cut("漢字漢字", 5), "漢字…");
  EXPECT_EQ(Cut("漢字漢字", 4), "漢…") << "no half of a wide character";
}

// Every line of every table is as wide as the terminal at most, whatever stands in it.
TEST(TableTest, FitsTerminalsOf40And80And120Columns) {
  const std::vector<std::string> texts = {
      "",
      "7",
      "2024-03-01 09:00:00",
      "arbetslös med ekonomiskt bistånd",
      "Åsa Öhrström Ärlig",
      "A\u030asa O\u0308hrstro\u0308m med ett långt namn",
      "漢字の名前は二倍の幅です",
      "نور الهدى",
      kId,
      "Ringde två gånger, fick inget svar och skrev sedan ett brev."};
  std::mt19937 random(1);  // the same tables every time
  for (int round = 0; round < 300; ++round) {
    Table table;
    const size_t columns = 1 + random() % 11;
    const auto text = [&] { return texts[random() % texts.size()]; };
    for (size_t i = 0; i < columns; ++i) table.header.push_back(text());
    for (size_t row = 0; row < 5; ++row) {
      table.rows.emplace_back();
      for (size_t i = 0; i < columns; ++i) table.rows.back().push_back(text());
    }
    for (const size_t width : {40u, 80u, 120u}) {
      for (const size_t indent : {0u, 2u}) {
        Table fitted = table;
        Fit(fitted, width, indent);
        for (const std::string& line : LinesOf(fitted, indent)) {
          ASSERT_LE(Columns(line), width) << line;
        }
      }
    }
  }
}

TEST(RunningTableTest, GrowsWithWhatComes) {
  RunningTable table;
  EXPECT_EQ(table.LineOf({"9", "a"}, 0), "9  a");
  EXPECT_EQ(table.LineOf({"100", "a"}, 0), "100  a");
  EXPECT_EQ(table.LineOf({"9", "abcdef"}, 8), "9    ab…");
}

}  // namespace
}  // namespace framdrift::cli
