// Small charts of text, in and below tables of figures.
#include "clients/cli/small_chart.h"

#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "clients/cli/catalogue.h"

namespace framdrift::cli {
namespace {

using ::testing::ElementsAre;

SmallChart SmallChartFrom(const std::vector<std::string>& figures) {
  SmallChart chart;
  for (const std::string& json : figures) {
    const auto figure = NewMessage(FindType("framdrift.indicator.v1.Figure"));
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(json, figure.get()).ok()) << json;
    chart.Add(*figure);
  }
  return chart;
}

TEST(SparklineTest, GoesFromTheLeastToTheGreatest) {
  EXPECT_EQ(Sparkline({{0.2}, {0.9}, {0.55}, {std::nullopt}, {0.2}}), "▁█▅·▁");
  EXPECT_EQ(Sparkline({{3.0}, {3.0}}), "▅▅");
  EXPECT_EQ(Sparkline({{std::nullopt, true}, {std::nullopt}}), "×·");
  EXPECT_EQ(Sparkline({}), "");
}

TEST(SmallBarTest, IsAsLongAsItsShareOfTheGreatest) {
  EXPECT_EQ(SmallBar({8}, 8, 4), "████");
  EXPECT_EQ(SmallBar({3}, 8, 4), "█▌");
  EXPECT_EQ(SmallBar({0}, 8, 4), "");
  EXPECT_EQ(SmallBar({-4}, 8, 4), "--");
  EXPECT_EQ(SmallBar({std::nullopt}, 8, 4), "");
  EXPECT_EQ(SmallBar({std::nullopt, true}, 8, 4), "×");
}

TEST(SmallChartTest, ASeriesHasALineAndNoBars) {
  const SmallChart chart = SmallChartFrom({R"({"fromDate": {"year": 2024, "month": 1, "day": 1},
                                          "value": 0.25})",
                                           R"({"fromDate": {"year": 2024, "month": 2, "day": 1}})",
                                           R"({"fromDate": {"year": 2024, "month": 3, "day": 1},
                                          "value": 0.75})"});
  EXPECT_EQ(chart.Line(), "2024-01-01 ▁·█ 2024-03-01  0.25–0.75");
  Table table = {{"value"}, {{"0.25"}, {""}, {"0.75"}}};
  chart.AddBars(table);
  EXPECT_THAT(table.header, ElementsAre("value"));
}

TEST(SmallChartTest, GroupsHaveBarsAfterTheirValuesAndNoLine) {
  const SmallChart chart = SmallChartFrom({R"({"value": 8})",
                                           R"({"group": "young", "value": 2})",
                                           R"({"group": "old", "suppressed": true})"});
  EXPECT_EQ(chart.Line(), "");
  Table table = {{"group", "value", "numerator"},
                 {{"", "8", "8"}, {"young", "2", "2"}, {"old", "hidden", ""}}};
  chart.AddBars(table);
  EXPECT_THAT(table.header, ElementsAre("group", "value", "", "numerator"));
  EXPECT_THAT(table.rows[0], ElementsAre("", "8", "████████████████", "8"));
  EXPECT_THAT(table.rows[1], ElementsAre("young", "2", "████", "2"));
  EXPECT_THAT(table.rows[2], ElementsAre("old", "hidden", "×", ""));
}

TEST(SmallChartTest, OtherRowsHaveNone) {
  SmallChart chart;
  chart.Add(*NewMessage(FindType("framdrift.casework.v1.CaseSummary")));
  EXPECT_EQ(chart.Line(), "");
}

}  // namespace
}  // namespace framdrift::cli
