#include "domain/place/goals.h"

#include <optional>

#include "domain/history/when.h"
#include "domain/indicators/goal.h"

namespace framdrift::place {
namespace {

// A value of a period and the first day after it.
struct Published {
  std::optional<absl::CivilDay> until;
  std::optional<double> value;
};

Published LatestOf(const indicators::Indicator& indicator, absl::CivilDay day) {
  Published latest;
  const auto take = [&](const google::type::Date& date, std::optional<double> value) {
    const auto until = history::DayOrNone(date);
    if (!until || *until > day + 1 || (latest.until && *until < *latest.until)) return;
    latest = {until, value};
  };
  for (const indicators::ExternalValue& external : indicator.external_values) {
    take(external.content.to_date(), external.content.value());
  }
  for (const indicators::Publication& publication : indicator.publications) {
    std::optional<double> value;
    if (publication.content.values_size() > 0 && publication.content.values(0).has_value()) {
      value = publication.content.values(0).value();
    }
    take(publication.content.to_date(), value);
  }
  return latest;
}

}  // namespace

v1::GoalAttainment AttainmentOf(const v1::JointGoalSet& goal,
                                const indicators::Indicator& indicator, absl::CivilDay day) {
  v1::GoalAttainment out;
  out.set_goal_id(goal.goal_id());
  out.set_title(goal.title());
  if (indicator.baseline) out.set_baseline(indicator.baseline->value());
  if (indicator.target) out.set_target(indicator.target->value());
  const Published latest = LatestOf(indicator, day);
  if (latest.until) *out.mutable_value_date() = history::DateFrom(*latest.until);
  if (!latest.value) return out;
  out.set_value(*latest.value);
  if (!indicator.baseline || !indicator.target) return out;
  const auto attained = indicators::AttainmentOf(
      indicator.baseline->value(), indicator.target->value(), *latest.value);
  if (attained) out.set_attainment(*attained);
  return out;
}

}  // namespace framdrift::place
