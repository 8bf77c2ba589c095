#include "domain/place/goals.h"

#include <optional>
#include <string>
#include <vector>

#include "domain/history/when.h"
#include "domain/indicators/goal.h"

namespace framdrift::place {
namespace {

// Of periods that had ended by the end of `day`: what others published about the municipality, then
// what it published itself, each in order of publishing.
std::vector<indicators::ToldPeriod> ToldOf(const indicators::Indicator& indicator,
                                           const std::string& municipality_code,
                                           absl::CivilDay day) {
  std::vector<indicators::ToldPeriod> all;
  const auto take = [&](const auto& content, std::optional<double> value) {
    const auto from = history::DayOrNone(content.from_date());
    const auto until = history::DayOrNone(content.to_date());
    if (from && until && *until <= day + 1) all.push_back({*from, *until, value});
  };
  for (const indicators::ExternalValue& external : indicator.external_values) {
    const bool own = external.content.municipality_code() == municipality_code;
    if (own && !municipality_code.empty()) take(external.content, external.content.value());
  }
  for (const indicators::Publication& publication : indicator.publications) {
    take(publication.content, indicators::WholeOf(publication.content));
  }
  return all;
}

}  // namespace

v1::GoalAttainment AttainmentOf(const v1::JointGoalSet& goal,
                                const indicators::Indicator& indicator,
                                const std::string& municipality_code, absl::CivilDay day) {
  v1::GoalAttainment out;
  out.set_goal_id(goal.goal_id());
  out.set_title(goal.title());
  const std::vector<indicators::ToldPeriod> all = ToldOf(indicator, municipality_code, day);
  if (indicator.baseline && indicators::IsTold(*indicator.baseline, all)) {
    out.set_baseline(indicator.baseline->value());
  }
  if (indicator.target) out.set_target(indicator.target->value());
  const indicators::ToldPeriod* latest = nullptr;
  for (const indicators::ToldPeriod& one : all) {
    if (latest == nullptr || one.until >= latest->until) latest = &one;
  }
  if (latest == nullptr) return out;
  *out.mutable_value_date() = history::DateFrom(latest->until);
  if (!latest->value) return out;
  out.set_value(*latest->value);
  if (!out.has_baseline() || !out.has_target()) return out;
  const auto attained = indicators::AttainmentOf(out.baseline(), out.target(), *latest->value);
  if (attained) out.set_attainment(*attained);
  return out;
}

}  // namespace framdrift::place
