#include "domain/place/goals.h"

#include <optional>
#include <string>
#include <vector>

#include "domain/history/when.h"
#include "domain/indicators/goal.h"

namespace framdrift::place {
namespace {

// A value of a period that ends before `until`; none where it is hidden.
struct Published {
  absl::CivilDay from;
  absl::CivilDay until;
  std::optional<double> value;
};

// Of periods that had ended by the end of `day`: what others published about the municipality, then
// what it published itself, each in order of publishing.
std::vector<Published> PublishedOf(const indicators::Indicator& indicator,
                                   const std::string& municipality_code, absl::CivilDay day) {
  std::vector<Published> all;
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
    std::optional<double> value;
    if (publication.content.values_size() > 0 && publication.content.values(0).has_value()) {
      value = publication.content.values(0).value();
    }
    take(publication.content, value);
  }
  return all;
}

// Whether `point` may be told: what was published of its day hides nothing.
bool IsOpen(const std::optional<indicator::v1::Point>& point, const std::vector<Published>& all) {
  const auto day = point ? history::DayOrNone(point->date()) : std::nullopt;
  if (!day) return false;
  bool open = false;
  for (const Published& one : all) {
    if (*day < one.from || *day > one.until) continue;
    if (!one.value) return false;
    open = true;
  }
  return open;
}

}  // namespace

v1::GoalAttainment AttainmentOf(const v1::JointGoalSet& goal,
                                const indicators::Indicator& indicator,
                                const std::string& municipality_code, absl::CivilDay day) {
  v1::GoalAttainment out;
  out.set_goal_id(goal.goal_id());
  out.set_title(goal.title());
  const std::vector<Published> all = PublishedOf(indicator, municipality_code, day);
  if (IsOpen(indicator.baseline, all)) out.set_baseline(indicator.baseline->value());
  if (indicator.target) out.set_target(indicator.target->value());
  const Published* latest = nullptr;
  for (const Published& one : all) {
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
