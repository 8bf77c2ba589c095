// Random numbers that are the same on every machine: integers only, no distribution of the library.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>

#include "absl/types/span.h"

namespace framdrift::demo {

// A point of a distribution: so many of a thousand lie at or below `value`.
struct Quantile {
  int64_t permille = 0;
  int64_t value = 0;
};

// xoshiro256**, seeded by SplitMix64 over all of `keys`: equal keys, equal numbers. Not
// thread-safe.
class Rng {
 public:
  explicit Rng(std::initializer_list<uint64_t> keys);

  uint64_t Next();
  // 0 to `bound` − 1; `bound` is above 0.
  int64_t Below(int64_t bound);
  // `low` to `high`, both included.
  int64_t Between(int64_t low, int64_t high) { return low + Below(high - low + 1); }
  // True `permille` times in a thousand.
  bool Chance(int64_t permille) { return Below(1000) < permille; }
  // Which of the weights is drawn, each as often as it weighs. Their sum is above 0.
  size_t Weighted(absl::Span<const int> weights);
  // A value between the points, linear from one to the next; the first is at 0, the last at 1000.
  int64_t From(absl::Span<const Quantile> distribution);
  template <typename T>
  const T& Pick(absl::Span<const T> items) {
    return items[static_cast<size_t>(Below(static_cast<int64_t>(items.size())))];
  }

 private:
  std::array<uint64_t, 4> state_;
};

}  // namespace framdrift::demo
