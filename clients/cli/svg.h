// A drawing as SVG, element by element; text is escaped.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace framdrift::cli {

// `text` as it stands in XML: without what XML 1.0 has no characters for.
std::string XmlText(absl::string_view text);

// What a drawing is: its size, and what it says of itself to those who cannot see it.
struct SvgHead {
  double width = 0;
  double height = 0;
  absl::string_view language;  // a code such as sv
  absl::string_view title;
  absl::string_view description;
  absl::string_view style;         // CSS
  absl::string_view id = "chart";  // no other drawing of a page may have it
  bool parts = false;              // it is made of drawings that say of themselves what they are
};

// Lengths are in pixels, y goes down. `style` is the attributes of how it looks, in XML.
class Svg {
 public:
  using Point = std::pair<double, double>;

  // On white.
  explicit Svg(const SvgHead& head);

  double width() const { return width_; }
  double height() const { return height_; }

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

  // A round whose first `share` is filled with the class's colour, clockwise from the top.
  void Pie(Point centre, double radius, double share, absl::string_view css_class);
  // Another drawing with its corner there.
  void Place(Point corner, Svg drawing);

  // The whole of it, a file.
  std::string Done() &&;
  // The same to stand within a page.
  std::string Inline() &&;

 private:
  double width_;
  double height_;
  std::string text_;
};

}  // namespace framdrift::cli
