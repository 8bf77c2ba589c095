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

TEST(WhenTest, LooksAtADayOrMonthAsItEnded) {
  const absl::TimeZone utc = absl::UTCTimeZone();
  const absl::Time now = StartOf(absl::CivilDay(2024, 3, 10), utc);
  const absl::Time day = StartOf(absl::CivilDay(2024, 2, 28), utc);
  const auto last = [&](absl::Time at, Precision precision) {
    return LastInstantOf({at, precision}, now, utc);
  };
  EXPECT_EQ(last(day, Precision::kSecond), day);
  EXPECT_EQ(last(day, Precision::kDay), day + absl::Hours(24) - absl::Microseconds(1));
  const absl::Time february = StartOf(absl::CivilDay(2024, 2, 1), utc);
  EXPECT_EQ(last(february, Precision::kMonth),
            february + absl::Hours(29 * 24) - absl::Microseconds(1));
  // A day that is not over is looked at as it stands.
  EXPECT_EQ(last(now, Precision::kDay), now);
}

}  // namespace
}  // namespace framdrift::history
