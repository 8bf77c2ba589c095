#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "absl/strings/str_cat.h"
#include "clients/cli/report/picture_style.h"
#include "clients/cli/report/pictures.h"
#include "clients/cli/report/words.h"
#include "clients/cli/scale.h"
#include "clients/cli/table.h"
#include "clients/cli/texts.h"

namespace framdrift::cli::report {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr double kLeft = 92;
constexpr double kRight = 560;  // beyond it stand the names of the lines
constexpr double kHeight = 300;
constexpr double kNameStep = 18;
constexpr double kLeastLabel = 62;  // a label of the time axis takes this much
constexpr double kLeastMark = 22;   // marks stand this far apart
constexpr size_t kNameColumns = 24;

// A line's looks: its colour, and its mark, a round or a figure of so many corners turned so far.
struct Looks {
  const char* colour;
  int corners;
  double turn;
};

constexpr Looks kLooks[] = {{"#0072b2", 0, 0},
                            {"#b34700", 4, kPi / 4},
                            {"#007a57", 3, 0},
                            {"#a3467d", 4, 0},
                            {"#000000", 3, kPi},
                            {"#7a5c00", 5, 0},
                            {"#4d4d4d", 3, kPi / 2},
                            {"#5b3fa0", 3, -kPi / 2}};

void DrawMark(const Looks& looks, Svg::Point at, bool measured, Svg& svg) {
  const std::string style =
      fmt::format("stroke=\"{0}\" fill=\"{1}\"", looks.colour, measured ? looks.colour : "#ffffff");
  if (looks.corners == 0) return svg.Circle(at, 4, "mark", style);
  std::vector<Svg::Point> corners;
  for (int i = 0; i < looks.corners; ++i) {
    const double angle = looks.turn + 2 * kPi * i / looks.corners;
    corners.emplace_back(at.first + 5.5 * std::sin(angle), at.second - 5.5 * std::cos(angle));
  }
  svg.Path(corners, true, "mark", style);
}

// The parts of a line without gaps, measured and assumed apart; both have the point at which the
// one goes over into the other.
void DrawPath(const ShownLine& line, const Looks& looks, const std::vector<double>& x,
              const Scale& y, Svg& svg) {
  const std::string style = fmt::format("stroke=\"{}\"", looks.colour);
  std::vector<Svg::Point> path;
  const auto draw = [&](bool measured) {
    if (path.size() > 1) svg.Path(path, false, measured ? "line" : "assumed", style);
    path.clear();
  };
  for (size_t i = 0; i < x.size(); ++i) {
    if (!line.values[i]) {
      draw(i <= line.measured);
      continue;
    }
    const Svg::Point point = {x[i], y.At(*line.values[i])};
    if (i == line.measured && i > 0 && !path.empty()) {
      const Svg::Point last = path.back();
      draw(true);
      path.push_back(last);
    }
    path.push_back(point);
  }
  draw(line.measured >= x.size());
}

void DrawMarks(const ShownLine& line, const Looks& looks, const std::vector<double>& x,
               const Scale& y, Svg& svg) {
  double free = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    if (!line.values[i] || (x[i] < free && i + 1 < x.size())) continue;
    DrawMark(looks, {x[i], y.At(*line.values[i])}, i < line.measured, svg);
    free = x[i] + kLeastMark;
  }
}

// The names beside the ends of the lines, none on another, each after its mark.
void DrawNames(const ShownLines& lines, const Scale& y, double top, Svg& svg) {
  std::vector<std::pair<double, size_t>> places;
  for (size_t i = 0; i < lines.lines.size(); ++i) {
    const auto& values = lines.lines[i].values;
    const auto last = std::find_if(
        values.rbegin(), values.rend(), [](const auto& value) { return value.has_value(); });
    places.emplace_back(last == values.rend() ? top : y.At(**last), i);
  }
  std::sort(places.begin(), places.end());
  // Pressed together upwards where they would fall out below.
  double below = top + kHeight;
  for (size_t i = places.size(); i-- > 0;) {
    places[i].first = std::min(places[i].first, below);
    below = places[i].first - kNameStep;
  }
  double free = top;
  for (const auto& place : places) {
    const double at = std::max(place.first, free);
    const ShownLine& line = lines.lines[place.second];
    DrawMark(kLooks[place.second % std::size(kLooks)], {kRight + 18, at}, line.measured > 0, svg);
    svg.Text(kRight + 30, at + 5, "start", "figure", Cut(line.label, kNameColumns));
    free = at + kNameStep;
  }
}

