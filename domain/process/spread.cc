#include "domain/process/spread.h"

#include <algorithm>
#include <cstddef>

#include "absl/numeric/int128.h"

namespace framdrift::process {
namespace {

constexpr double kDayUs = 86'400e6;

// The value that would stand at `place` if they were sorted.
int64_t At(std::vector<int64_t>& values, size_t place) {
  const auto nth = values.begin() + static_cast<std::ptrdiff_t>(place);
  std::nth_element(values.begin(), nth, values.end());
  return *nth;
}

}  // namespace

double DaysOf(int64_t microseconds) { return static_cast<double>(microseconds) / kDayUs; }

Spread SpreadOf(std::vector<int64_t>& times_us) {
  Spread spread;
  const size_t count = times_us.size();
  if (count == 0) return spread;
  spread.count = static_cast<int64_t>(count);
  // 64 bits hold the sum of 30 000 durations of ten years, and no more.
  absl::int128 sum = 0;
  for (const int64_t time : times_us) sum += time;
  spread.mean = static_cast<double>(sum) / static_cast<double>(count) / kDayUs;
  const auto [least, most] = std::minmax_element(times_us.begin(), times_us.end());
  spread.min = DaysOf(*least);
  spread.max = DaysOf(*most);
  spread.zeros = std::count(times_us.begin(), times_us.end(), 0);
  const double lower = DaysOf(At(times_us, (count - 1) / 2));
  const double upper = DaysOf(At(times_us, count / 2));
  spread.median = (lower + upper) / 2;
  spread.p90 = DaysOf(At(times_us, (count * 9 + 9) / 10 - 1));
  return spread;
}

}  // namespace framdrift::process
