#include "domain/indicators/dividing.h"

#include <algorithm>

#include "domain/indicators/cells.h"

namespace framdrift::indicators {
namespace {

using indicator::v1::Measure;

// The whole first, what is missing last.
std::vector<std::string> GroupsOfBoth(const Answer& above, const Answer& below) {
  std::vector<std::string> groups = above.groups;
  for (const std::string& group : below.groups) {
    if (std::find(groups.begin(), groups.end(), group) == groups.end()) groups.push_back(group);
  }
  std::stable_partition(groups.begin(), groups.end(), [](const std::string& group) {
    return group != kMissingGroup;
  });
  return groups;
}

// Of a group that the answer does not have there is nothing.
Figure FigureOfGroup(const Answer& answer, size_t window, const std::string& group) {
  const auto found = std::find(answer.groups.begin(), answer.groups.end(), group);
  if (found == answer.groups.end()) return {};
  return answer.at(window, static_cast<size_t>(found - answer.groups.begin()));
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
  answer.groups = GroupsOfBoth(above, below);
  answer.overlapping = above.overlapping || below.overlapping;
  for (size_t window = 0; window < answer.windows.size(); ++window) {
    const size_t whole = answer.figures.size();
    std::vector<GroupFigure> told;
    for (const std::string& group : answer.groups) {
      Figure figure = Quotient(
          FigureOfGroup(above, window, group), FigureOfGroup(below, window, group), counts);
      if (!IsTold(plan.period, answer.windows[window], as_of)) figure.value.reset();
      if (!group.empty() && group != kMissingGroup) {
        told.push_back({group,
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
