#include "domain/place/figures.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "domain/place/exact.h"
#include "tests/domain/place/place_fixture.h"

namespace framdrift::place {
namespace {

Past Entry(const std::string& when, const std::string& event) {
  return {when, "account_entry_booked { " + event + " }"};
}

v1::PlaceFigures FiguresAt(const std::vector<Past>& past, absl::CivilDay day) {
  return FiguresOf(Given<PlaceDecider>(past).state(), day);
}

TEST(PlaceFiguresTest, RoundHalfAwayFromZero) {
  EXPECT_EQ(Rounded(5, 10), 1);
  EXPECT_EQ(Rounded(-5, 10), -1);
  EXPECT_EQ(Rounded(4, 10), 0);
  EXPECT_EQ(Rounded(-4, 10), 0);
  EXPECT_EQ(Rounded(15, 10), 2);
  EXPECT_EQ(Rounded(-25, 10), -3);
  EXPECT_EQ(Rounded(1, 3), 0);
  EXPECT_EQ(Rounded(2, 3), 1);
}

TEST(PlaceFiguresTest, AreEmptyForAPlaceThatIsOnlyFounded) {
  const v1::PlaceFigures figures = FiguresAt({kFounded}, absl::CivilDay(2016, 10, 1));
  EXPECT_FALSE(figures.has_mean_days_open());
  EXPECT_FALSE(figures.has_share_outside_home());
  EXPECT_FALSE(figures.has_account_deviation_ore());
  EXPECT_EQ(figures.quarters_size(), 0);
}

TEST(PlaceFiguresTest, CountNeedsAndTheirDays) {
  const Past other{"2016-10-20",
                   "need_recorded { need_id: '0190b2c8-5b0e-7c3a-9f00-0000000000d2' }"};
  v1::PlaceFigures figures =
      FiguresAt({kFounded, kRecorded, other, kMet}, absl::CivilDay(2016, 12, 9));
  EXPECT_EQ(figures.needs_open(), 1);
  EXPECT_EQ(figures.needs_covered(), 1);
  EXPECT_EQ(figures.mean_days_open(), 50);
  EXPECT_EQ(figures.longest_days_open(), 50);
  EXPECT_EQ(figures.mean_days_to_cover(), 60);
}

TEST(PlaceFiguresTest, ShareHoursOutsideTheHomeDepartmentAndPercentages) {
  const Past second{"2016-11-02",
                    "staff_shared { staff_id: '0190b2c8-5b0e-7c3a-9f00-0000000000f2' "
                    "home_department: 'Omsorg' percent_before: 75 percent_after: 100 "
                    "hours { department: 'Skola' hours_per_week: 16 } }"};
  const Past supervised{"2016-11-03",
                        "supervision_given { staff_ids: '0190b2c8-5b0e-7c3a-9f00-0000000000f1' "
                        "minutes: 60 }"};
  const v1::PlaceFigures figures =
      FiguresAt({kFounded, kShared, second, supervised}, absl::CivilDay(2016, 12, 1));
  EXPECT_EQ(figures.staff_shared(), 2);
  EXPECT_EQ(figures.staff_with_supervision(), 1);
  EXPECT_EQ(figures.hours_per_week(), 50);
  EXPECT_EQ(figures.share_outside_home(), 26.0 / 50);
  EXPECT_EQ(figures.mean_percent_before(), 67.5);
  EXPECT_EQ(figures.mean_percent_after(), 92.5);
  ASSERT_EQ(figures.balances_size(), 2);
  EXPECT_EQ(figures.balances(0).department(), "Omsorg");
  EXPECT_EQ(figures.balances(0).hours_given(), 16);
  EXPECT_EQ(figures.balances(0).hours_received(), 10);
}

TEST(PlaceFiguresTest, LeaveOutStaffWhoAreSharedNoMore) {
  const Past ended{"2016-12-01",
                   "staff_shared { staff_id: '0190b2c8-5b0e-7c3a-9f00-0000000000f1' "
                   "home_department: 'Skola' percent_before: 60 percent_after: 60 }"};
  const v1::PlaceFigures figures =
      FiguresAt({kFounded, kShared, ended}, absl::CivilDay(2016, 12, 1));
  EXPECT_EQ(figures.staff_shared(), 0);
  EXPECT_FALSE(figures.has_mean_percent_after());
}

TEST(PlaceFiguresTest, ValueAvoidedTravelByKilometresAndMinutes) {
  // 3 × (70 km × 18,50 kr + 55 min × 250 kr/h) = 3 × (1295 + 229,1666…) kr.
  const v1::PlaceFigures figures =
      FiguresAt({kFounded,
                 {"2016-11-01",
                  "trip_avoided { trips: 3 km: 70 minutes: 55 ore_per_km: 1850 "
                  "ore_per_hour: 25000 }"}},
                absl::CivilDay(2016, 12, 1));
  EXPECT_EQ(figures.trips_avoided(), 3);
  EXPECT_EQ(figures.km_avoided(), 210);
  EXPECT_EQ(figures.minutes_avoided(), 165);
  EXPECT_EQ(figures.travel_avoided_ore(), 457'250);
}

TEST(PlaceFiguresTest, HoldTheAccountAgainstTheBaseYearInThePricesOfTheYear) {
  const std::vector<Past> past = {
      kFounded,
      kBooked2015,
      kFixed,
      {"2017-02-01", "price_index_set { year: 2016 index_thousandths: 316430 source: 'SCB' }"},
      Entry("2017-02-02",
            "department: 'Kost' amount_ore: 9000000 year: 2016 "
            "shares { department: 'Skola' service: 'måltider' millionths: 500000 } "
            "shares { department: 'Omsorg' service: 'måltider' millionths: 500000 }"),
      Entry("2017-02-03",
            "department: 'Omsorg' amount_ore: -100 year: 2016 "
            "shares { service: 'café' millionths: 1000000 }")};
  const v1::PlaceFigures figures = FiguresAt(past, absl::CivilDay(2017, 3, 1));
  ASSERT_EQ(figures.deviations_size(), 4);
  // By hand: 6 666 670 × 316 430 / 313 350 = 6 732 197,8… öre.
  EXPECT_EQ(figures.deviations(1).department(), "Omsorg");
  EXPECT_EQ(figures.deviations(1).service(), "måltider");
  EXPECT_EQ(figures.deviations(1).actual_ore(), 4'500'000);
  EXPECT_EQ(figures.deviations(1).base_ore(), 6'732'198);
  EXPECT_EQ(figures.deviations(1).deviation_ore(), -2'232'198);
  EXPECT_EQ(figures.deviations(0).service(), "café");
  EXPECT_EQ(figures.deviations(0).actual_ore(), -100);
  EXPECT_EQ(figures.deviations(0).base_ore(), 0);
  EXPECT_EQ(figures.deviations(2).base_ore(), 3'366'094);
  // The whole is rounded from the exact sum: 10 000 000 × 316 430 / 313 350 = 10 098 292,64….
  EXPECT_EQ(figures.deviations(3).department(), "");
  EXPECT_EQ(figures.deviations(3).base_ore(), 10'098'293);
  EXPECT_EQ(figures.deviations(3).deviation_ore(), 8'999'900 - 10'098'293);
  EXPECT_EQ(figures.deviations(3).months(), 12);
  EXPECT_EQ(figures.incomplete_years_size(), 0);
  EXPECT_EQ(figures.account_deviation_ore(), 8'999'900 - 10'098'293);
  ASSERT_EQ(figures.balances_size(), 3);
  EXPECT_EQ(figures.balances(0).department(), "Kost");
  EXPECT_EQ(figures.balances(0).contributed_ore(), 9'000'000);
  EXPECT_EQ(figures.balances(0).received_ore(), 0);
  EXPECT_EQ(figures.balances(1).department(), "Omsorg");
  EXPECT_EQ(figures.balances(1).contributed_ore(), -100);
  EXPECT_EQ(figures.balances(1).received_ore(), 4'499'900);
}

// 100 000 kronor in the base year, a twelfth of them in each of so many months of years after it,
// at its prices.
std::vector<Past> Months(const std::vector<std::pair<int, int>>& years) {
  std::vector<Past> past = {kFounded, kBooked2015, kFixed};
  for (const auto& [year, months] : years) {
    for (int month = 1; month <= months; ++month) {
      past.push_back(Entry("2018-01-15",
                           absl::StrCat("department: 'Kost' amount_ore: 833333 year: ",
                                        year,
                                        " month: ",
                                        month,
                                        " shares { service: 'måltider' millionths: 1000000 }")));
    }
    past.push_back(
        {"2018-01-16",
         absl::StrCat(
             "price_index_set { year: ", year, " index_thousandths: 313350 source: 'SCB' }")});
  }
  return past;
}

TEST(PlaceFiguresTest, HoldNoYearAgainstTheBaseYearOfWhichMonthsLack) {
  const absl::CivilDay day(2018, 2, 1);
  const v1::PlaceFigures figures = FiguresAt(Months({{2016, 12}, {2017, 3}}), day);
  ASSERT_EQ(figures.incomplete_years_size(), 1);
  EXPECT_EQ(figures.incomplete_years(0), 2017);
  for (const v1::AccountDeviation& row : figures.deviations()) {
    EXPECT_EQ(row.has_base_ore(), row.year() == 2016);
    EXPECT_EQ(row.has_deviation_ore(), row.year() == 2016);
  }
  EXPECT_EQ(figures.deviations().rbegin()->actual_ore(), 3 * 833'333);
  EXPECT_EQ(figures.deviations().rbegin()->months(), 3);
  EXPECT_EQ(figures.account_deviation_ore(), 12 * 833'333 - 10'000'000);
  // An entry of the whole year does not stand for the months that lack.
  std::vector<Past> mixed = Months({{2016, 3}});
  mixed.push_back(Entry("2018-01-15",
                        "department: 'Fastighet' amount_ore: 100 year: 2016 "
                        "shares { service: 'lokaler' millionths: 1000000 }"));
  EXPECT_FALSE(FiguresAt(mixed, day).has_account_deviation_ore());
  // Three months alone are no saving of nine.
  EXPECT_FALSE(FiguresAt(Months({{2016, 3}}), day).has_account_deviation_ore());
}

TEST(PlaceFiguresTest, HoldNoYearAgainstTheBaseYearBeforeItIsOver) {
  std::vector<Past> past = Months({{2016, 12}});
  past.push_back(Entry("2017-02-01",
                       "department: 'Kost' amount_ore: 100 year: 2017 "
                       "shares { service: 'måltider' millionths: 1000000 }"));
  const v1::PlaceFigures figures = FiguresAt(past, absl::CivilDay(2017, 12, 30));
  ASSERT_EQ(figures.incomplete_years_size(), 1);
  EXPECT_EQ(figures.incomplete_years(0), 2017);
  // What is not over wants no index yet.
  EXPECT_EQ(figures.years_without_index_size(), 0);
  const v1::PlaceFigures over = FiguresAt(past, absl::CivilDay(2017, 12, 31));
  EXPECT_EQ(over.incomplete_years_size(), 0);
  EXPECT_EQ(over.years_without_index_size(), 1);
  EXPECT_FALSE(over.has_account_deviation_ore());
}

TEST(PlaceFiguresTest, SayWhichYearsLackAnIndexAndDoNotGuess) {
  const v1::PlaceFigures figures =
      FiguresAt({kFounded,
                 kBooked2015,
                 kFixed,
                 Entry("2017-02-02",
                       "department: 'Kost' amount_ore: 1 year: 2016 "
                       "shares { service: 'måltider' millionths: 1000000 }")},
                absl::CivilDay(2017, 3, 1));
  ASSERT_EQ(figures.years_without_index_size(), 1);
  EXPECT_EQ(figures.years_without_index(0), 2016);
  EXPECT_FALSE(figures.has_account_deviation_ore());
  EXPECT_FALSE(figures.deviations(0).has_base_ore());
  EXPECT_EQ(figures.deviations(0).months(), 12);
}

TEST(PlaceFiguresTest, CountServiceHoursGained) {
  const v1::PlaceFigures figures =
      FiguresAt({kFounded,
                 {"2016-10-02", "service_hours_set { service: 'bibliotek' hours_per_week: 8 }"},
                 {"2016-10-02", "service_hours_set { service: 'butik' hours_per_week: 40 }"},
                 {"2017-10-02",
                  "service_hours_set { service: 'bibliotek' hours_per_week: 20.5 "
                  "opening_hours: 'vardagar 8-12' }"}},
                absl::CivilDay(2018, 1, 1));
  EXPECT_EQ(figures.service_hours_gained(), 12.5);
  ASSERT_EQ(figures.services_size(), 2);
  EXPECT_EQ(figures.services(0).hours_before(), 8);
  EXPECT_EQ(figures.services(0).hours_now(), 20.5);
}

TEST(PlaceFiguresTest, TellNeedsBySourceAndTravelByTask) {
  const auto need = [](const std::string& id, const std::string& source) {
    return Past{"2016-10-20",
                "need_recorded { need_id: '0190b2c8-5b0e-7c3a-9f00-0000000000" + id +
                    "' need_source: NEED_SOURCE_" + source + " }"};
  };
  const auto trip = [](const std::string& rest) {
    return Past{
        "2016-11-01",
        "trip_avoided { km: 10 ore_per_km: 100 minutes: 30 ore_per_hour: 1000 " + rest + " }"};
  };
  const v1::PlaceFigures figures =
      FiguresAt({kFounded,
                 kRecorded,
                 need("d2", "MEETING"),
                 need("d3", "INTERVIEW"),
                 trip("task: 'tillsyn' department: 'Fastighet' trips: 2"),
                 trip("task: 'mat' department: 'Kost' trips: 1"),
                 trip("task: 'tillsyn' department: 'Fastighet' trips: 3"),
                 kMet},
                absl::CivilDay(2016, 12, 9));
  ASSERT_EQ(figures.sources_size(), 2);
  EXPECT_EQ(figures.sources(0).need_source(), v1::NEED_SOURCE_INTERVIEW);
  EXPECT_EQ(figures.sources(0).open(), 1);
  EXPECT_EQ(figures.sources(0).covered(), 1);
  EXPECT_EQ(figures.sources(1).need_source(), v1::NEED_SOURCE_MEETING);
  EXPECT_EQ(figures.sources(1).open(), 1);
  ASSERT_EQ(figures.tasks_size(), 2);
  EXPECT_EQ(figures.tasks(0).task(), "tillsyn");
  EXPECT_EQ(figures.tasks(0).department(), "Fastighet");
  EXPECT_EQ(figures.tasks(0).trips(), 5);
  EXPECT_EQ(figures.tasks(0).km(), 50);
  EXPECT_EQ(figures.tasks(0).minutes(), 150);
  EXPECT_EQ(figures.tasks(0).value_ore(), 5 * (10 * 100 + 500));
  EXPECT_EQ(figures.tasks(1).trips(), 1);
}

TEST(PlaceFiguresTest, CountActivePartnersByQuarterAndARenewedOneOnce) {
  const auto agreed = [](const std::string& partner, const std::string& rest) {
    return Past{"2016-11-01",
                "partner_agreed { partner_id: '0190b2c8-5b0e-7c3a-9f00-0000000000" + partner +
                    "' " + rest + " }"};
  };
  const v1::PlaceFigures figures = FiguresAt(
      {kFounded,
       agreed("c1",
              "volunteer_hours_per_quarter: 10 from_date { year: 2016 month: 12 day: 31 } "
              "until_date { year: 2017 month: 2 day: 1 }"),
       agreed("c1", "volunteer_hours_per_quarter: 20 from_date { year: 2017 month: 2 day: 1 }"),
       agreed("c2",
              "volunteer_hours_per_quarter: 5 from_date { year: 2017 month: 1 day: 1 } "
              "until_date { year: 2017 month: 4 day: 1 }")},
      absl::CivilDay(2017, 4, 1));
  ASSERT_EQ(figures.quarters_size(), 3);
  EXPECT_EQ(figures.quarters(0).from_date().month(), 10);
  EXPECT_EQ(figures.quarters(0).active_partners(), 1);
  EXPECT_EQ(figures.quarters(0).volunteer_hours(), 10);
  EXPECT_EQ(figures.quarters(1).active_partners(), 2);
  EXPECT_EQ(figures.quarters(1).volunteer_hours(), 25);
  EXPECT_EQ(figures.quarters(2).active_partners(), 1);
  EXPECT_EQ(figures.quarters(2).volunteer_hours(), 20);
}

TEST(PlaceFiguresTest, AreThoseOfAnyDayAsKnownOnAnyDay) {
  const Given<PlaceDecider> given({kFounded, kRecorded, kMet});
  history::AsOf as_of;
  as_of.valid = testing::Instant("2016-12-08");
  const auto figures = FiguresOf(given.timeline().At(as_of), absl::CivilDay(2016, 12, 8));
  EXPECT_EQ(figures.needs_open(), 1);
  EXPECT_EQ(figures.longest_days_open(), 59);
}

}  // namespace
}  // namespace framdrift::place
