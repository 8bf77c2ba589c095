#include "domain/indicators/cells.h"

namespace framdrift::indicators {
namespace {

using indicator::v1::Measure;

void SetDuration(const MeasurePlan& measure, const Cell& cell, Figure& figure) {
  if (measure.is_survival()) {
    const Survival survival(cell.spells);
    figure.numerator = static_cast<double>(survival.events());
    figure.denominator = static_cast<double>(survival.size());
    switch (measure.statistic) {
      case indicator::v1::DURATION_STATISTIC_SURVIVAL_AT:
        figure.value = survival.SurvivalAt(measure.at);
        figure.interval = survival.BandAt(measure.at);
        break;
      case indicator::v1::DURATION_STATISTIC_INCIDENCE_AT:
        figure.value = survival.IncidenceAt(measure.at);
        break;
      default:
        figure.value = survival.Quantile(measure.percent / 100);
    }
    return;
  }
  switch (measure.statistic) {
    case indicator::v1::DURATION_STATISTIC_MEAN:
      if (cell.denominator != 0) figure.value = cell.numerator / cell.denominator;
      return;
    case indicator::v1::DURATION_STATISTIC_PERCENTILE:
      figure.value = PercentileOf(cell.values, measure.percent);
      break;
    default:
      figure.value = MedianOf(cell.values);
  }
  figure.numerator.reset();
}

}  // namespace

void AddRow(const Plan& plan, const Outcomes& out, size_t i, Cell& cell) {
  if (out.counted[i] == Counted::kSkipped) {
    ++cell.skipped[static_cast<size_t>(out.skips[i])];
    return;
  }
  const double weight = out.weights.empty() ? 1 : out.weights[i];
  const bool above = out.counted[i] == Counted::kAbove;
  ++cell.below;
  cell.above += above ? 1 : 0;
  switch (plan.measure.kind) {
    case Measure::kSum:
    case Measure::kMean:
      cell.values.push_back(out.values[i]);
      cell.numerator += weight * out.values[i];
      cell.denominator += weight;
      return;
    case Measure::kDuration:
      if (plan.measure.is_survival()) {
        cell.spells.push_back({out.values[i], out.ends[i]});
      } else {
        cell.values.push_back(out.values[i]);
      }
      cell.numerator += weight * out.values[i];
      cell.denominator += weight;
      return;
    case Measure::kRatio:
      cell.numerator += weight * out.values[i];
      cell.denominator += weight * out.below[i];
      return;
    case Measure::kDistribution: {
      cell.denominator += weight;
      const std::vector<Band>& bands = plan.measure.bands;
      cell.bands.resize(bands.size(), 0);
      for (size_t band = 0; band < bands.size(); ++band) {
        if (bands[band].Holds(out.values[i])) cell.bands[band] += weight;
      }
      return;
    }
    default:
      if (!out.same_day.empty()) cell.same_day += out.same_day[i];
      cell.numerator += above ? weight : 0;
      cell.denominator += weight;
  }
}

void AddTallies(const uint32_t* tallies, Cell& cell) {
  const uint32_t above = tallies[static_cast<size_t>(Counted::kAbove)];
  const uint32_t below = above + tallies[static_cast<size_t>(Counted::kBelow)];
  cell.above += above;
  cell.below += below;
  cell.numerator += above;
  cell.denominator += below;
  for (size_t skip = 0; skip < kSkips; ++skip) cell.skipped[skip] += tallies[4 + skip];
}

Figure FigureOf(const Plan& plan, const Cell& cell) {
  Figure figure;
  figure.below = cell.below;
  figure.above = cell.above;
  figure.skipped = cell.skipped;
  figure.same_day = cell.same_day;
  figure.numerator = cell.numerator;
  figure.denominator = cell.denominator;
  switch (plan.measure.kind) {
    case Measure::kCount:
    case Measure::kSum:
      figure.value = cell.numerator;
      figure.denominator.reset();
      if (plan.measure.kind == Measure::kSum && cell.below == 0) figure.value.reset();
      break;
    case Measure::kDuration:
      SetDuration(plan.measure, cell, figure);
      break;
    case Measure::kDistribution:
      figure.numerator.reset();
      figure.bands = cell.bands;
      figure.bands.resize(plan.measure.bands.size(), 0);
      break;
    default:
      if (cell.denominator != 0) figure.value = cell.numerator / cell.denominator;
  }
  const bool is_share =
      plan.measure.kind == Measure::kShare || plan.measure.kind == Measure::kReturn;
  if (is_share) figure.interval = WilsonOf(cell.numerator, cell.denominator);
  return figure;
}

void TellSpread(const Plan& plan, absl::Span<const GroupFigure> groups, Figure& whole) {
  whole.spread = SpreadOf(groups);
  switch (plan.statistic) {
    case indicator::v1::SPREAD_STATISTIC_GINI:
      whole.value = whole.spread->gini;
      break;
    case indicator::v1::SPREAD_STATISTIC_MAX_OVER_MEDIAN:
      whole.value = whole.spread->max_over_median;
      break;
    default:
      whole.value = whole.spread->variation;
  }
}

std::optional<Estimate> EstimateOf(const Plan& plan, const Cell& cell) {
  if (plan.measure.kind == Measure::kMean) return MeanEstimate(cell.values);
  return ShareEstimate(cell.numerator, cell.denominator);
}

}  // namespace framdrift::indicators
