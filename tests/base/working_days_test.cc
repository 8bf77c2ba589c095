#include "base/working_days.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"

namespace framdrift {
namespace {

using Day = absl::CivilDay;
using ::testing::ElementsAre;

std::vector<std::string> HolidaysOf(int year) {
  std::vector<std::string> holidays;
  for (Day day(year, 1, 1); day.year() == year; ++day) {
    if (HolidayName(day).empty()) continue;
    holidays.push_back(absl::FormatCivilTime(day).substr(5) + " " + std::string(HolidayName(day)));
  }
  return holidays;
}

TEST(WorkingDaysTest, FindsEasterOfKnownYears) {
  const std::vector<Day> easters = {Day(1818, 3, 22),
                                    Day(1943, 4, 25),
                                    Day(2000, 4, 23),
                                    Day(2008, 3, 23),
                                    Day(2019, 4, 21),
                                    Day(2024, 3, 31),
                                    Day(2025, 4, 20),
                                    Day(2026, 4, 5),
                                    Day(2038, 4, 25)};
  for (const Day easter : easters) {
    EXPECT_EQ(EasterSunday(static_cast<int>(easter.year())), easter);
  }
}

TEST(WorkingDaysTest, NamesEveryHolidayOf2025) {
  EXPECT_THAT(HolidaysOf(2025),
              ElementsAre("01-01 nyårsdagen",
                          "01-06 trettondedag jul",
                          "04-18 långfredagen",
                          "04-20 påskdagen",
                          "04-21 annandag påsk",
                          "05-01 första maj",
                          "05-29 Kristi himmelsfärdsdag",
                          "06-06 nationaldagen",
                          "06-08 pingstdagen",
                          "06-20 midsommarafton",
                          "06-21 midsommardagen",
                          "11-01 alla helgons dag",
                          "12-24 julafton",
                          "12-25 juldagen",
                          "12-26 annandag jul",
                          "12-31 nyårsafton"));
}

TEST(WorkingDaysTest, KeepsWhitMondayUntil2004AndTheNationalDayFrom2005) {
  EXPECT_EQ(HolidayName(Day(2004, 5, 31)), "annandag pingst");
  EXPECT_EQ(HolidayName(Day(2004, 6, 6)), "");
  EXPECT_EQ(HolidayName(Day(2005, 5, 16)), "");
  EXPECT_EQ(HolidayName(Day(2005, 6, 6)), "nationaldagen");
}

TEST(WorkingDaysTest, PutsTheSaturdayHolidaysAtTheEndsOfTheirWeeks) {
  EXPECT_EQ(HolidayName(Day(2026, 6, 20)), "midsommardagen");
  EXPECT_EQ(HolidayName(Day(2026, 6, 19)), "midsommarafton");
  EXPECT_EQ(HolidayName(Day(2027, 6, 26)), "midsommardagen");
  EXPECT_EQ(HolidayName(Day(2020, 10, 31)), "alla helgons dag");
  EXPECT_EQ(HolidayName(Day(2027, 11, 6)), "alla helgons dag");
  EXPECT_EQ(HolidayName(Day(2027, 10, 30)), "");
}

TEST(WorkingDaysTest, CountsTheWorkingDaysOfKnownYears) {
  const WorkingDays calendar;
  const std::vector<std::pair<int, int>> known = {
      {2023, 251}, {2024, 251}, {2025, 249}, {2026, 251}};
  for (const auto& [year, count] : known) {
    EXPECT_EQ(calendar.Between(Day(year - 1, 12, 31), Day(year, 12, 31)), count) << year;
  }
}

TEST(WorkingDaysTest, SkipsFromMaundyThursdayToTheTuesdayAfterEaster) {
  EXPECT_EQ(WorkingDays().Next(Day(2025, 4, 17)), Day(2025, 4, 22));
}

TEST(WorkingDaysTest, SkipsFromTheDayBeforeChristmasEveToTheNextOpenDay) {
  EXPECT_EQ(WorkingDays().Next(Day(2025, 12, 23)), Day(2025, 12, 29));
  EXPECT_EQ(WorkingDays().Next(Day(2025, 12, 30)), Day(2026, 1, 2));
}

TEST(WorkingDaysTest, HonoursTheClosedDaysOfThePolicy) {
  const WorkingDays calendar({Day(2025, 5, 2), Day(2025, 5, 30)});
  EXPECT_EQ(calendar.Next(Day(2025, 4, 30)), Day(2025, 5, 5));
  EXPECT_FALSE(calendar.IsWorkingDay(Day(2025, 5, 30)));
  EXPECT_TRUE(WorkingDays().IsWorkingDay(Day(2025, 5, 30)));
}

TEST(WorkingDaysTest, AddsBackwardsAndNothing) {
  const WorkingDays calendar;
  EXPECT_EQ(calendar.Add(Day(2025, 4, 22), -1), Day(2025, 4, 17));
  EXPECT_EQ(calendar.Add(Day(2025, 4, 19), 0), Day(2025, 4, 19));
}

TEST(WorkingDaysTest, CountingIsTheInverseOfAdding) {
  const WorkingDays calendar;
  for (Day from(2025, 3, 1); from < Day(2025, 7, 1); ++from) {
    for (const int count : {1, 2, 10, 40}) {
      const Day to = calendar.Add(from, count);
      EXPECT_EQ(calendar.Between(from, to), count) << from;
      EXPECT_EQ(calendar.Between(to, from), -count) << from;
    }
  }
}

}  // namespace
}  // namespace framdrift
