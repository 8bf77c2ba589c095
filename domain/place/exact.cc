#include "domain/place/exact.h"

#include <algorithm>
#include <limits>

#include "base/check.h"

namespace framdrift::place {

int64_t Rounded(absl::int128 numerator, absl::int128 denominator) {
  FD_CHECK(denominator > 0);
  const bool negative = numerator < 0;
  const absl::int128 magnitude = negative ? -numerator : numerator;
  absl::int128 whole = magnitude / denominator;
  const absl::int128 rest = magnitude % denominator;
  if (rest >= denominator - rest) ++whole;
  // More than a hundred thousand million million kronor do not fit; nothing booked sums to that.
  whole = std::min(whole, absl::int128(std::numeric_limits<int64_t>::max()));
  const auto result = static_cast<int64_t>(whole);
  return negative ? -result : result;
}

}  // namespace framdrift::place
