#include "clients/cli/chart_svg.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "clients/cli/chart_frame.h"
#include "clients/cli/scale.h"
#include "clients/cli/svg.h"
#include "clients/cli/table.h"
#include "clients/cli/texts.h"

namespace framdrift::cli {
namespace {

constexpr double kLeft = 88;
constexpr double kRight = 740;  // beyond it stand labels
constexpr double kTop = 84;
constexpr double kPlotHeight = 320;
constexpr double kBarStep = 30;
constexpr double kBarLeft = 240;
constexpr double kLabelStep = 18;
constexpr double kLeastLabel = 66;     // a label of the time axis takes this much
constexpr size_t kLabelColumns = 28;   // of bars
constexpr size_t kSideColumns = 38;    // beside the plot
constexpr size_t kLegendColumns = 30;  // after the sample of a curve

// Colours that are told apart with every colour vision (Okabe and Ito), each with a dash of its
// own.
constexpr const char* kCurves[kMostCurves] = {"stroke=\"#0072b2\"",
                                              "stroke=\"#d55e00\" stroke-dasharray=\"10 4\"",
                                              "stroke=\"#009e73\" stroke-dasharray=\"3 3\"",
                                              "stroke=\"#a3467d\" stroke-dasharray=\"12 4 3 4\"",
                                              "stroke=\"#000000\" stroke-dasharray=\"1 5\"",
                                              "stroke=\"#946c00\" stroke-dasharray=\"20 5\""};

bool IsWhole(double value) { return value == std::floor(value); }

// The values of the chart, with everything that is drawn on their axis.
Scale ScaleOf(const Chart& chart, double from, double to) {
  double low = 0;
  double high = 0;
  bool whole = !chart.percent;
  const auto hold = [&](double value) {
    low = std::min(low, value);
    high = std::max(high, value);
  };
  for (const ChartPoint& point : chart.points) {
    if (point.value) hold(*point.value);
    if (point.value) whole = whole && IsWhole(*point.value);
    if (point.interval) hold(point.interval->low);
    if (point.interval) hold(point.interval->high);
  }
  for (const auto& level : {chart.baseline, chart.target}) {
    if (level) hold(level->value);
  }
  return Scale(low, high, whole, from, to);
}

// A mark of the value axis; its unit stands above the chart.
std::string MarkText(const Chart& chart, double value) {
  return chart.percent ? ShareText(value) : NumberText(value);
}

void DrawValueAxis(const Chart& chart, const Scale& scale, Svg& svg) {
  for (const double mark : scale.Marks()) {
    const double y = scale.At(mark);
    svg.Line({kLeft, y}, {kRight, y}, mark == 0 ? "axis" : "grid");
    svg.Text(kLeft - 8, y + 5, "end", "tick", MarkText(chart, mark));
  }
}

// Labels beside the plot, so that none stands on another.
class SideLabels {
 public:
  void Add(double y, std::string text) { labels_.emplace_back(y, std::move(text)); }
  void Draw(Svg& svg) {
    std::sort(labels_.begin(), labels_.end());
    double free = 0;
    for (const auto& [y, text] : labels_) {
      const double at = std::max(y, free);
      svg.Text(kRight + 10, at + 5, "start", "label", Cut(text, kSideColumns));
      free = at + kLabelStep;
    }
  }

