#include "domain/report/parts.h"

#include <limits>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace framdrift::report {
namespace {

TEST(PartsTest, ANumberIsWrittenWithAllItsDigitsAndNoExponent) {
  EXPECT_EQ(NumberText(0), "0");
  EXPECT_EQ(NumberText(-17590.5), "-17590.5");
  EXPECT_EQ(NumberText(1234567.25), "1234567.25");
  EXPECT_EQ(NumberText(1e22), "10000000000000000000000");
  EXPECT_EQ(NumberText(1e-7), "0.0000001");
  EXPECT_EQ(std::stod(NumberText(1.0 / 3)), 1.0 / 3);
  EXPECT_EQ(NumberText(std::numeric_limits<double>::max()).size(), 309u);
  EXPECT_GT(NumberText(std::numeric_limits<double>::denorm_min()).size(), 300u);
}

TEST(PartsTest, NoNumberIsAnEmptyCell) { EXPECT_EQ(NumberText(std::nullopt), ""); }

TEST(PartsTest, ATableHasItsColumnsAndRowsInTheOrderGiven) {
  v1::Report report;
  v1::Section& section = AddSection("Needs", report);
  AddQuotation("", section);
  v1::Table& table =
      AddTable("By service",
               {{"Service", v1::CELL_KIND_NAME}, {"Cost", v1::CELL_KIND_NUMBER, "SEK", 2}},
               section);
  AddRow({"Library", "1.5"}, table);
  AddRow({"", "1.5"}, table, true);
  ASSERT_EQ(section.blocks_size(), 1);
  ASSERT_EQ(table.columns_size(), 2);
  EXPECT_EQ(table.columns(1).unit(), "SEK");
  EXPECT_EQ(table.columns(1).decimals(), 2u);
  ASSERT_EQ(table.rows_size(), 2);
  EXPECT_THAT(table.rows(0).cells(), ::testing::ElementsAre("Library", "1.5"));
  EXPECT_FALSE(table.rows(0).strong());
  EXPECT_TRUE(table.rows(1).strong());
}

TEST(PartsDeathTest, ARowHasACellForEachColumn) {
  v1::Report report;
  v1::Table& table =
      AddTable("One", {{"Service", v1::CELL_KIND_NAME}}, AddSection("Needs", report));
  EXPECT_DEATH(AddRow({"Library", "1.5"}, table), "");
}

}  // namespace
}  // namespace framdrift::report
