#include "domain/place/goals.h"

#include <gtest/gtest.h>

#include "tests/testing/given.h"

namespace framdrift::place {
namespace {

using testing::Proto;

v1::JointGoalSet Goal() { return Proto<v1::JointGoalSet>("goal_id: 'g' title: 'fler arbetar'"); }

constexpr char kRamsjo[] = "2161";

google::type::Date FirstOf(int year) {
  google::type::Date date;
  date.set_year(year);
  date.set_month(1);
  date.set_day(1);
  return date;
}

// Of a baseline on the last day of 2016.
indicators::Indicator WithGoal() {
  indicators::Indicator indicator;
  indicator.baseline =
      Proto<indicator::v1::Point>("value: 0.3 date { year: 2016 month: 12 day: 31 }");
  indicator.target.emplace().set_value(0.5);
  return indicator;
}

// Of the year before `year`.
void Publish(indicators::Indicator& indicator, int year, const std::string& values) {
  indicators::Publication& publication = indicator.publications.emplace_back();
  publication.content = Proto<indicator::v1::IndicatorPublished>(values);
  *publication.content.mutable_from_date() = FirstOf(year - 1);
  *publication.content.mutable_to_date() = FirstOf(year);
}

void Bring(indicators::Indicator& indicator, int year, const std::string& code, double value) {
  indicators::ExternalValue& external = indicator.external_values.emplace_back();
  external.content.set_municipality_code(code);
  external.content.set_value(value);
  *external.content.mutable_from_date() = FirstOf(year - 1);
  *external.content.mutable_to_date() = FirstOf(year);
}

v1::GoalAttainment At(const indicators::Indicator& indicator, absl::CivilDay day) {
  return AttainmentOf(Goal(), indicator, kRamsjo, day);
}

TEST(JointGoalTest, IsToldByWhatWasPublishedOfTheLatestPeriodThatHadEnded) {
  indicators::Indicator indicator = WithGoal();
  Publish(indicator, 2017, "values { value: 0.3 }");
  Publish(indicator, 2019, "values { value: 0.4 }");
  Publish(indicator, 2018, "values { value: 0.35 }");
  Publish(indicator, 2020, "values { value: 0.9 }");
  const auto goal = At(indicator, absl::CivilDay(2018, 12, 31));
  EXPECT_EQ(goal.value(), 0.4);
  EXPECT_EQ(goal.value_date().year(), 2019);
  EXPECT_DOUBLE_EQ(goal.attainment(), 0.5);
  EXPECT_DOUBLE_EQ(At(indicator, absl::CivilDay(2018, 12, 30)).attainment(), 0.25);
}

TEST(JointGoalTest, HasNoValueWhereTheLatestIsHiddenOrNothingIsPublished) {
  indicators::Indicator indicator = WithGoal();
  EXPECT_FALSE(At(indicator, absl::CivilDay(2019, 1, 1)).has_value());
  Publish(indicator, 2017, "values { value: 0.3 }");
  Publish(indicator, 2018, "values { value: 0.35 }");
  Publish(indicator, 2019, "values { suppressed: true }");
  const auto goal = At(indicator, absl::CivilDay(2019, 1, 1));
  EXPECT_FALSE(goal.has_value());
  EXPECT_FALSE(goal.has_attainment());
  EXPECT_EQ(goal.baseline(), 0.3);
}

TEST(JointGoalTest, HasNoAttainmentWithoutBaselineOrWhereTargetIsBaseline) {
  indicators::Indicator indicator;
  Publish(indicator, 2019, "values { value: 0.4 }");
  EXPECT_FALSE(At(indicator, absl::CivilDay(2019, 1, 1)).has_attainment());
  indicator = WithGoal();
  indicator.target->set_value(0.3);
  Publish(indicator, 2017, "values { value: 0.3 }");
  Publish(indicator, 2019, "values { value: 0.4 }");
  EXPECT_FALSE(At(indicator, absl::CivilDay(2019, 1, 1)).has_attainment());
}

TEST(JointGoalTest, TakesNoValueAboutAnotherMunicipality) {
  indicators::Indicator indicator = WithGoal();
  Bring(indicator, 2017, kRamsjo, 0.3);
  Bring(indicator, 2018, kRamsjo, 0.35);
  Bring(indicator, 2019, "0180", 99);
  const absl::CivilDay day(2019, 1, 31);
  EXPECT_EQ(At(indicator, day).value(), 0.35);
  EXPECT_EQ(At(indicator, day).value_date().year(), 2018);
  // A place whose municipality is not said takes none.
  EXPECT_FALSE(AttainmentOf(Goal(), indicator, "", day).has_value());
  EXPECT_FALSE(AttainmentOf(Goal(), indicator, "", day).has_baseline());
}

TEST(JointGoalTest, TellsABaselineOnlyWhereItsPeriodWasPublishedAndIsNotHidden) {
  indicators::Indicator indicator = WithGoal();
  Publish(indicator, 2019, "values { value: 0.4 }");
  const absl::CivilDay day(2019, 1, 31);
  auto goal = At(indicator, day);
  EXPECT_FALSE(goal.has_baseline());
  // With the target and how much of it is attained the baseline could be told.
  EXPECT_FALSE(goal.has_attainment());
  EXPECT_EQ(goal.target(), 0.5);
  EXPECT_EQ(goal.value(), 0.4);
  Publish(indicator, 2017, "values { value: 0.3 }");
  goal = At(indicator, day);
  EXPECT_EQ(goal.baseline(), 0.3);
  EXPECT_DOUBLE_EQ(goal.attainment(), 0.5);
  // What is released anew and hidden stays hidden.
  Publish(indicator, 2017, "values { suppressed: true }");
  EXPECT_FALSE(At(indicator, day).has_baseline());
}

}  // namespace
}  // namespace framdrift::place
