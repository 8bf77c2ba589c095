#include "domain/indicators/goal.h"

#include <cmath>

namespace framdrift::indicators {
namespace {

constexpr double kHundredYears = 36'525;

}  // namespace

std::optional<double> AttainmentOf(double baseline, double target, double value) {
  if (target == baseline) return std::nullopt;
  return (value - baseline) / (target - baseline);
}

std::optional<DayNumber> ForecastOf(const GoalPoint& baseline, double target,
                                    const GoalPoint& now) {
  const std::optional<double> attained = AttainmentOf(baseline.value, target, now.value);
  if (!attained) return std::nullopt;
  if (*attained >= 1) return now.day;
  const double elapsed = now.day - baseline.day;
  if (*attained <= 0 || elapsed <= 0) return std::nullopt;
  const double left = std::ceil(elapsed * (1 - *attained) / *attained);
  if (left > kHundredYears) return std::nullopt;
  return now.day + static_cast<DayNumber>(left);
}

}  // namespace framdrift::indicators
