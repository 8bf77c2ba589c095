// The statistics against values worked out by hand and against plain second programs.
#include "domain/indicators/statistics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace framdrift::indicators {
namespace {

using ::testing::DoubleNear;
using ::testing::Optional;

constexpr double kExact = 1e-12;

TEST(StatisticsTest, NothingHasNoStatistic) {
  EXPECT_EQ(MeanOf({}), std::nullopt);
  EXPECT_EQ(MedianOf({}), std::nullopt);
  EXPECT_EQ(PercentileOf({}, 50), std::nullopt);
  EXPECT_EQ(DeviationOf({3.0}), std::nullopt);
  EXPECT_EQ(WeightedMeanOf({1.0}, {0.0}), std::nullopt);
  EXPECT_EQ(WilsonOf(0, 0), std::nullopt);
  EXPECT_EQ(ShareEstimate(0, 0), std::nullopt);
  EXPECT_EQ(SpreadOf({}).mean, std::nullopt);
}

TEST(StatisticsTest, TheMedianIsTheMeanOfTheTwoMiddleValues) {
  EXPECT_THAT(MedianOf({9, 1, 5}), Optional(5.0));
  EXPECT_THAT(MedianOf({9, 1, 5, 4}), Optional(4.5));
}

TEST(StatisticsTest, APercentileIsAValueByItsNumber) {
  const std::vector<double> values = {15, 20, 35, 40, 50};
  EXPECT_THAT(PercentileOf(values, 5), Optional(15.0));   // number ceil(0.25) = 1
  EXPECT_THAT(PercentileOf(values, 40), Optional(20.0));  // number 2
  EXPECT_THAT(PercentileOf(values, 41), Optional(35.0));  // number ceil(2.05) = 3
  EXPECT_THAT(PercentileOf(values, 100), Optional(50.0));
}

TEST(StatisticsTest, TheDeviationDividesByOneLess) {
  // Mean 5; squares 9 1 1 1 0 0 4 16 are 32; 32 / 7.
  EXPECT_THAT(DeviationOf({2, 4, 4, 4, 5, 5, 7, 9}),
              Optional(DoubleNear(std::sqrt(32.0 / 7), kExact)));
}

TEST(StatisticsTest, WilsonsIntervalOfEightOfTen) {
  // z² = 3.841459; (0.8 + 0.192073) / 1.384146 ± 1.959964 / 1.384146 · √(0.016 + 0.009604).
  const auto interval = WilsonOf(8, 10);
  ASSERT_TRUE(interval.has_value());
  EXPECT_NEAR(interval->low, 0.490162, 1e-6);
  EXPECT_NEAR(interval->high, 0.943318, 1e-6);
  EXPECT_EQ(WilsonOf(0, 10)->low, 0);
  EXPECT_NEAR(WilsonOf(0, 10)->high, 0.277533, 1e-6);
}

TEST(StatisticsTest, GiniIsNoughtWhenAllAreAlikeAndNearsOneWhenOneHasAll) {
  EXPECT_THAT(GiniOf({3, 3, 3}), Optional(DoubleNear(0, kExact)));
  EXPECT_THAT(GiniOf({0, 0, 0, 8}), Optional(DoubleNear(0.75, kExact)));
  // 1, 3 and 5: differences of 2, 2 and 4, both ways, by 2 · 9 · 3.
  EXPECT_THAT(GiniOf({5, 1, 3}), Optional(DoubleNear(16.0 / 54, kExact)));
  EXPECT_EQ(GiniOf({0, 0}), std::nullopt);
  EXPECT_EQ(GiniOf({}), std::nullopt);
}

TEST(StatisticsTest, SpreadWeighsPoolsAndNamesGroupsWithoutValue) {
  const std::vector<GroupFigure> groups = {{"a", 0.5, 10, 5.0, 10.0},
                                           {"b", 0.2, 30, 6.0, 30.0},
                                           {"c", std::nullopt, 0, std::nullopt, std::nullopt}};
  const SpreadFigure spread = SpreadOf(groups);
  EXPECT_EQ(spread.groups, 2u);
  EXPECT_THAT(spread.mean, Optional(DoubleNear(0.35, kExact)));
  EXPECT_THAT(spread.size_weighted_mean, Optional(DoubleNear(0.275, kExact)));
  EXPECT_THAT(spread.pooled, Optional(DoubleNear(11.0 / 40, kExact)));
  EXPECT_THAT(spread.deviation, Optional(DoubleNear(0.3 / std::sqrt(2), kExact)));
  EXPECT_THAT(spread.variation, Optional(DoubleNear(0.3 / std::sqrt(2) / 0.35, kExact)));
  EXPECT_THAT(spread.min, Optional(0.2));
  EXPECT_THAT(spread.max, Optional(0.5));
  // 0.3 both ways by 2 · 4 · 0.35; 0.5 by the mean of both.
  EXPECT_THAT(spread.gini, Optional(DoubleNear(0.6 / 2.8, kExact)));
  EXPECT_THAT(spread.max_over_median, Optional(DoubleNear(0.5 / 0.35, kExact)));
  EXPECT_THAT(spread.without_value, ::testing::ElementsAre("c"));
  EXPECT_EQ(SpreadOf(std::vector<GroupFigure>{{"a", 4.0, 3, {}, {}}}).pooled, std::nullopt);
}

TEST(StatisticsTest, ComparesSharesAndMeansWithTheirErrors) {
  const Comparison shares = CompareOf(*ShareEstimate(30, 50), *ShareEstimate(10, 40));
  EXPECT_NEAR(shares.difference, 0.35, kExact);
  EXPECT_NEAR(shares.difference_error, std::sqrt(0.6 * 0.4 / 50 + 0.25 * 0.75 / 40), kExact);
  EXPECT_THAT(shares.ratio, Optional(DoubleNear(2.4, kExact)));
  const Comparison means = CompareOf(*MeanEstimate({2.0, 4.0}), *MeanEstimate({1.0, 3.0, 5.0}));
  EXPECT_NEAR(means.difference, 0, kExact);
  // s² 2 of 2, s² 4 of 3.
  EXPECT_NEAR(means.difference_error, std::sqrt(2.0 / 2 + 4.0 / 3), kExact);
  EXPECT_EQ(CompareOf(*ShareEstimate(1, 2), *ShareEstimate(0, 2)).ratio, std::nullopt);
}

RC_GTEST_PROP(StatisticsTest, OrderStatisticsAreThoseOfTheSortedList, ()) {
  const auto numbers =
      *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(-20, 20)));
  const int percent = *rc::gen::inRange(1, 101);
  std::vector<double> sorted(numbers.begin(), numbers.end());
  const std::vector<double> values = sorted;
  std::sort(sorted.begin(), sorted.end());
  const size_t n = sorted.size();
  RC_ASSERT(*MedianOf(values) == (sorted[(n - 1) / 2] + sorted[n / 2]) / 2);
  const size_t number = (static_cast<size_t>(percent) * n + 99) / 100;
  RC_ASSERT(*PercentileOf(values, percent) == sorted[number - 1]);
}

}  // namespace
}  // namespace framdrift::indicators
