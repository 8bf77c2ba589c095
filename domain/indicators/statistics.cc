#include "domain/indicators/statistics.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/check.h"

namespace framdrift::indicators {
namespace {

// What a product of decimals may lie above the whole number it stands for.
constexpr double kRounding = 1e-9;

double Squared(double x) { return x * x; }

}  // namespace

std::optional<double> MeanOf(absl::Span<const double> values) {
  if (values.empty()) return std::nullopt;
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

std::optional<double> MedianOf(std::vector<double> values) {
  if (values.empty()) return std::nullopt;
  const size_t half = values.size() / 2;
  const auto middle = values.begin() + static_cast<ptrdiff_t>(half);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*std::max_element(values.begin(), middle) + *middle) / 2;
}

std::optional<double> PercentileOf(std::vector<double> values, double percent) {
  if (values.empty()) return std::nullopt;
  const double n = static_cast<double>(values.size());
  const double number = std::clamp(std::ceil(percent * n / 100 - kRounding), 1.0, n);
  const auto at = values.begin() + static_cast<ptrdiff_t>(number) - 1;
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

std::optional<double> DeviationOf(absl::Span<const double> values) {
  if (values.size() < 2) return std::nullopt;
  const double mean = *MeanOf(values);
  double squares = 0;
  for (const double value : values) squares += Squared(value - mean);
  return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

std::optional<double> WeightedMeanOf(absl::Span<const double> values,
                                     absl::Span<const double> weights) {
  FD_CHECK(values.size() == weights.size());
  double sum = 0;
  double weight = 0;
  for (size_t i = 0; i < values.size(); ++i) {
    sum += values[i] * weights[i];
    weight += weights[i];
  }
  if (weight == 0) return std::nullopt;
  return sum / weight;
}

std::optional<double> GiniOf(std::vector<double> values) {
  const std::optional<double> mean = MeanOf(values);
  if (!mean || *mean == 0) return std::nullopt;
  // Of risen values the i-th is the larger in i pairs and the smaller in n − 1 − i.
  std::sort(values.begin(), values.end());
  const auto count = static_cast<double>(values.size());
  double differences = 0;
  for (size_t i = 0; i < values.size(); ++i) {
    differences += 2 * values[i] * (2 * static_cast<double>(i) + 1 - count);
  }
  return differences / (2 * Squared(count) * *mean);
}

std::optional<Interval> WilsonOf(double numerator, double denominator) {
  if (denominator <= 0) return std::nullopt;
  const double share = numerator / denominator;
  const double z2 = Squared(kNormal975);
  const double scale = 1 + z2 / denominator;
  const double centre = (share + z2 / (2 * denominator)) / scale;
  const double half =
      kNormal975 / scale *
      std::sqrt(share * (1 - share) / denominator + z2 / (4 * Squared(denominator)));
  return Interval{std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

SpreadFigure SpreadOf(absl::Span<const GroupFigure> groups) {
  SpreadFigure spread;
  std::vector<double> values;
  std::vector<double> sizes;
  double numerators = 0;
  double denominators = 0;
  bool pools = true;
  for (const GroupFigure& group : groups) {
    if (!group.value) {
      spread.without_value.push_back(group.group);
      continue;
    }
    values.push_back(*group.value);
    sizes.push_back(group.size);
    pools = pools && group.numerator && group.denominator;
    numerators += group.numerator.value_or(0);
    denominators += group.denominator.value_or(0);
  }
  spread.groups = values.size();
  if (values.empty()) return spread;
  spread.mean = MeanOf(values);
  spread.size_weighted_mean = WeightedMeanOf(values, sizes);
  if (pools && denominators != 0) spread.pooled = numerators / denominators;
  spread.deviation = DeviationOf(values);
  if (spread.deviation && *spread.mean != 0) spread.variation = *spread.deviation / *spread.mean;
  spread.min = *std::min_element(values.begin(), values.end());
  spread.max = *std::max_element(values.begin(), values.end());
  spread.gini = GiniOf(values);
  const double median = *MedianOf(values);
  if (median != 0) spread.max_over_median = *spread.max / median;
  return spread;
}

std::optional<Estimate> ShareEstimate(double numerator, double denominator) {
  if (denominator <= 0) return std::nullopt;
  const double share = numerator / denominator;
  return Estimate{share, share * (1 - share) / denominator};
}

std::optional<Estimate> MeanEstimate(absl::Span<const double> values) {
  const std::optional<double> deviation = DeviationOf(values);
  if (!deviation) return std::nullopt;
  return Estimate{*MeanOf(values), Squared(*deviation) / static_cast<double>(values.size())};
}

Comparison CompareOf(const Estimate& a, const Estimate& b) {
  Comparison comparison;
  comparison.difference = a.mean - b.mean;
  comparison.difference_error = std::sqrt(a.variance + b.variance);
  if (b.mean == 0) return comparison;
  comparison.ratio = a.mean / b.mean;
  comparison.ratio_error =
      std::sqrt(a.variance + b.variance * Squared(*comparison.ratio)) / std::abs(b.mean);
  return comparison;
}

}  // namespace framdrift::indicators
