#include "domain/history/when.h"

#include <gtest/gtest.h>

namespace framdrift::history {
namespace {

TEST(WhenTest, AddsMonthsClampedToTheMonth) {
  EXPECT_EQ(AddMonths(absl::CivilDay(2024, 1, 31), 1), absl::CivilDay(2024, 2, 29));
  EXPECT_EQ(AddMonths(absl::CivilDay(2023, 12, 31), 2), absl::CivilDay(2024, 2, 29));
  EXPECT_EQ(AddMonths(absl::CivilDay(2024, 3, 31), -1), absl::CivilDay(2024, 2, 29));
}

TEST(WhenTest, CountsCompleteMonths) {
  EXPECT_EQ(CompleteMonths(absl::CivilDay(2024, 1, 31), absl::CivilDay(2024, 2, 29)), 1);
  EXPECT_EQ(CompleteMonths(absl::CivilDay(2024, 1, 15), absl::CivilDay(2024, 2, 14)), 0);
}

}  // namespace
}  // namespace framdrift::history
