// The statistics of indicators, by the conventions that make two programs give the same digits.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"

namespace framdrift::indicators {

// The 97.5th percentile of the standard normal distribution.
inline constexpr double kNormal975 = 1.959963984540054;

struct Interval {
  double low = 0;
  double high = 0;

  friend bool operator==(const Interval&, const Interval&) = default;
};

// None of these has a value where there is nothing to compute it of.
std::optional<double> MeanOf(absl::Span<const double> values);
// The middle value, or the mean of the two middle ones.
std::optional<double> MedianOf(std::vector<double> values);
// Value number ceil(percent · n / 100), the smallest being number 1. 0 ≤ percent ≤ 100.
std::optional<double> PercentileOf(std::vector<double> values, double percent);
// Σ|xi − xj| / (2 n² mean), each pair both ways; none where the mean is 0.
std::optional<double> GiniOf(std::vector<double> values);
// By n − 1; none of a single value.
std::optional<double> DeviationOf(absl::Span<const double> values);
// Σ wx / Σ w; none where the weights sum to nothing. As many weights as values.
std::optional<double> WeightedMeanOf(absl::Span<const double> values,
                                     absl::Span<const double> weights);
// Wilson's interval, 95 %, for `numerator` of `denominator`.
std::optional<Interval> WilsonOf(double numerator, double denominator);

// A figure of one group.
struct GroupFigure {
  std::string group;
  std::optional<double> value;
  // Rows or weights behind it.
  double size = 0;
  // Value = numerator / denominator; none where it is no quotient, such as a median.
  std::optional<double> numerator;
  std::optional<double> denominator;
};

struct SpreadFigure {
  size_t groups = 0;
  std::optional<double> mean;
  std::optional<double> size_weighted_mean;
  // Σ numerators / Σ denominators; none where a group's figure cannot be pooled.
  std::optional<double> pooled;
  std::optional<double> deviation;
  // Deviation by mean.
  std::optional<double> variation;
  std::optional<double> min;
  std::optional<double> max;
  // Σ|xi − xj| / (2 n² mean) over all pairs, each both ways.
  std::optional<double> gini;
  std::optional<double> max_over_median;
  std::vector<std::string> without_value;
};

// Over the groups that have a value; the others are named.
SpreadFigure SpreadOf(absl::Span<const GroupFigure> groups);

// A group's mean and the variance of that mean: p(1 − p)/n of a share, s²/n of a mean.
struct Estimate {
  double mean = 0;
  double variance = 0;
};

struct Comparison {
  double difference = 0;
  double difference_error = 0;
  // None where the other's mean is 0.
  std::optional<double> ratio;
  std::optional<double> ratio_error;
};

std::optional<Estimate> ShareEstimate(double numerator, double denominator);
// None of fewer than two values.
std::optional<Estimate> MeanEstimate(absl::Span<const double> values);
// `a` against `b`; the ratio's error is that of the first-order expansion.
Comparison CompareOf(const Estimate& a, const Estimate& b);

}  // namespace framdrift::indicators
