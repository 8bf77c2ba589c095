// Exact amounts of money: whole multiples of 10^-18 öre, and rates in whole millionths.
#pragma once

#include <cstdint>
#include <optional>

#include "absl/numeric/int128.h"

namespace framdrift::account {

// Parts of a million: a tax rate, an extent, a share. Exact.
struct Rate {
  int64_t ppm = 0;

  friend bool operator==(Rate, Rate) = default;
};
inline constexpr int64_t kMillion = 1'000'000;
inline constexpr Rate kOne{kMillion};

// `value` in millionths; none where it is not finite, has more than six decimals or is beyond
// ±1 000 000.
std::optional<Rate> RateFrom(double value);

// An amount. Sums, differences and products with rates are exact while the total stays below
// 10^20 öre: a milliard rows of a month each, at ten million kronor. Never made of a real number.
class Money {
 public:
  // The unit in an öre: öre × millionth × millionth × millionth.
  static constexpr int64_t kUnitsPerOre = kMillion * kMillion * kMillion;

  constexpr Money() = default;
  static Money FromUnits(absl::int128 units) { return Money(units); }
  static Money FromOre(int64_t ore) { return Money(absl::int128(ore) * kUnitsPerOre); }

  absl::int128 units() const { return units_; }
  // The nearest whole öre, half away from zero: what is shown of a booked amount.
  int64_t ToOre() const;
  // Kronor as a real number, for discounting and pictures only.
  double ToKronor() const;

  Money operator-() const { return Money(-units_); }
  friend Money operator+(Money a, Money b) { return Money(a.units_ + b.units_); }
  friend Money operator-(Money a, Money b) { return Money(a.units_ - b.units_); }
  Money& operator+=(Money other) { return *this = *this + other; }
  friend bool operator==(Money a, Money b) { return a.units_ == b.units_; }

 private:
  explicit Money(absl::int128 units) : units_(units) {}

  absl::int128 units_ = 0;
};

// `numerator` / `denominator`, the nearest whole, half away from zero. `denominator` > 0.
absl::int128 DivideRounded(absl::int128 numerator, absl::int128 denominator);

}  // namespace framdrift::account
