// What the rows of one window and group have come to, and the figure that is made of it.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "domain/indicators/evaluate.h"
#include "domain/indicators/measuring.h"
#include "domain/indicators/plan.h"
#include "domain/indicators/statistics.h"
#include "domain/indicators/survival.h"

namespace framdrift::indicators {

struct Cell {
  size_t above = 0;
  size_t below = 0;
  // Σw of rows above and of all, or Σwx and Σw, or the two sums of a ratio.
  double numerator = 0;
  double denominator = 0;
  std::array<size_t, kSkips> skipped{};
  size_t same_day = 0;
  std::vector<double> values;
  std::vector<Spell> spells;
  std::vector<double> bands;

  bool is_empty() const {
    return below == 0 &&
           std::all_of(skipped.begin(), skipped.end(), [](size_t n) { return n == 0; });
  }
};

// Counts row `i`, which is not outside.
void AddRow(const Plan& plan, const Outcomes& out, size_t i, Cell& cell);

// Kinds of rows: every Counted, then every Skip.
inline constexpr size_t kKinds = 4 + kSkips;
inline size_t KindOfRow(const Outcomes& out, size_t i) {
  return out.counted[i] == Counted::kSkipped ? 4 + static_cast<size_t>(out.skips[i])
                                             : static_cast<size_t>(out.counted[i]);
}
// Counts so many rows of each kind, each of the weight 1; of counts and shares.
void AddTallies(const uint32_t* tallies, Cell& cell);

// The figure as though its period were over.
Figure FigureOf(const Plan& plan, const Cell& cell);
// Tells of the whole how its groups are spread; its value is what the plan says.
void TellSpread(const Plan& plan, absl::Span<const GroupFigure> groups, Figure& whole);
std::optional<Estimate> EstimateOf(const Plan& plan, const Cell& cell);

}  // namespace framdrift::indicators
