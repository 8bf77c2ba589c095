// A drawing as SVG, element by element; text is escaped.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace framdrift::cli {

// `text` as it stands in XML: without what XML 1.0 has no characters for.
std::string XmlText(absl::string_view text);

// Lengths are in pixels, y goes down. `style` is the attributes of how it looks, in XML.
class Svg {
 public:
  using Point = std::pair<double, double>;

  // A drawing of that size on white, which says of itself to those who cannot see it `title` and
  // `description`, in `language`, a code such as sv. `style` is its CSS.
  Svg(double width, double height, absl::string_view language, absl::string_view title,
      absl::string_view description, absl::string_view style);

  // `where` says which end of the text stands at x: start, middle or end.
  void Text(double x, double y, absl::string_view where, absl::string_view css_class,
            absl::string_view text);
  void Line(Point from, Point to, absl::string_view css_class, absl::string_view style = "");
  void Rect(Point corner, double width, double height, absl::string_view css_class);
  void Circle(Point centre, double radius, absl::string_view css_class,
              absl::string_view style = "");
  // Through the points; with `closed` an area.
  void Path(const std::vector<Point>& points, bool closed, absl::string_view css_class,
            absl::string_view style = "");

  // The whole of it, a file.
  std::string Done() &&;

 private:
  std::string text_;
};

}  // namespace framdrift::cli
