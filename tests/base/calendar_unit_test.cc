#include "base/calendar_unit.h"

#include "gtest/gtest.h"

namespace framdrift {
namespace {

TEST(CalendarUnitTest, AUnitBeginsWhereTheCalendarSays) {
  const absl::CivilDay sunday(2024, 12, 29);
  EXPECT_EQ(FirstDayOf(CalendarUnit::kDay, sunday), sunday);
  EXPECT_EQ(FirstDayOf(CalendarUnit::kWeek, sunday), absl::CivilDay(2024, 12, 23));
  EXPECT_EQ(FirstDayOf(CalendarUnit::kWeek, sunday + 1), sunday + 1);
  EXPECT_EQ(FirstDayOf(CalendarUnit::kMonth, sunday), absl::CivilDay(2024, 12, 1));
  EXPECT_EQ(FirstDayOf(CalendarUnit::kQuarter, sunday), absl::CivilDay(2024, 10, 1));
  EXPECT_EQ(FirstDayOf(CalendarUnit::kYear, sunday), absl::CivilDay(2024, 1, 1));
}

TEST(CalendarUnitTest, UnitsAreCountedOverTheTurnOfTheYearInBothDirections) {
  EXPECT_EQ(FirstDayLater(CalendarUnit::kDay, absl::CivilDay(2024, 2, 29), 1),
            absl::CivilDay(2024, 3, 1));
  EXPECT_EQ(FirstDayLater(CalendarUnit::kWeek, absl::CivilDay(2024, 12, 23), 2),
            absl::CivilDay(2025, 1, 6));
  EXPECT_EQ(FirstDayLater(CalendarUnit::kMonth, absl::CivilDay(2024, 12, 1), 2),
            absl::CivilDay(2025, 2, 1));
  EXPECT_EQ(FirstDayLater(CalendarUnit::kQuarter, absl::CivilDay(2024, 10, 1), 1),
            absl::CivilDay(2025, 1, 1));
  EXPECT_EQ(FirstDayLater(CalendarUnit::kYear, absl::CivilDay(2024, 1, 1), -2),
            absl::CivilDay(2022, 1, 1));
}

}  // namespace
}  // namespace framdrift
