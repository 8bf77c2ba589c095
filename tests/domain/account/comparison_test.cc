#include "domain/account/comparison.h"

#include <cmath>
#include <optional>

#include <gtest/gtest.h>

namespace framdrift::account {
namespace {

void Put(std::vector<Outcome>& out, int times, Outcome outcome) {
  out.insert(out.end(), static_cast<size_t>(times), outcome);
}

// 100 in each arm; 60 of those drawn take part, 10 of the others; values of 0 and 1.
std::vector<Outcome> Trial() {
  std::vector<Outcome> outcomes;
  Put(outcomes, 10, {0, 0, true, 1.0});
  Put(outcomes, 20, {0, 0, false, 1.0});
  Put(outcomes, 65, {0, 0, false, 0.0});
  Put(outcomes, 5, {0, 0, false, std::nullopt});
  Put(outcomes, 45, {1, 0, true, 1.0});
  Put(outcomes, 15, {1, 0, true, 0.0});
  Put(outcomes, 38, {1, 0, false, 0.0});
  Put(outcomes, 2, {1, 0, false, std::nullopt});
  return outcomes;
}

TEST(ComparisonTest, ComparesThoseAssignedWhetherTheyTookPartOrNot) {
  const Comparison comparison = Compare(Trial(), {"control", "offered"}, {}, true);
  const Arm& control = comparison.arms[0];
  const Arm& offered = comparison.arms[1];
  EXPECT_EQ(control.missing, 5);
  EXPECT_EQ(offered.missing, 2);
  const double m0 = 30.0 / 95;
  const double m1 = 45.0 / 98;
  const Contrast& contrast = comparison.contrasts[0];
  EXPECT_DOUBLE_EQ(*contrast.difference, m1 - m0);
  // n − 1, also for 0/1 values.
  EXPECT_NEAR(*contrast.standard_error, std::sqrt(m1 * (1 - m1) / 97 + m0 * (1 - m0) / 94), 1e-12);
  EXPECT_DOUBLE_EQ(contrast.take_up_difference, 0.5);
  EXPECT_DOUBLE_EQ(*contrast.wald, (m1 - m0) / 0.5);
  EXPECT_EQ(comparison.warning, "");
}

TEST(ComparisonTest, SaysHowSureItIsOfThoseWhoTookPart) {
  // Means 5 and 2, three of four took part: 3 / 0.75. Less 4 for those three, 4 2 0 2 and 1 3 1 3
  // are left: √((8/3)/4 + (4/3)/4) / 0.75.
  const std::vector<Outcome> outcomes = {{0, 0, false, 1.0},
                                         {0, 0, false, 3.0},
                                         {0, 0, false, 1.0},
                                         {0, 0, false, 3.0},
                                         {1, 0, true, 8.0},
                                         {1, 0, true, 6.0},
                                         {1, 0, true, 4.0},
                                         {1, 0, false, 2.0}};
  const Contrast contrast = Compare(outcomes, {"control", "offered"}, {}, true).contrasts[0];
  EXPECT_DOUBLE_EQ(*contrast.wald, 4);
  EXPECT_DOUBLE_EQ(*contrast.wald_error, 4.0 / 3);
}

TEST(ComparisonTest, HasNoWaldEstimateWhereTakeUpHardlyDiffers) {
  std::vector<Outcome> outcomes;
  Put(outcomes, 50, {0, 0, false, 1.0});
  Put(outcomes, 50, {0, 0, true, 0.0});
  Put(outcomes, 45, {1, 0, false, 1.0});
  Put(outcomes, 55, {1, 0, true, 0.0});
  const Contrast contrast = Compare(outcomes, {"control", "offered"}, {}, true).contrasts[0];
  EXPECT_TRUE(contrast.difference.has_value());
  EXPECT_EQ(contrast.wald, std::nullopt);
  EXPECT_EQ(contrast.wald_error, std::nullopt);
}

TEST(ComparisonTest, WarnsWhereTheGroupsWereNotDrawn) {
  EXPECT_EQ(Compare(Trial(), {"others", "enrolled"}, {}, false).warning,
            "Self-selected: not an effect.");
}

TEST(ComparisonTest, HasNoDifferenceWithoutValuesAndNoErrorWithOne) {
  std::vector<Outcome> outcomes = {{0, 0, false, 1.0}, {1, 0, true, std::nullopt}};
  EXPECT_EQ(Compare(outcomes, {"a", "b"}, {}, true).contrasts[0].difference, std::nullopt);
  outcomes.push_back({1, 0, true, 3.0});
  const Contrast contrast = Compare(outcomes, {"a", "b"}, {}, true).contrasts[0];
  EXPECT_EQ(contrast.difference, 2.0);
  EXPECT_EQ(contrast.standard_error, std::nullopt);
}

TEST(ComparisonTest, TellsTheDifferenceOfEachBlockAndOverThem) {
  std::vector<Outcome> outcomes;
  Put(outcomes, 2, {0, 0, false, 1.0});
  Put(outcomes, 2, {1, 0, true, 2.0});
  Put(outcomes, 6, {0, 1, false, 1.0});
  Put(outcomes, 6, {1, 1, true, 4.0});
  Put(outcomes, 1, {0, 2, false, 1.0});
  const Comparison comparison = Compare(outcomes, {"c", "o"}, {"north", "south", "west"}, true);
  const BlockContrasts& blocks = comparison.blocks[0];
  EXPECT_EQ(blocks.blocks[0].difference, 1.0);
  EXPECT_EQ(blocks.blocks[1].difference, 3.0);
  EXPECT_EQ(blocks.blocks[2].difference, std::nullopt);
  EXPECT_EQ(blocks.unweighted_mean, 2.0);
  EXPECT_EQ(blocks.weighted_mean, (4 * 1.0 + 12 * 3.0) / 16);
  EXPECT_DOUBLE_EQ(*blocks.sd, std::sqrt(2.0));
}

}  // namespace
}  // namespace framdrift::account
