#include "domain/indicators/goal.h"

#include <algorithm>
#include <cmath>

#include "domain/history/when.h"

namespace framdrift::indicators {
namespace {

constexpr double kHundredYears = 36'525;
constexpr int kMostDecimals = 9;
// What binary fractions leave of decimal ones.
constexpr double kLeft = 1e-6;

// Whether `rounded` is `value` with as many decimals as `rounded` has.
bool IsRounding(double rounded, double value) {
  double scale = 1;
  for (int decimals = 0; decimals < kMostDecimals; ++decimals, scale *= 10) {
    if (std::abs(std::round(rounded * scale) - rounded * scale) < kLeft) break;
  }
  return std::abs(rounded - value) * scale <= 0.5 + kLeft;
}

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

bool IsTold(const indicator::v1::Point& baseline, const std::vector<ToldPeriod>& periods) {
  const auto day = history::DayOrNone(baseline.date());
  if (!day) return false;
  const auto is_of_it = [&](const ToldPeriod& one) {
    return one.from <= *day && *day <= one.until;
  };
  return std::none_of(periods.begin(),
                      periods.end(),
                      [&](const ToldPeriod& one) { return is_of_it(one) && !one.value; }) &&
         std::any_of(periods.begin(), periods.end(), [&](const ToldPeriod& one) {
           return is_of_it(one) && IsRounding(baseline.value(), *one.value);
         });
}

}  // namespace framdrift::indicators
