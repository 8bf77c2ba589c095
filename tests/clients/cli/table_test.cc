#include "clients/cli/table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

TEST(RunningTableTest, GrowsWithWhatComes) {
  RunningTable table;
  EXPECT_EQ(table.LineOf({"9", "a"}, 0), "9  a");
  EXPECT_EQ(table.LineOf({"100", "a"}, 0), "100  a");
  EXPECT_EQ(table.LineOf({"9", "abcdef"}, 8), "9    ab…");
}

}  // namespace
}  // namespace framdrift::cli
