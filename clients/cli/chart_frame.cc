#include "clients/cli/chart_frame.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/substitute.h"
#include "clients/cli/table.h"
#include "clients/cli/texts.h"

namespace framdrift::cli {
namespace {

constexpr double kWidth = 1040;
constexpr double kNoteStep = 17;
constexpr size_t kNoteColumns = 140;
constexpr size_t kTitleColumns = 80;

constexpr char kStyle[] =
    "text{font-family:'Segoe UI',Helvetica,Arial,'DejaVu Sans',sans-serif;font-size:14px;"
    "fill:#1a1a1a}"
    ".title{font-size:20px;font-weight:600}.about{fill:#4d4d4d}.note{font-size:12px;fill:#4d4d4d}"
    ".strong{font-weight:600}.grid{stroke:#d9d9d9}.axis{stroke:#4d4d4d}"
    ".line{fill:none;stroke:#0072b2;stroke-width:2.5}.mark{fill:#0072b2}"
    ".band{fill:#0072b2;fill-opacity:0.18}.curve{fill:none;stroke-width:2.5}"
    ".bar{fill:#0072b2}.whole{fill:#4d4d4d}.whisker{stroke:#1a1a1a;stroke-width:1.5}"
    ".target{stroke:#b34700;stroke-width:2;stroke-dasharray:9 4}"
    ".baseline{stroke:#4d4d4d;stroke-width:2;stroke-dasharray:2 4}"
    ".hidden{fill:#f2f2f2;stroke:#767676;stroke-dasharray:3 3}";

std::vector<std::string> NotesOf(const Chart& chart) {
  std::vector<std::string> notes;
  const auto& points = chart.points;
  const bool intervals = std::any_of(
      points.begin(), points.end(), [](const auto& p) { return p.interval.has_value(); });
  if (intervals && chart.kind == ChartKind::kSeries) notes.push_back(Say("Shaded: 95 % interval."));
  if (intervals && chart.kind == ChartKind::kBars) {
    notes.push_back(Say("Thin lines: 95 % interval."));
  }
  const bool band = chart.curves.size() == 1 && chart.start == 1;
  if (band) notes.push_back(Say("Shaded: 95 % interval."));
  if (chart.curves.size() > kMostCurves) {
    notes.push_back(absl::Substitute(Say("The first $0 groups are drawn."), kMostCurves));
  }
  if (std::any_of(points.begin(), points.end(), [](const auto& p) { return p.hidden; })) {
    notes.push_back(Say("× hidden: few people are behind it, or one of few would follow from it."));
  }
  if (chart.invented) notes.push_back(Say("Invented data: nobody in it exists."));
  for (const std::string& line : Wrapped(chart.explanation, kNoteColumns)) {
    if (!line.empty()) notes.push_back(line);
  }
  return notes;
}

}  // namespace

Svg BeginChart(const Chart& chart, double plot_end) {
  const std::vector<std::string> notes = NotesOf(chart);
  const double height = plot_end + 24 + kNoteStep * static_cast<double>(notes.size());
  const std::string title = absl::StrCat(chart.code, " ", chart.title);
  const std::string named = absl::StrCat(title, ", ", chart.about);
  const std::string description = DescriptionOf(chart);
  Svg svg({.width = kWidth,
           .height = height,
           .language = Spoken() == Language::kSwedish ? "sv" : "en",
           .title = named,
           .description = description,
           .style = kStyle});
  svg.Text(24, 36, "start", "title", Cut(title, kTitleColumns));
  svg.Text(24,
           60,
           "start",
           "about",
           chart.unit.empty() ? chart.about : absl::StrCat(chart.about, ", ", chart.unit));
  double y = plot_end + 12;
  for (const std::string& note : notes) svg.Text(24, y += kNoteStep, "start", "note", note);
  return svg;
}

std::string CurveText(const Chart& chart, const ChartCurve& curve) {
  if (!chart.level) return curve.label;
  const std::string when = curve.value
                               ? absl::StrCat(NumberText(*curve.value), " ", chart.time_unit)
                               : Say("not reached");
  return absl::StrCat(curve.label, ": ", when);
}

std::string DescriptionOf(const Chart& chart) {
  std::string text = absl::StrCat(chart.about, ".\n");
  for (const auto& level : {chart.baseline, chart.target}) {
    if (level) absl::StrAppend(&text, level->label, ".\n");
  }
  for (const ChartPoint& point : chart.points) {
    absl::StrAppend(&text, point.label, ": ", ChartText(chart, point), ".\n");
  }
  for (const ChartCurve& curve : chart.curves) {
    absl::StrAppend(&text, CurveText(chart, curve), ".\n");
    for (const ChartStep& step : curve.steps) {
      absl::StrAppend(&text, NumberText(step.time), " ", chart.time_unit, ": ");
      absl::StrAppend(&text, ShareText(step.share));
      if (step.interval) {
        absl::StrAppend(&text, " (", ShareText(step.interval->low), "–");
        absl::StrAppend(&text, ShareText(step.interval->high), ")");
      }
      absl::StrAppend(
          &text, ", ", absl::Substitute(Say("$0 left until then"), step.at_risk), ".\n");
    }
  }
  return text;
}

}  // namespace framdrift::cli