// Where measured values end, where they end alike.
void DrawBorder(const ShownLines& lines, const std::vector<double>& x, double top, Svg& svg) {
  const size_t measured = lines.lines.empty() ? 0 : lines.lines.front().measured;
  const bool alike =
      std::all_of(lines.lines.begin(), lines.lines.end(), [measured](const ShownLine& line) {
        return line.measured == measured;
      });
  if (!alike || measured == 0 || measured >= x.size()) return;
  const double between = (x[measured - 1] + x[measured]) / 2;
  svg.Line({between, top}, {between, top + kHeight}, "border");
  svg.Text(between - 6, top + 12, "end", "note", Say("measured"));
  svg.Text(between + 6, top + 12, "start", "note", Say("assumed"));
}

std::string DescriptionOf(const ShownLines& lines) {
  std::string text;
  for (const ShownLine& line : lines.lines) {
    for (size_t i = 0; i < line.values.size(); ++i) {
      absl::StrAppend(&text, i == 0 ? absl::StrCat(line.label, ": ") : "; ", lines.labels[i], " ");
      absl::StrAppend(&text, line.values[i] ? NumberText(*line.values[i]) : Say("no value"));
      if (line.values[i] && i >= line.measured) absl::StrAppend(&text, " (", Say("assumed"), ")");
    }
    absl::StrAppend(&text, ".\n");
  }
  return text.empty() ? Say("Nothing to show.") : text;
}

Scale ScaleOf(const ShownLines& lines, double from, double to) {
  double low = 0;
  double high = 0;
  for (const ShownLine& line : lines.lines) {
    for (const std::optional<double>& value : line.values) {
      low = std::min(low, value.value_or(0));
      high = std::max(high, value.value_or(0));
    }
  }
  return Scale(low, high, false, from, to);
}

}  // namespace

Svg PictureOf(const ShownLines& lines, const PictureFrame& frame) {
  const double top = frame.alone ? kCaptionHeight : 16;
  const double bottom = top + kHeight;
  const bool assumed = HasAssumed(lines);
  const std::string description = DescriptionOf(lines);
  Svg svg({.width = kPictureWidth,
           .height = bottom + (assumed ? 58 : 34),
           .language = frame.language,
           .title = lines.caption,
           .description = description,
           .style = kPictureStyle,
           .id = frame.id});
  if (frame.alone) svg.Text(8, 24, "start", "caption", lines.caption);
  if (lines.lines.empty() || lines.labels.empty()) {
    svg.Text(kPictureWidth / 2, top + kHeight / 2, "middle", "note", Say("Nothing to show."));
    return svg;
  }
  const Scale y = ScaleOf(lines, bottom, top);
  for (const double mark : y.Marks()) {
    svg.Line({kLeft, y.At(mark)}, {kRight, y.At(mark)}, mark == 0 ? "axis" : "grid");
    svg.Text(kLeft - 8, y.At(mark) + 4, "end", "tick", NumberText(mark));
  }
  std::vector<double> x;
  const double step = (kRight - kLeft) / static_cast<double>(lines.labels.size());
  for (size_t i = 0; i < lines.labels.size(); ++i) {
    x.push_back(kLeft + step * (static_cast<double>(i) + 0.5));
  }
  const auto every = static_cast<size_t>(std::ceil(kLeastLabel / step));
  for (size_t i = 0; i < x.size(); i += every) {
    svg.Text(x[i], bottom + 20, "middle", "tick", Cut(lines.labels[i], 12));
  }
  DrawBorder(lines, x, top, svg);
  for (size_t i = 0; i < lines.lines.size(); ++i) {
    DrawPath(lines.lines[i], kLooks[i % std::size(kLooks)], x, y, svg);
  }
  for (size_t i = 0; i < lines.lines.size(); ++i) {
    DrawMarks(lines.lines[i], kLooks[i % std::size(kLooks)], x, y, svg);
  }
  DrawNames(lines, y, top, svg);
  if (assumed) {
    svg.Text(kLeft,
             bottom + 46,
             "start",
             "note",
             Say("Solid and filled: measured. Dashed and hollow: assumed."));
  }
  return svg;
}

}  // namespace framdrift::cli::report
