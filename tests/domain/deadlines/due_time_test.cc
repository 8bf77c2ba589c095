#include "domain/deadlines/due_time.h"

#include <gtest/gtest.h>

#include "tests/domain/deadlines/given_deadlines.h"

namespace framdrift::deadlines {
namespace {

using absl::CivilDay;
using absl::CivilSecond;

std::string InUtc(absl::Time time) {
  return absl::FormatTime("%Y-%m-%d %H:%M:%SZ", time, absl::UTCTimeZone());
}

TEST(DueTimeTest, AClockTimeThatDoesNotExistIsTheInstantOfTheChange) {
  EXPECT_EQ(InUtc(FirstInstantOf(CivilSecond(2025, 3, 30, 2, 30, 0), Stockholm())),
            "2025-03-30 01:00:00Z");
}

TEST(DueTimeTest, AClockTimeThatIsThereTwiceIsTheFirst) {
  EXPECT_EQ(InUtc(FirstInstantOf(CivilSecond(2025, 10, 26, 2, 30, 0), Stockholm())),
            "2025-10-26 00:30:00Z");
}

TEST(DueTimeTest, ADayEndsWithItsLastSecondHoweverManyHoursItHas) {
  EXPECT_EQ(InUtc(DueTime::By(CivilDay(2025, 3, 30)).In(Stockholm())), "2025-03-30 21:59:59Z");
  EXPECT_EQ(InUtc(DueTime::By(CivilDay(2025, 10, 26)).In(Stockholm())), "2025-10-26 22:59:59Z");
}

TEST(DueTimeTest, ElapsedHoursAreHoursAlsoWhenTheClockChanges) {
  const absl::Time start = testing::Instant("2025-10-25 03:15");
  const DueTime due = DueTime::After(start, absl::Hours(24), Stockholm());
  EXPECT_EQ(due.In(Stockholm()) - start, absl::Hours(24));
  EXPECT_EQ(Clock(due.In(Stockholm())), "2025-10-26 02:15:00");
  EXPECT_EQ(Clock(due.On(CivilDay(2025, 10, 28)).In(Stockholm())), "2025-10-28 02:15:00");
}

}  // namespace
}  // namespace framdrift::deadlines
