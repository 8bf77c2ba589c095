#include "clients/demo/rng.h"

#include <bit>

namespace framdrift::demo {
namespace {

uint64_t SplitMix64(uint64_t& state) {
  state += 0x9e3779b97f4a7c15;
  uint64_t z = state;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

}  // namespace

Rng::Rng(std::initializer_list<uint64_t> keys) : state_{} {
  uint64_t mixed = keys.size();
  for (const uint64_t key : keys) {
    mixed ^= key;
    mixed = SplitMix64(mixed);
  }
  for (uint64_t& word : state_) word = SplitMix64(mixed);
}

uint64_t Rng::Next() {
  const uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
  const uint64_t shifted = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

// The bias of the remainder is below 2^-40 for every bound in use.
int64_t Rng::Below(int64_t bound) {
  return static_cast<int64_t>(Next() % static_cast<uint64_t>(bound));
}

size_t Rng::Weighted(absl::Span<const int> weights) {
  int64_t sum = 0;
  for (const int weight : weights) sum += weight;
  int64_t drawn = Below(sum);
  for (size_t i = 0; i + 1 < weights.size(); ++i) {
    drawn -= weights[i];
    if (drawn < 0) return i;
  }
  return weights.size() - 1;
}

int64_t Rng::From(absl::Span<const Quantile> distribution) {
  constexpr int64_t kFine = 1000;
  const int64_t drawn = Below(1000 * kFine);
  size_t above = 1;
  while (above + 1 < distribution.size() && distribution[above].permille * kFine <= drawn) ++above;
  const Quantile& low = distribution[above - 1];
  const Quantile& high = distribution[above];
  const int64_t width = (high.permille - low.permille) * kFine;
  return low.value + (high.value - low.value) * (drawn - low.permille * kFine) / width;
}

}  // namespace framdrift::demo
