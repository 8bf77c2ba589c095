// How far an indicator has come from its baseline to its target, and when it will be there.
#pragma once

#include <optional>
#include <vector>

#include "absl/time/civil_time.h"
#include "domain/indicators/moment.h"
#include "framdrift/indicator/v1/definition.pb.h"

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

// What was told of the whole of a period, from its first day to the first after it; no value where
// it was hidden.
struct ToldPeriod {
  absl::CivilDay from;
  absl::CivilDay until;
  std::optional<double> value;
};

// Whether a baseline says no more than what was told: it is the value, rounded as it is, of a
// period that its day lies in or follows at once, and no such period is hidden.
bool IsTold(const indicator::v1::Point& baseline, const std::vector<ToldPeriod>& periods);

}  // namespace framdrift::indicators
