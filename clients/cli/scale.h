// An axis: from values to pixels, with round marks.
#pragma once

#include <vector>

namespace framdrift::cli {

class Scale {
 public:
  // Holds `low` to `high`, with 0 between or at one end, and begins and ends with a mark. With
  // `whole` no mark is a fraction. `from` is the pixel of the least value, `to` of the greatest.
  Scale(double low, double high, bool whole, double from, double to);

  double At(double value) const;
  // Rising; 1, 2 or 5 times a power of ten apart.
  std::vector<double> Marks() const;

 private:
  double step_ = 1;
  double low_ = 0;
  double high_ = 1;
  double from_;
  double to_;
};

}  // namespace framdrift::cli
