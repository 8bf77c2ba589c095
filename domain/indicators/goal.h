// How far an indicator has come from its baseline to its target, and when it will be there.
#pragma once

#include <optional>

#include "domain/indicators/moment.h"

namespace framdrift::indicators {

struct GoalPoint {
  double value = 0;
  DayNumber day = 0;
};

// (value − baseline) / (target − baseline): signed and uncapped. None where they are the same.
std::optional<double> AttainmentOf(double baseline, double target, double value);

// The day on which the target is met at the pace from `baseline` to `now`: `now.day` when it is met
// already. None where it is not met at this pace, or not within a hundred years.
std::optional<DayNumber> ForecastOf(const GoalPoint& baseline, double target, const GoalPoint& now);

}  // namespace framdrift::indicators
