#include "domain/account/money.h"

#include <cmath>

namespace framdrift::account {

std::optional<Rate> RateFrom(double value) {
  if (!std::isfinite(value) || std::abs(value) > 1e6) return std::nullopt;
  const double scaled = value * kMillion;
  const double nearest = std::round(scaled);
  // A double has at least ten digits more than the six decimals of a number below a million.
  if (std::abs(scaled - nearest) > 1e-3) return std::nullopt;
  return Rate{static_cast<int64_t>(nearest)};
}

absl::int128 DivideRounded(absl::int128 numerator, absl::int128 denominator) {
  const absl::int128 half = denominator / 2;
  return (numerator < 0 ? numerator - half : numerator + half) / denominator;
}

int64_t Money::ToOre() const { return static_cast<int64_t>(DivideRounded(units_, kUnitsPerOre)); }

double Money::ToKronor() const { return static_cast<double>(units_) / (100.0 * kUnitsPerOre); }

}  // namespace framdrift::account
