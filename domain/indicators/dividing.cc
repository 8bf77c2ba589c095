#include "domain/indicators/dividing.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "domain/indicators/cells.h"

namespace framdrift::indicators {
namespace {

using indicator::v1::Measure;

// A group of either answer, and its place in each that has it.
struct GroupOfBoth {
  std::string name;
  std::optional<size_t> above;
  std::optional<size_t> below;

  bool is_named() const { return !name.empty() && name != kMissingGroup; }
};

// The whole first, what is missing last.
std::vector<GroupOfBoth> GroupsOfBoth(const Answer& above, const Answer& below) {
  std::vector<GroupOfBoth> groups;
  absl::flat_hash_map<absl::string_view, size_t> places;
  for (size_t i = 0; i < above.groups.size(); ++i) {
    places[above.groups[i]] = i;
    groups.push_back({above.groups[i], i, std::nullopt});
  }
  for (size_t i = 0; i < below.groups.size(); ++i) {
    const auto found = places.find(below.groups[i]);
    if (found == places.end()) {
      groups.push_back({below.groups[i], std::nullopt, i});
    } else {
      groups[found->second].below = i;
    }
  }
  std::stable_partition(groups.begin(), groups.end(), [](const GroupOfBoth& group) {
    return group.name != kMissingGroup;
  });
  return groups;
}

// Of a group that the answer does not have there is nothing.
Figure FigureAt(const Answer& answer, size_t window, const std::optional<size_t>& group) {
  return group ? answer.at(window, *group) : Figure();
}

Figure Quotient(const Figure& above, const Figure& below, bool counts) {
  Figure figure;
  figure.above = above.below;
  figure.below = below.below;
  for (size_t skip = 0; skip < kSkips; ++skip) {
    figure.skipped[skip] = above.skipped[skip] + below.skipped[skip];
  }
  if (counts || above.below > 0) figure.numerator = above.numerator.value_or(0);
  if (below.below > 0) figure.denominator = below.numerator;
  if (figure.numerator && figure.denominator && *figure.denominator != 0) {
    figure.value = *figure.numerator / *figure.denominator;
  }
  return figure;
}

}  // namespace

Answer Divide(const Plan& plan, Moment as_of, const Answer& above, const Answer& below) {
  const bool counts = plan.measure.kind == Measure::kCount;
  Answer answer;
  answer.windows = above.windows;
  answer.overlapping = above.overlapping || below.overlapping;
  const std::vector<GroupOfBoth> groups = GroupsOfBoth(above, below);
  for (const GroupOfBoth& group : groups) answer.groups.push_back(group.name);
  for (size_t window = 0; window < answer.windows.size(); ++window) {
    const size_t whole = answer.figures.size();
    std::vector<GroupFigure> told;
    for (const GroupOfBoth& group : groups) {
      Figure figure = Quotient(
          FigureAt(above, window, group.above), FigureAt(below, window, group.below), counts);
      if (!IsTold(plan.period, answer.windows[window], as_of)) figure.value.reset();
      if (group.is_named()) {
        told.push_back({group.name,
                        figure.value,
                        static_cast<double>(figure.below),
                        figure.numerator,
                        figure.denominator});
      }
      answer.figures.push_back(std::move(figure));
    }
    if (plan.across) TellSpread(plan, told, answer.figures[whole]);
  }
  return answer;
}

}  // namespace framdrift::indicators
