#include "clients/cli/svg.h"

#include <fmt/format.h>

#include "absl/strings/str_cat.h"

namespace framdrift::cli {
namespace {

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

Svg::Svg(double width, double height, absl::string_view language, absl::string_view title,
         absl::string_view description, absl::string_view style)
    : text_(absl::StrCat("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
                         "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" xml:lang=\"",
                         language, "\" lang=\"", language,
                         "\" aria-labelledby=\"chart-title chart-figures\" width=\"", At(width),
                         "\" height=\"", At(height), "\" viewBox=\"0 0 ", At(width), " ")) {
  absl::StrAppend(&text_,
                  At(height),
                  "\">\n<title id=\"chart-title\">",
                  XmlText(title),
                  "</title>\n<desc id=\"chart-figures\">",
                  XmlText(description),
                  "</desc>\n<style>",
                  style,
                  "</style>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
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

std::string Svg::Done() && { return absl::StrCat(text_, "</svg>\n"); }

}  // namespace framdrift::cli