 private:
  std::vector<std::pair<double, std::string>> labels_;
};

// Calls `draw` with the places of points that follow each other and have what `has` asks for.
template <typename Has, typename Draw>
void ForRuns(const std::vector<ChartPoint>& points, const Has& has, const Draw& draw) {
  for (size_t i = 0; i < points.size();) {
    size_t end = i;
    while (end < points.size() && has(points[end])) ++end;
    if (end > i) draw(i, end);
    i = std::max(end, i + 1);
  }
}

void DrawBands(const Chart& chart, const Scale& scale, const std::vector<double>& at, Svg& svg) {
  const auto& points = chart.points;
  const auto has = [](const ChartPoint& point) { return point.interval.has_value(); };
  ForRuns(points, has, [&](size_t begin, size_t end) {
    if (end - begin == 1) {
      const ChartInterval& only = *points[begin].interval;
      svg.Line({at[begin], scale.At(only.low)}, {at[begin], scale.At(only.high)}, "whisker");
      return;
    }
    std::vector<Svg::Point> area;
    for (size_t i = begin; i < end; ++i) {
      area.emplace_back(at[i], scale.At(points[i].interval->high));
    }
    for (size_t i = end; i-- > begin;) {
      area.emplace_back(at[i], scale.At(points[i].interval->low));
    }
    svg.Path(area, true, "band");
  });
}

void DrawPoints(const Chart& chart, const Scale& scale, const std::vector<double>& at, Svg& svg) {
  const auto& points = chart.points;
  const auto has = [](const ChartPoint& point) { return point.value.has_value(); };
  ForRuns(points, has, [&](size_t begin, size_t end) {
    std::vector<Svg::Point> line;
    for (size_t i = begin; i < end; ++i) line.emplace_back(at[i], scale.At(*points[i].value));
    if (line.size() > 1) svg.Path(line, false, "line");
    for (const Svg::Point& point : line) svg.Circle(point, 4, "mark");
  });
}

std::string SeriesOf(const Chart& chart) {
  const double bottom = kTop + kPlotHeight;
  Svg svg = BeginChart(chart, bottom + 24);
  const Scale scale = ScaleOf(chart, bottom, kTop);
  DrawValueAxis(chart, scale, svg);
  const double step =
      (kRight - kLeft) / static_cast<double>(std::max<size_t>(1, chart.points.size()));
  std::vector<double> at;
  for (size_t i = 0; i < chart.points.size(); ++i) {
    at.push_back(kLeft + step * (static_cast<double>(i) + 0.5));
  }
  const auto every = static_cast<size_t>(std::ceil(kLeastLabel / step));
  for (size_t i = 0; i < at.size(); ++i) {
    const ChartPoint& point = chart.points[i];
    if (point.hidden) {
      svg.Rect({at[i] - step / 2, kTop}, step, kPlotHeight, "hidden");
      svg.Text(at[i], kTop + kPlotHeight / 2, "middle", "strong", "×");
    }
    // The last is always told; what would stand on it is not.
    const bool told = (at.size() - 1 - i) % every == 0;
    if (told) svg.Text(at[i], bottom + 20, "middle", "tick", point.label);
  }
  DrawBands(chart, scale, at, svg);
  SideLabels labels;
  for (const auto& [level, css_class] :
       {std::pair(&chart.baseline, "baseline"), std::pair(&chart.target, "target")}) {
    if (!*level) continue;
    const double y = scale.At((*level)->value);
    svg.Line({kLeft, y}, {kRight, y}, css_class);
    labels.Add(y, (*level)->label);
  }
  DrawPoints(chart, scale, at, svg);
  const auto last = std::find_if(chart.points.rbegin(), chart.points.rend(), [](const auto& point) {
    return point.value.has_value();
  });
  if (last != chart.points.rend()) {
    labels.Add(scale.At(*last->value),
               absl::StrCat(last->label, ": ", ChartText(chart, *last->value)));
  } else if (std::none_of(chart.points.begin(), chart.points.end(), [](const auto& point) {
               return point.hidden;
             })) {
    svg.Text((kLeft + kRight) / 2, kTop + kPlotHeight / 2, "middle", "note", Say("no value"));
  }
  labels.Draw(svg);
  return std::move(svg).Done();
}

void DrawBar(const Chart& chart, const ChartPoint& point, const Scale& scale, double y, Svg& svg) {
  const double middle = y + kBarStep / 2;
  const char* weight = point.whole ? "strong" : "label";
  svg.Text(kBarLeft - 10, middle + 5, "end", weight, Cut(point.label, kLabelColumns));
  const double zero = scale.At(0);
  if (point.hidden) {
    svg.Rect({zero, y + 5}, 18, kBarStep - 10, "hidden");
    svg.Text(zero + 26, middle + 5, "start", "label", absl::StrCat("× ", Say("hidden")));
    return;
  }
  if (!point.value) {
    svg.Text(zero + 8, middle + 5, "start", "note", Say("no value"));
    return;
  }
  const double end = scale.At(*point.value);
  svg.Rect({std::min(zero, end), y + 5},
           std::max(1.0, std::abs(end - zero)),
           kBarStep - 10,
           point.whole ? "whole" : "bar");
  double free = std::max(zero, end);
  if (point.interval) {
    const double high = scale.At(point.interval->high);
    svg.Line({scale.At(point.interval->low), middle}, {high, middle}, "whisker");
    svg.Line({high, middle - 5}, {high, middle + 5}, "whisker");
    free = std::max(free, high);
  }
  const std::string parts = point.parts.empty() ? "" : absl::StrCat(" (", point.parts, ")");
  svg.Text(
      free + 8, middle + 5, "start", weight, absl::StrCat(MarkText(chart, *point.value), parts));
}

std::string BarsOf(const Chart& chart) {
  const double bottom = kTop + 16 + kBarStep * static_cast<double>(chart.points.size());
  const bool levels = chart.baseline || chart.target;
  Svg svg = BeginChart(chart, bottom + (levels ? 2 * kLabelStep + 28 : 28));
  const Scale scale = ScaleOf(chart, kBarLeft, kRight);
  for (const double mark : scale.Marks()) {
    const double x = scale.At(mark);
    svg.Line({x, kTop}, {x, bottom}, mark == 0 ? "axis" : "grid");
    svg.Text(x, bottom + 20, "middle", "tick", MarkText(chart, mark));
  }
  double y = kTop + 8;
  for (const ChartPoint& point : chart.points) {
    DrawBar(chart, point, scale, y, svg);
    y += kBarStep;
  }
  double below = bottom + 24;
  for (const auto& [level, css_class] :
       {std::pair(&chart.baseline, "baseline"), std::pair(&chart.target, "target")}) {
    if (!*level) continue;
    const double x = scale.At((*level)->value);
    svg.Line({x, kTop}, {x, below}, css_class);
    svg.Text(x + 6, below += kLabelStep, "start", "label", (*level)->label);
  }
  return std::move(svg).Done();
}

// The corners of a curve: level until its next step.
template <typename Value>
std::vector<Svg::Point> StairsOf(const Chart& chart, const ChartCurve& curve, const Scale& x,
                                 const Scale& y, const Value& value) {
  std::vector<Svg::Point> corners = {{x.At(0), y.At(chart.start)}};
  for (const ChartStep& step : curve.steps) {
    corners.emplace_back(x.At(step.time), corners.back().second);
    corners.emplace_back(x.At(step.time), y.At(value(step)));
  }
  return corners;
}

void DrawCurveBand(const Chart& chart, const ChartCurve& curve, const Scale& x, const Scale& y,
                   Svg& svg) {
  const auto high = [](const ChartStep& step) {
    return step.interval ? step.interval->high : step.share;
  };
  const auto low = [](const ChartStep& step) {
    return step.interval ? step.interval->low : step.share;
  };
  std::vector<Svg::Point> area = StairsOf(chart, curve, x, y, high);
  const std::vector<Svg::Point> back = StairsOf(chart, curve, x, y, low);
  area.insert(area.end(), back.rbegin(), back.rend());
  svg.Path(area, true, "band");
}

std::string CurvesOf(const Chart& chart) {
  const double bottom = kTop + kPlotHeight;
  Svg svg = BeginChart(chart, bottom + 48);
  const Scale y(0, 1, false, bottom, kTop);
  double longest = 0;
  for (const ChartCurve& curve : chart.curves) {
    longest = std::max(longest, curve.steps.back().time);
  }
  const Scale x(0, longest, false, kLeft, kRight);
  for (const double mark : y.Marks()) {
    svg.Line({kLeft, y.At(mark)}, {kRight, y.At(mark)}, mark == 0 ? "axis" : "grid");
    svg.Text(kLeft - 8, y.At(mark) + 5, "end", "tick", ShareText(mark));
  }
  for (const double mark : x.Marks()) {
    svg.Line({x.At(mark), bottom}, {x.At(mark), bottom + 5}, "axis");
    svg.Text(x.At(mark), bottom + 21, "middle", "tick", NumberText(mark));
  }
  svg.Text((kLeft + kRight) / 2, bottom + 42, "middle", "about", chart.time_unit);
  if (chart.curves.size() == 1 && chart.start == 1)
    DrawCurveBand(chart, chart.curves.front(), x, y, svg);
  const size_t drawn = std::min(chart.curves.size(), kMostCurves);
  for (size_t i = 0; i < drawn; ++i) {
    const ChartCurve& curve = chart.curves[i];
    const auto share = [](const ChartStep& step) { return step.share; };
    svg.Path(StairsOf(chart, curve, x, y, share), false, "curve", kCurves[i]);
    const double label = kTop + 12 + kLabelStep * static_cast<double>(i);
    svg.Line({kRight + 14, label}, {kRight + 54, label}, "curve", kCurves[i]);
    svg.Text(
        kRight + 62, label + 5, "start", "label", Cut(CurveText(chart, curve), kLegendColumns));
    if (!chart.level || !curve.value) continue;
    svg.Line({x.At(*curve.value), y.At(*chart.level)}, {x.At(*curve.value), bottom}, "baseline");
  }
  if (chart.level) svg.Line({kLeft, y.At(*chart.level)}, {kRight, y.At(*chart.level)}, "baseline");
  return std::move(svg).Done();
}

}  // namespace

std::string SvgOf(const Chart& chart) {
  switch (chart.kind) {
    case ChartKind::kBars:
      return BarsOf(chart);
    case ChartKind::kCurves:
      return CurvesOf(chart);
    case ChartKind::kSeries:
      break;
  }
  return SeriesOf(chart);
}

}  // namespace framdrift::cli
