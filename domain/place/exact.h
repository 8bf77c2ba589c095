// Sums of money that are never rounded before they are shown.
#pragma once

#include <cstdint>

#include "absl/numeric/int128.h"

namespace framdrift::place {

// Parts of an öre: an amount by its share in millionths.
inline constexpr int64_t kMillionths = 1'000'000;
// A price by kilometres is whole öre, a wage by minutes sixtieths of an öre.
inline constexpr int64_t kSixtieths = 60;

// `numerator` / `denominator` to a whole number, half away from zero; `denominator` is above 0. The
// one place where an amount is rounded, and nothing is computed from what comes back.
int64_t Rounded(absl::int128 numerator, absl::int128 denominator);

}  // namespace framdrift::place
