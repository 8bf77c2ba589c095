#include "domain/place/goals.h"

#include <gtest/gtest.h>

#include "tests/testing/given.h"

namespace framdrift::place {
namespace {

using testing::Proto;

v1::JointGoalSet Goal() { return Proto<v1::JointGoalSet>("goal_id: 'g' title: 'fler arbetar'"); }

indicators::Indicator WithGoal() {
  indicators::Indicator indicator;
  indicator.baseline.emplace().set_value(0.3);
  indicator.target.emplace().set_value(0.5);
  return indicator;
}

void Publish(indicators::Indicator& indicator, int year, const std::string& values) {
  indicators::Publication& publication = indicator.publications.emplace_back();
  publication.content = Proto<indicator::v1::IndicatorPublished>(values);
  publication.content.mutable_to_date()->set_year(year);
  publication.content.mutable_to_date()->set_month(1);
  publication.content.mutable_to_date()->set_day(1);
}

TEST(JointGoalTest, IsToldByWhatWasPublishedOfTheLatestPeriodThatHadEnded) {
  indicators::Indicator indicator = WithGoal();
  Publish(indicator, 2019, "values { value: 0.4 }");
  Publish(indicator, 2018, "values { value: 0.35 }");
  Publish(indicator, 2020, "values { value: 0.9 }");
  const auto goal = AttainmentOf(Goal(), indicator, absl::CivilDay(2018, 12, 31));
  EXPECT_EQ(goal.value(), 0.4);
  EXPECT_EQ(goal.value_date().year(), 2019);
  EXPECT_DOUBLE_EQ(goal.attainment(), 0.5);
  EXPECT_DOUBLE_EQ(AttainmentOf(Goal(), indicator, absl::CivilDay(2018, 12, 30)).attainment(),
                   0.25);
}

TEST(JointGoalTest, HasNoValueWhereTheLatestIsHiddenOrNothingIsPublished) {
  indicators::Indicator indicator = WithGoal();
  EXPECT_FALSE(AttainmentOf(Goal(), indicator, absl::CivilDay(2019, 1, 1)).has_value());
  Publish(indicator, 2018, "values { value: 0.35 }");
  Publish(indicator, 2019, "values { suppressed: true }");
  const auto goal = AttainmentOf(Goal(), indicator, absl::CivilDay(2019, 1, 1));
  EXPECT_FALSE(goal.has_value());
  EXPECT_FALSE(goal.has_attainment());
  EXPECT_EQ(goal.baseline(), 0.3);
}

TEST(JointGoalTest, HasNoAttainmentWithoutBaselineOrWhereTargetIsBaseline) {
  indicators::Indicator indicator;
  Publish(indicator, 2019, "values { value: 0.4 }");
  EXPECT_FALSE(AttainmentOf(Goal(), indicator, absl::CivilDay(2019, 1, 1)).has_attainment());
  indicator = WithGoal();
  indicator.target->set_value(0.3);
  Publish(indicator, 2019, "values { value: 0.4 }");
  EXPECT_FALSE(AttainmentOf(Goal(), indicator, absl::CivilDay(2019, 1, 1)).has_attainment());
}

}  // namespace
}  // namespace framdrift::place
