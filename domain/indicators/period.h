// The periods an indicator is told for: calendar units and rolling ones.
#pragma once

#include <vector>

#include "domain/indicators/moment.h"
#include "framdrift/indicator/v1/definition.pb.h"

namespace framdrift::indicators {

// first ≤ day < end.
struct Window {
  DayNumber first = 0;
  DayNumber end = 0;

  friend bool operator==(const Window&, const Window&) = default;
};

// The period that `day` is in; a rolling one ends with the unit that `day` is in.
Window PeriodOf(const indicator::v1::Period& period, DayNumber day);
// One for each unit with a day in first ≤ day < end, rising.
std::vector<Window> PeriodsOf(const indicator::v1::Period& period, const Window& range);

// Whether the period is told as of then: a year once it is over.
bool IsTold(const indicator::v1::Period& period, const Window& window, Moment as_of);

}  // namespace framdrift::indicators
