#include "domain/account/booking.h"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace framdrift::account {
namespace {

constexpr int kRows = 120'000;
constexpr MicroOre kKrona = 100 * kMicroPerOre;

using Random = std::mt19937_64;

int64_t Up(Random& random, int64_t most) {
  return std::uniform_int_distribution<int64_t>(0, most)(random);
}

Rate RandomRate(Random& random) { return {Up(random, kMillion)}; }

Taxes RandomTaxes(Random& random) {
  Taxes taxes;
  taxes.payroll = RandomRate(random);
  taxes.municipal = {Up(random, 400'000)};
  taxes.regional = {Up(random, 200'000)};
  taxes.job_credit = {Up(random, 300'000)};
  taxes.consumption = RandomRate(random);
  taxes.municipal_kept = RandomRate(random);
  taxes.regional_kept = RandomRate(random);
  return taxes;
}

// Any amounts up to what may be booked, to the millionth of an öre, many of them 0.
Month RandomMonth(Random& random) {
  Month month;
  month.wage_ore = Up(random, 1) * Up(random, 1'000'000'000);
  month.extent = RandomRate(random);
  month.productivity = {Up(random, 2 * kMillion)};
  month.municipal_job = Up(random, 1) == 1;
  for (const Actor actor : kActors) {
    month.taxed[actor] = Up(random, 1) * Up(random, kMostAmount);
    month.untaxed[actor] = Up(random, 1) * Up(random, kMostAmount);
    month.resources[actor] = Up(random, 1) * Up(random, kMostAmount);
    month.subsidies[actor] = Up(random, 1) * Up(random, kMostAmount);
  }
  return month;
}

TEST(BookingTest, PartiesAddUpToSocietyOnEveryOfManyRandomRows) {
  Random random(5);
  for (int row = 0; row < kRows; ++row) {
    Months months;
    months.Add(RandomMonth(random));
    const PerParty<Money> booked = Book(months, RandomTaxes(random));
    ASSERT_EQ(SumOfParties(booked), booked.society) << "row " << row;
  }
}

TEST(BookingTest, TheBooksOfManyMonthsAreTheSumOfTheirBooks) {
  Random random(6);
  const Taxes taxes = RandomTaxes(random);
  Months all;
  PerParty<Money> sum;
  for (int row = 0; row < 1'000; ++row) {
    Months one;
    one.Add(RandomMonth(random), Up(random, 3));
    all.Add(one);
    sum = Each([](Money a, Money b) { return a + b; }, sum, Book(one, taxes));
  }
  EXPECT_EQ(Book(all, taxes), sum);
  EXPECT_EQ(SumOfParties(sum), sum.society);
}

TEST(BookingTest, TheStateHasWhatEqualisationTakesOfLocalTax) {
  Month month;
  month.wage_ore = 3'000'000;
  month.extent = kOne;
  Months months;
  months.Add(month);
  Taxes taxes;
  taxes.municipal = {200'000};
  taxes.regional = {100'000};
  taxes.municipal_kept = {50'000};
  taxes.regional_kept = {250'000};
  const PerParty<Money> booked = Book(months, taxes);
  EXPECT_EQ(booked.actors[Actor::kMunicipality], Money::FromOre(30'000));
  EXPECT_EQ(booked.actors[Actor::kRegion], Money::FromOre(75'000));
  EXPECT_EQ(booked.actors[Actor::kState], Money::FromOre(795'000));
  EXPECT_EQ(SumOfParties(booked), booked.society);
}

TEST(BookingTest, ASubsidyMovesFromItsPayerToTheEmployer) {
  Month month;
  month.wage_ore = 2'500'000;
  month.extent = {800'000};
  month.subsidies[Actor::kEmploymentService] = 12'000 * kKrona;
  const Rate payroll = {300'000};
  month.productivity = ProductivityBesideSubsidy(month, payroll);
  // 12 000 of 20 000 · 1.3.
  EXPECT_EQ(month.productivity, Rate{538'462});
  Months months;
  months.Add(month);
  Taxes taxes;
  taxes.payroll = payroll;
  const PerParty<Money> booked = Book(months, taxes);
  EXPECT_EQ(booked.actors[Actor::kEmploymentService], Money::FromOre(-1'200'000));
  // What the employee does not produce the subsidy pays: to the öre, since π is in millionths.
  EXPECT_EQ(booked.actors[Actor::kEmployer].ToOre(), 1);
  EXPECT_EQ(SumOfParties(booked), booked.society);
}

TEST(BookingTest, InAMunicipalJobTheMunicipalityIsTheEmployer) {
  Month month;
  month.wage_ore = 2'000'000;
  month.extent = kOne;
  month.productivity = {600'000};
  month.municipal_job = true;
  Months months;
  months.Add(month);
  const PerParty<Money> booked = Book(months, Taxes());
  EXPECT_EQ(booked.actors[Actor::kMunicipality], Money::FromOre(-800'000));
  EXPECT_EQ(booked.actors[Actor::kEmployer], Money());
  EXPECT_EQ(SumOfParties(booked), booked.society);
}

TEST(MoneyTest, RoundsToTheNearestOreAwayFromZeroAtTheMiddle) {
  const auto half = absl::int128(Money::kUnitsPerOre) / 2;
  EXPECT_EQ(Money::FromUnits(half).ToOre(), 1);
  EXPECT_EQ(Money::FromUnits(half - 1).ToOre(), 0);
  EXPECT_EQ(Money::FromUnits(-half).ToOre(), -1);
}

TEST(MoneyTest, TakesRatesWithSixDecimalsAndNoMore) {
  EXPECT_EQ(RateFrom(0.3142), Rate{314'200});
  EXPECT_EQ(RateFrom(-1.000001), Rate{-1'000'001});
  EXPECT_EQ(RateFrom(0.0000001), std::nullopt);
  EXPECT_EQ(RateFrom(1.0 / 3), std::nullopt);
}

}  // namespace
}  // namespace framdrift::account
