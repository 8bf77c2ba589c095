// Attainment and forecast, by hand.
#include "domain/indicators/goal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace framdrift::indicators {
namespace {

using ::testing::DoubleNear;
using ::testing::Optional;

TEST(GoalTest, AttainmentIsSignedAndUncapped) {
  EXPECT_THAT(AttainmentOf(0.6, 0.85, 0.7), Optional(DoubleNear(0.4, 1e-12)));
  EXPECT_THAT(AttainmentOf(0.6, 0.85, 0.5), Optional(DoubleNear(-0.4, 1e-12)));
  EXPECT_THAT(AttainmentOf(30, 20, 15), Optional(1.5));
  EXPECT_EQ(AttainmentOf(30, 30, 15), std::nullopt);
}

TEST(GoalTest, TheForecastGoesOnAtThePresentPace) {
  // A quarter of the way in 100 days: 300 more.
  EXPECT_THAT(ForecastOf({40, 1000}, 20, {35, 1100}), Optional(1400));
  EXPECT_THAT(ForecastOf({40, 1000}, 20, {18, 1100}), Optional(1100));
  EXPECT_EQ(ForecastOf({40, 1000}, 20, {41, 1100}), std::nullopt);
  EXPECT_EQ(ForecastOf({40, 1000}, 20, {40, 1100}), std::nullopt);
  EXPECT_EQ(ForecastOf({40, 1000}, 20, {39.999, 1100}), std::nullopt);
}

}  // namespace
}  // namespace framdrift::indicators
