// Survival against hand-worked curves and a plain second program.
#include "domain/indicators/survival.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <vector>

namespace framdrift::indicators {
namespace {

using ::testing::DoubleNear;
using ::testing::Optional;

constexpr double kExactShare = 1e-12;
constexpr SpellEnd kEvent = SpellEnd::kEvent;
constexpr SpellEnd kCompeting = SpellEnd::kCompeting;
constexpr SpellEnd kCensored = SpellEnd::kCensored;

TEST(SurvivalTest, ExitsPrecedeCensoringsAtTheSameTime) {
  // At 2 three are at risk, the censored one too: 1 − 1/3; at 3 one: 0.
  const Survival survival({{2, kCensored}, {2, kEvent}, {3, kEvent}});
  EXPECT_THAT(survival.SurvivalAt(1.9), Optional(1.0));
  EXPECT_THAT(survival.SurvivalAt(2), Optional(DoubleNear(2.0 / 3, kExactShare)));
  EXPECT_THAT(survival.SurvivalAt(3), Optional(0.0));
  EXPECT_EQ(survival.steps()[0].at_risk, 3u);
}

TEST(SurvivalTest, AQuantileIsTheFirstTimeItsLevelIsReached) {
  // S: 0.75 at 1, 0.5 at 2.
  const Survival survival({{1, kEvent}, {2, kEvent}, {5, kCensored}, {5, kCensored}});
  EXPECT_THAT(survival.Quantile(0.25), Optional(1.0));
  EXPECT_THAT(survival.Quantile(0.5), Optional(2.0));
  EXPECT_EQ(survival.Quantile(0.75), std::nullopt);
  // 1 − 3/10 is a hair above 0.7 in binary and still reaches it.
  std::vector<Spell> ten(10, {9, kCensored});
  for (int i = 0; i < 3; ++i) ten[i] = {static_cast<double>(i + 1), kEvent};
  EXPECT_THAT(Survival(ten).Quantile(0.3), Optional(3.0));
}

TEST(SurvivalTest, CompetingEndsLeaveTheRiskSetAndBoundTheIncidence) {
  // At 1 an event of 4: incidence 1/4. At 2 a competing end of 3. At 3 an event of 2: both must
  // still be free: 1/4 + 3/4 · 2/3 · 1/2 = 1/2. Kaplan and Meier: 3/4 · 1/2.
  const Survival survival({{1, kEvent}, {2, kCompeting}, {3, kEvent}, {4, kCensored}});
  EXPECT_THAT(survival.IncidenceAt(1), Optional(DoubleNear(0.25, kExactShare)));
  EXPECT_THAT(survival.IncidenceAt(2), Optional(DoubleNear(0.25, kExactShare)));
  EXPECT_THAT(survival.IncidenceAt(3), Optional(DoubleNear(0.5, kExactShare)));
  EXPECT_THAT(survival.SurvivalAt(3), Optional(DoubleNear(0.375, kExactShare)));
}

TEST(SurvivalTest, TheBandIsGreenwoodsOnTheLogLogScale) {
  const Survival survival({{1, kEvent}, {2, kEvent}, {3, kEvent}, {4, kCensored}});
  // S(2) = 1/2; variance of log S 1/12 + 1/6 = 1/4; width 1.959964 · 0.5 / ln 2.
  const double width = kNormal975 * 0.5 / std::log(2.0);
  const auto band = survival.BandAt(2);
  ASSERT_TRUE(band.has_value());
  EXPECT_NEAR(band->low, std::pow(0.5, std::exp(width)), kExactShare);
  EXPECT_NEAR(band->high, std::pow(0.5, std::exp(-width)), kExactShare);
  EXPECT_EQ(survival.BandAt(0.5), std::nullopt);
}

TEST(SurvivalTest, NothingHasNoCurve) {
  EXPECT_EQ(Survival({}).SurvivalAt(1), std::nullopt);
  EXPECT_EQ(Survival({}).IncidenceAt(1), std::nullopt);
  EXPECT_EQ(Survival({}).Quantile(0.5), std::nullopt);
}

struct Curves {
  double survival = 1;
  double incidence = 0;
};

// Walks every time from 0 and counts who is there, with loops.
Curves Walk(const std::vector<Spell>& spells, int until) {
  Curves curves;
  double free = 1;
  for (int time = 0; time <= until; ++time) {
    double at_risk = 0;
    double events = 0;
    double competing = 0;
    for (const Spell& spell : spells) {
      if (spell.time >= time) ++at_risk;
      if (spell.time == time && spell.end == kEvent) ++events;
      if (spell.time == time && spell.end == kCompeting) ++competing;
    }
    if (at_risk == 0) break;
    curves.incidence += free * events / at_risk;
    curves.survival *= (at_risk - events) / at_risk;
    free *= (at_risk - events - competing) / at_risk;
  }
  return curves;
}

RC_GTEST_PROP(SurvivalTest, AgreesWithAPlainWalk, ()) {
  const auto ends = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::pair<int, int>>>(
      rc::gen::pair(rc::gen::inRange(0, 12), rc::gen::inRange(0, 3))));
  std::vector<Spell> spells;
  for (const auto& [time, end] : ends) {
    spells.push_back({static_cast<double>(time), static_cast<SpellEnd>(end)});
  }
  const Survival survival(spells);
  for (int time = 0; time < 13; ++time) {
    const Curves expected = Walk(spells, time);
    RC_ASSERT(std::abs(*survival.SurvivalAt(time) - expected.survival) < 1e-9);
    RC_ASSERT(std::abs(*survival.IncidenceAt(time) - expected.incidence) < 1e-9);
  }
}

}  // namespace
}  // namespace framdrift::indicators
