#include "clients/cli/scale.h"

#include <algorithm>
#include <cmath>

namespace framdrift::cli {
namespace {

constexpr double kMostSteps = 6;

// The least of 1, 2 and 5 times a power of ten that is no less than `least`.
double RoundStep(double least) {
  const double power = std::pow(10, std::floor(std::log10(least)));
  for (const double times : {1.0, 2.0, 5.0}) {
    if (times * power >= least * (1 - 1e-9)) return times * power;
  }
  return 10 * power;
}

}  // namespace

Scale::Scale(double low, double high, bool whole, double from, double to) : from_(from), to_(to) {
  low = std::min(low, 0.0);
  high = std::max(high, 0.0);
  if (!(high > low) || !std::isfinite(high - low)) return;
  step_ = RoundStep((high - low) / kMostSteps);
  if (whole) step_ = std::max(step_, 1.0);
  low_ = std::floor(low / step_ + 1e-9) * step_;
  high_ = std::ceil(high / step_ - 1e-9) * step_;
}

double Scale::At(double value) const {
  const double share = (value - low_) / (high_ - low_);
  return from_ + (to_ - from_) * std::clamp(share, 0.0, 1.0);
}

std::vector<double> Scale::Marks() const {
  std::vector<double> marks;
  const auto count = static_cast<int>(std::round((high_ - low_) / step_));
  for (int i = 0; i <= count; ++i) marks.push_back(low_ + i * step_);
  return marks;
}

}  // namespace framdrift::cli
