// What many times come to: middle, mean, nine in ten, least and most.
#pragma once

#include <cstdint>
#include <vector>

namespace framdrift::process {

// In days of 86,400 seconds.
double DaysOf(int64_t microseconds);

// In days; all 0 where `count` is.
struct Spread {
  int64_t count = 0;
  // The mean of the two middle values, or the middle one.
  double median = 0;
  double mean = 0;
  // Value number ceil(0.9 * count) from the least.
  double p90 = 0;
  double min = 0;
  double max = 0;
  // How many values are 0.
  int64_t zeros = 0;
};

// Of times in microseconds, which it puts in another order.
Spread SpreadOf(std::vector<int64_t>& times_us);

}  // namespace framdrift::process
