#include "domain/account/account.h"

#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/domain/account/check_values.h"

namespace framdrift::account {
namespace {

using ::testing::ElementsAre;

// As the design shows them: the nearest whole.
int64_t Shown(double value) { return std::llround(value); }
int64_t Thousands(double value) { return std::llround(value / 1000); }

TEST(AccountTest, ChangesAMonthByWhatTheDesignShows) {
  const PerParty<double> monthly = SuccessOf(CheckModel());
  EXPECT_EQ(Shown(monthly.actors[Actor::kMunicipality]), 17'590);
  EXPECT_EQ(Shown(monthly.actors[Actor::kRegion]), 2'765);
  EXPECT_EQ(Shown(monthly.actors[Actor::kEmploymentService]), 300);
  EXPECT_EQ(Shown(monthly.actors[Actor::kSocialInsurance]), 0);
  EXPECT_EQ(Shown(monthly.actors[Actor::kState]), 7'670);
  EXPECT_EQ(Shown(monthly.actors[Actor::kJustice]), 150);
  EXPECT_EQ(Shown(monthly.actors[Actor::kEmployer]), 0);
  EXPECT_EQ(Shown(monthly.individual), 9'159);
  EXPECT_EQ(Shown(monthly.society), 37'633);
}

TEST(AccountTest, ComesToTheValuesAtTwelveMonthsThatTheDesignShows) {
  const Account account = AccountOf(CheckModel());
  const auto value = [&](Actor actor) { return Thousands(account.parties.actors[actor].value[0]); };
  EXPECT_EQ(value(Actor::kMunicipality), 429);
  EXPECT_EQ(value(Actor::kRegion), 61);
  EXPECT_EQ(value(Actor::kEmploymentService), -220);
  EXPECT_EQ(value(Actor::kSocialInsurance), -120);
  EXPECT_EQ(value(Actor::kState), 501);
  EXPECT_EQ(value(Actor::kJustice), 10);
  EXPECT_EQ(Thousands(account.parties.individual.value[0]), 598);
  EXPECT_EQ(Thousands(account.parties.society.value[0]), 1'259);
}

TEST(AccountTest, PaysBackWhenTheDesignSays) {
  const PerParty<PartyAccount> parties = AccountOf(CheckModel()).parties;
  EXPECT_EQ(parties.actors[Actor::kMunicipality].payback, 8);
  EXPECT_EQ(parties.actors[Actor::kRegion].payback, 8);
  EXPECT_EQ(parties.society.payback, 6);
  EXPECT_EQ(parties.actors[Actor::kEmploymentService].payback, std::nullopt);
  EXPECT_EQ(parties.actors[Actor::kSocialInsurance].payback, std::nullopt);
  EXPECT_EQ(parties.actors[Actor::kState].payback, 0);
  EXPECT_EQ(parties.individual.payback, 0);
}

TEST(AccountTest, ValuesOfThePartiesAddUpToSocietys) {
  const Account account = AccountOf(CheckModel());
  for (size_t i = 0; i < kHorizons.size(); ++i) {
    double sum = account.parties.individual.value[i];
    for (const Actor actor : kActors) sum += account.parties.actors[actor].value[i];
    EXPECT_NEAR(sum, account.parties.society.value[i], 1e-6);
  }
}

TEST(AccountTest, GrantsMoveValueBetweenActorsAndNoneOfSocietys) {
  Model model = CheckModel();
  const Account before = AccountOf(model);
  model.terms.grant_ore[Actor::kMunicipality] = 3'000'000;
  model.terms.grant_ore[Actor::kState] = -3'000'000;
  const Account after = AccountOf(model);
  EXPECT_EQ(after.parties.society, before.parties.society);
  EXPECT_EQ(after.parties.actors[Actor::kMunicipality].payback, 0);
  EXPECT_DOUBLE_EQ(after.parties.actors[Actor::kState].value[0],
                   before.parties.actors[Actor::kState].value[0] - 24 * 30'000);
}

TEST(AccountTest, BreaksEvenAtTheEffectThatGivesNoValue) {
  const Model model = CheckModel();
  const Account account = AccountOf(model);
  const std::optional<double> needed = account.parties.society.break_even[0];
  ASSERT_TRUE(needed.has_value());
  const Model changed = *With(model, "effect.success", *needed + 0.15);
  EXPECT_NEAR(AccountOf(changed).parties.society.value[0], 0, 1e-6);
  EXPECT_EQ(account.parties.actors[Actor::kSocialInsurance].break_even[0], std::nullopt);
  EXPECT_EQ(account.parties.actors[Actor::kState].break_even[0], 0);
}

TEST(AccountTest, RealisesTheShareThatTheEffectLeaves) {
  const Account account = AccountOf(CheckModel());
  double kept = 0;
  for (int month = 0; month < 12; ++month) kept += 0.25 * std::pow(0.985, month);
  EXPECT_NEAR(account.potential[0], 24 * 12 * 37'633.4, 1e-6);
  ASSERT_TRUE(account.realised_share[0].has_value());
  EXPECT_NEAR(*account.realised_share[0], kept / 12, 1e-12);
}

TEST(AccountTest, TakesMeasuredMonthsAsTheyAreAndLetsTheLastFade) {
  PerParty<double> one;
  one.society = 100;
  PerParty<double> two;
  two.society = 80;
  const Course course = Course::Measured({one, two}, 0.5);
  EXPECT_EQ(course.measured_months(), 2u);
  EXPECT_EQ(course.At(0).society, 100);
  EXPECT_EQ(course.At(1).society, 80);
  EXPECT_EQ(course.At(2).society, 40);
  EXPECT_EQ(course.At(4).society, 10);
}

TEST(AccountTest, ShowsWhatPublicFundsCostApart) {
  Model model = CheckModel();
  const Account before = AccountOf(model);
  model.terms.public_funds = 0.3;
  const Account after = AccountOf(model);
  EXPECT_EQ(before.public_funds[0], 0);
  EXPECT_EQ(after.parties.society, before.parties.society);
  const double actors = before.parties.society.value[0] - before.parties.individual.value[0];
  EXPECT_NEAR(after.public_funds[0], 0.3 * actors, 1e-6);
}

TEST(SensitivityTest, OrdersParametersByHowMuchHangsOnThem) {
  const auto swings = Tornado(CheckModel(), 0, {});
  ASSERT_TRUE(swings.ok());
  double last = 1e300;
  for (const Swing& swing : *swings) {
    const double length = std::abs(swing.value_at_high.society - swing.value_at_low.society);
    EXPECT_LE(length, last) << swing.parameter.code;
    last = length;
  }
  // A fifth of what is kept from month to month is lost twelve times over.
  EXPECT_EQ(swings->front().parameter.code, "effect.retention");
  EXPECT_DOUBLE_EQ(swings->front().low, 0.788);
}

TEST(SensitivityTest, HasEveryParameterOfTheModelAndDisplacementAlthoughItIsNought) {
  std::vector<std::string> codes;
  for (const Parameter& parameter : ParametersOf(CheckModel())) codes.push_back(parameter.code);
  EXPECT_THAT(codes,
              ElementsAre("wage",
                          "productivity",
                          "untaxed.municipality",
                          "resources.municipality",
                          "resources.region",
                          "resources.employment-service",
                          "resources.justice",
                          "tax.payroll",
                          "tax.municipal",
                          "tax.regional",
                          "tax.job-credit",
                          "tax.consumption",
                          "tax.municipal-kept",
                          "tax.regional-kept",
                          "effect.success",
                          "effect.deadweight",
                          "effect.displacement",
                          "effect.retention",
                          "discount-rate",
                          "participants",
                          "public-funds",
                          "cost.municipality",
                          "cost.region",
                          "cost.employment-service",
                          "cost.social-insurance"));
}

TEST(SensitivityTest, KeepsToARangeThatIsGivenAndToLegalValues) {
  const auto swings = Tornado(CheckModel(), 1, {{"discount-rate", 0, 0.06}});
  ASSERT_TRUE(swings.ok());
  for (const Swing& swing : *swings) {
    if (swing.parameter.code == "discount-rate") {
      EXPECT_EQ(swing.low, 0);
      EXPECT_EQ(swing.high, 0.06);
    }
    if (swing.parameter.code == "effect.retention") {
      EXPECT_EQ(swing.high, 1);
    }
    if (swing.parameter.code == "effect.displacement") {
      EXPECT_EQ(swing.low, 0);
      EXPECT_EQ(swing.high, 0.2);
      EXPECT_LT(swing.value_at_high.society, swing.value_at_low.society);
    }
  }
  EXPECT_EQ(Tornado(CheckModel(), 0, {{"weather", 0, 1}}).status().code(),
            absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace framdrift::account
