#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/report/picture_style.h"
#include "clients/cli/report/pictures.h"
#include "clients/cli/report/words.h"
#include "clients/cli/scale.h"
#include "clients/cli/table.h"
#include "clients/cli/texts.h"

namespace framdrift::cli::report {
namespace {

constexpr double kLabelRight = 218;
constexpr double kPlotLeft = 232;
constexpr double kFigureRight = 752;
constexpr double kStep = 36;
constexpr double kThickness = 20;
constexpr double kTickColumn = 7.5;    // a digit below the axis takes this much
constexpr double kFigureColumn = 7.5;  // and one beside the bars this
constexpr size_t kLabelColumns = 28;
constexpr size_t kMostLabelLines = 2;

// Of a label, as many lines as there is room for.
std::vector<std::string> LabelLines(const std::string& label) {
  std::vector<std::string> lines = Wrapped(label, kLabelColumns);
  if (lines.size() > kMostLabelLines) {
    for (size_t i = kMostLabelLines; i < lines.size(); ++i) {
      absl::StrAppend(&lines[kMostLabelLines - 1], " ", lines[i]);
    }
    lines.resize(kMostLabelLines);
  }
  for (std::string& line : lines) line = Cut(line, kLabelColumns);
  return lines;
}

void DrawSide(const Scale& scale, double from, double to, double y, Svg& svg) {
  if (from == to) return;
  const double left = scale.At(from);
  const double right = scale.At(to);
  svg.Rect({left, y}, std::max(1.0, right - left), kThickness, to > 0 ? "gain" : "loss");
}

void DrawBar(const ShownBar& bar, const Scale& scale, double y, Svg& svg) {
  const double middle = y + kStep / 2;
  const std::vector<std::string> lines = LabelLines(bar.label);
  double baseline = middle + 5 - 8 * static_cast<double>(lines.size() - 1);
  for (const std::string& line : lines) {
    svg.Text(kLabelRight, baseline, "end", "label", line);
    baseline += 16;
  }
  if (!bar.from || !bar.to) {
    svg.Text(kFigureRight, middle + 5, "end", "note", Say("no value"));
    return;
  }
  // What crosses nought has a part on each side of it.
  const double low = std::min(*bar.from, *bar.to);
  const double high = std::max(*bar.from, *bar.to);
  DrawSide(scale, low, std::clamp(0.0, low, high), middle - kThickness / 2, svg);
  DrawSide(scale, std::clamp(0.0, low, high), high, middle - kThickness / 2, svg);
  svg.Text(kFigureRight, middle + 5, "end", "figure", bar.text);
}

// Where the bars end, so that the longest figure stands beside them.
double PlotRight(const ShownBars& bars) {
  constexpr size_t kUsualFigure = 16;
  size_t longest = kUsualFigure;
  for (const ShownBar& bar : bars.bars) longest = std::max(longest, Columns(bar.text));
  return std::max((kPlotLeft + kFigureRight) / 2,
                  kFigureRight - 16 - kFigureColumn * static_cast<double>(longest));
}

// Of the marks' figures as many as there is room for, nought's always.
void DrawMarks(const Scale& scale, double right, double top, double bottom, Svg& svg) {
  const std::vector<double> marks = scale.Marks();
  size_t nought = 0;
  size_t longest = 1;
  for (size_t i = 0; i < marks.size(); ++i) {
    longest = std::max(longest, Columns(NumberText(marks[i])));
    if (marks[i] == 0) nought = i;
  }
  const double apart = (right - kPlotLeft) / static_cast<double>(marks.size());
  const auto every =
      static_cast<size_t>(std::ceil(kTickColumn * static_cast<double>(longest) / apart));
  for (size_t i = 0; i < marks.size(); ++i) {
    const double x = scale.At(marks[i]);
    svg.Line({x, top}, {x, bottom}, "grid");
    const size_t from_nought = i > nought ? i - nought : nought - i;
    if (from_nought % every == 0) {
      svg.Text(x, bottom + 18, "middle", "tick", NumberText(marks[i]));
    }
  }
}

std::string DescriptionOf(const ShownBars& bars) {
  std::string text;
  for (const ShownBar& bar : bars.bars) {
    const std::string figure = bar.to ? bar.text : Say("no value");
    absl::StrAppend(&text, bar.label, ": ", figure, ".\n");
  }
  return text.empty() ? Say("Nothing to show.") : text;
}

}  // namespace

Svg PictureOf(const ShownBars& bars, const PictureFrame& frame) {
  const double top = frame.alone ? kCaptionHeight : 8;
  const double bottom = top + kStep * static_cast<double>(std::max<size_t>(1, bars.bars.size()));
  const std::string description = DescriptionOf(bars);
  Svg svg({.width = kPictureWidth,
           .height = bottom + 32,
           .language = frame.language,
           .title = bars.caption,
           .description = description,
           .style = kPictureStyle,
           .id = frame.id});
  if (frame.alone) svg.Text(8, 24, "start", "caption", bars.caption);
  double low = 0;
  double high = 0;
  for (const ShownBar& bar : bars.bars) {
    if (!bar.from || !bar.to) continue;
    low = std::min({low, *bar.from, *bar.to});
    high = std::max({high, *bar.from, *bar.to});
  }
  if (bars.bars.empty()) {
    svg.Text(kPictureWidth / 2, top + kStep / 2 + 5, "middle", "note", Say("Nothing to show."));
    return svg;
  }
  const double right = PlotRight(bars);
  const Scale scale(low, high, false, kPlotLeft, right);
  DrawMarks(scale, right, top, bottom, svg);
  double y = top;
  for (const ShownBar& bar : bars.bars) {
    DrawBar(bar, scale, y, svg);
    y += kStep;
  }
  svg.Line({scale.At(0), top - 4}, {scale.At(0), bottom + 4}, "axis");
  return svg;
}

}  // namespace framdrift::cli::report
