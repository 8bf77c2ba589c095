#include "clients/cli/svg.h"

#include <cmath>

#include <fmt/format.h>

#include "absl/strings/str_cat.h"

namespace framdrift::cli {
namespace {

constexpr double kPi = 3.14159265358979323846;

// A tenth of a pixel is as fine as any printer draws.
std::string At(double length) {
  std::string text = fmt::format("{:.1f}", length);
  return text == "-0.0" ? "0.0" : text;
}

std::string Looks(absl::string_view css_class, absl::string_view style) {
  return absl::StrCat(" class=\"", css_class, "\"", style.empty() ? "" : " ", style, "/>\n");
}

}  // namespace

std::string XmlText(absl::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '&') {
      escaped += "&amp;";
    } else if (c == '<') {
      escaped += "&lt;";
    } else if (c == '>') {
      escaped += "&gt;";
    } else if (c == '"') {
      escaped += "&quot;";
    } else if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') {
      escaped += c;
    }
  }
  return escaped;
}

Svg::Svg(const SvgHead& head) : width_(head.width), height_(head.height) {
  absl::StrAppend(
      &text_, "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"", head.parts ? "group" : "img");
  absl::StrAppend(&text_, "\" xml:lang=\"", head.language, "\" lang=\"", head.language);
  absl::StrAppend(
      &text_, "\" aria-labelledby=\"", head.id, "-title ", head.id, "-figures\" width=\"");
  absl::StrAppend(&text_, At(width_), "\" height=\"", At(height_), "\" viewBox=\"0 0 ");
  absl::StrAppend(&text_, At(width_), " ", At(height_), "\">\n<title id=\"", head.id);
  absl::StrAppend(&text_, "-title\">", XmlText(head.title), "</title>\n<desc id=\"", head.id);
  absl::StrAppend(&text_, "-figures\">", XmlText(head.description), "</desc>\n<style>");
  absl::StrAppend(
      &text_, head.style, "</style>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
}

void Svg::Text(double x, double y, absl::string_view where, absl::string_view css_class,
               absl::string_view text) {
  absl::StrAppend(&text_, "<text x=\"", At(x), "\" y=\"", At(y), "\" text-anchor=\"", where);
  absl::StrAppend(&text_, "\" class=\"", css_class, "\">", XmlText(text), "</text>\n");
}

void Svg::Line(Point from, Point to, absl::string_view css_class, absl::string_view style) {
  absl::StrAppend(&text_, "<line x1=\"", At(from.first), "\" y1=\"", At(from.second));
  absl::StrAppend(&text_, "\" x2=\"", At(to.first), "\" y2=\"", At(to.second), "\"");
  absl::StrAppend(&text_, Looks(css_class, style));
}

void Svg::Rect(Point corner, double width, double height, absl::string_view css_class) {
  absl::StrAppend(&text_, "<rect x=\"", At(corner.first), "\" y=\"", At(corner.second));
  absl::StrAppend(&text_, "\" width=\"", At(width), "\" height=\"", At(height), "\"");
  absl::StrAppend(&text_, Looks(css_class, ""));
}

void Svg::Circle(Point centre, double radius, absl::string_view css_class,
                 absl::string_view style) {
  absl::StrAppend(&text_, "<circle cx=\"", At(centre.first), "\" cy=\"", At(centre.second));
  absl::StrAppend(&text_, "\" r=\"", At(radius), "\"", Looks(css_class, style));
}

void Svg::Path(const std::vector<Point>& points, bool closed, absl::string_view css_class,
               absl::string_view style) {
  if (points.empty()) return;
  std::string path;
  for (const Point& point : points) {
    absl::StrAppend(&path, path.empty() ? "M" : "L", At(point.first), " ", At(point.second), " ");
  }
  path.back() = closed ? 'Z' : ' ';
  absl::StrAppend(&text_, "<path d=\"", path, "\"", Looks(css_class, style));
}

void Svg::Pie(Point centre, double radius, double share, absl::string_view css_class) {
  if (share >= 1) return Circle(centre, radius, css_class);
  Circle(centre, radius, absl::StrCat(css_class, " empty"));
  if (share <= 0) return;
  const double angle = 2 * kPi * share;
  absl::StrAppend(&text_, "<path d=\"M", At(centre.first), " ", At(centre.second), "V");
  absl::StrAppend(&text_, At(centre.second - radius), "A", At(radius), " ", At(radius), " 0 ");
  absl::StrAppend(&text_, share > 0.5 ? "1" : "0", " 1 ");
  absl::StrAppend(&text_, At(centre.first + radius * std::sin(angle)), " ");
  absl::StrAppend(&text_, At(centre.second - radius * std::cos(angle)), "Z\"");
  absl::StrAppend(&text_, Looks(css_class, ""));
}

void Svg::Place(Point corner, Svg drawing) {
  absl::StrAppend(&text_, "<g transform=\"translate(", At(corner.first), " ", At(corner.second));
  absl::StrAppend(&text_, ")\">\n", std::move(drawing).Inline(), "</g>\n");
}

std::string Svg::Done() && {
  return absl::StrCat("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", text_, "</svg>\n");
}

std::string Svg::Inline() && { return absl::StrCat(text_, "</svg>\n"); }

}  // namespace framdrift::cli
