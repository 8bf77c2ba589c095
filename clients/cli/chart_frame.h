// What stands around the plot of every chart: its name, its notes, and its figures in words.
#pragma once

#include <cstddef>
#include <string>

#include "clients/cli/chart.h"
#include "clients/cli/svg.h"

namespace framdrift::cli {

// Of more curves the first are drawn, and all are told in words.
inline constexpr size_t kMostCurves = 6;

// A drawing with the chart's name above and its notes from `plot_end` down; the plot is to come.
Svg BeginChart(const Chart& chart, double plot_end);

// What <desc> says: a line a figure.
std::string DescriptionOf(const Chart& chart);

// `men: 39 weeks`, where the indicator is such a time.
std::string CurveText(const Chart& chart, const ChartCurve& curve);

}  // namespace framdrift::cli
