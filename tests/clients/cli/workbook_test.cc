// Spreadsheets: unzipped and read back, cell by cell.
#include "clients/cli/workbook.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "tests/clients/cli/workbook_reading.h"

namespace framdrift::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

TEST(WorkbookTest, HoldsNumbersDaysAndTimesAsSuch) {
  const auto workbook = WorkbookOf("indicator series",
                                   {{{"from", CellKind::kDay},
                                     {"value", CellKind::kNumber},
                                     {"group", CellKind::kText},
                                     {"when", CellKind::kTime}},
                                    {{"2024-05-01", "0.3076923076923077", "0123", ""},
                                     {"1999-01", "hidden", "", "2024-05-01 12:00:00"}}});
  ASSERT_TRUE(workbook.ok()) << workbook.status();
  using Cell = std::pair<const std::string, std::string>;
  EXPECT_THAT(CellsIn(*workbook),
              UnorderedElementsAre(Cell("A1", "'from'"),
                                   Cell("B1", "'value'"),
                                   Cell("C1", "'group'"),
                                   Cell("D1", "'when'"),
                                   Cell("A2", "45413"),
                                   Cell("B2", "0.3076923076923077"),
                                   Cell("C2", "'0123'"),
                                   Cell("A3", "36161"),
                                   Cell("B3", "'hidden'"),
                                   Cell("D3", "45413.5")));
  EXPECT_THAT(Unzipped(*workbook).at("xl/workbook.xml"), HasSubstr("name=\"indicator series\""));
}

TEST(WorkbookTest, HoldsSharesInPercentAndStrongRows) {
  const auto workbook = WorkbookOf(
      "shares",
      {{{"name"}, {"share", CellKind::kShare, 1}}, {{"a", "0.398"}, {"all", "1"}}, {false, true}});
  ASSERT_TRUE(workbook.ok()) << workbook.status();
  EXPECT_EQ(CellsIn(*workbook).at("B2"), "0.398");
  const std::string styles = Unzipped(*workbook).at("xl/styles.xml");
  EXPECT_THAT(styles, HasSubstr("formatCode=\"0.0%\""));
  EXPECT_THAT(styles, HasSubstr("<b/>"));
}

TEST(WorkbookTest, HoldsSeveralSheets) {
  const auto workbook = WorkbookOf({{"one", {{{"a"}}, {{"1"}}}}, {"two", {{{"b"}}, {{"2"}}}}});
  ASSERT_TRUE(workbook.ok()) << workbook.status();
  EXPECT_EQ(CellsIn(*workbook, 1).at("A1"), "'a'");
  EXPECT_EQ(CellsIn(*workbook, 2).at("A2"), "'2'");
}

TEST(WorkbookTest, LeavesOutColumnsThatSayNothing) {
  const auto workbook =
      WorkbookOf("cases", {{{"a"}, {"b"}, {"c"}}, {{"1", "", "x"}, {"", "", ""}}});
  ASSERT_TRUE(workbook.ok()) << workbook.status();
  using Cell = std::pair<const std::string, std::string>;
  EXPECT_THAT(CellsIn(*workbook),
              UnorderedElementsAre(
                  Cell("A1", "'a'"), Cell("B1", "'c'"), Cell("A2", "'1'"), Cell("B2", "'x'")));
}

TEST(WorkbookTest, WritesNoFormulasAndCutsWhatNoCellHolds) {
  const auto workbook = WorkbookOf("a name that is longer than a sheet's may be",
                                   {{{"text"}}, {{"=1+1"}, {std::string(40'000, 'x')}}});
  ASSERT_TRUE(workbook.ok()) << workbook.status();
  const auto cells = CellsIn(*workbook);
  EXPECT_EQ(cells.at("A2"), "'=1+1'");
  EXPECT_LT(cells.at("A3").size(), 32'800u);
}

TEST(WorkbookTest, IsAFileAlsoWithoutRows) {
  const auto workbook = WorkbookOf("cases", {});
  ASSERT_TRUE(workbook.ok()) << workbook.status();
  EXPECT_THAT(Unzipped(*workbook), ::testing::Contains(::testing::Key("xl/workbook.xml")));
}

TEST(WorkbookTest, RefusesMoreRowsThanASheetHas) {
  Spreadsheet sheet = {{{"a"}}, {}};
  sheet.rows.resize(kMostSheetRows + 1, {"1"});
  EXPECT_TRUE(absl::IsOutOfRange(WorkbookOf("cases", std::move(sheet)).status()));
}

}  // namespace
}  // namespace framdrift::cli
