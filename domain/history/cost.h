// What a booked cost must be, in every stream that books one.
#pragma once

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "domain/history/refusals.h"
#include "domain/history/when.h"

namespace framdrift::history {

// Ten milliard kronor: beyond any booking, and nine million of them still add up in 64 bits.
inline constexpr int64_t kMostCostOre = 1'000'000'000'000;

// `Cost` has amount_ore, from_date and until_date. COST_OUT_OF_RANGE, DATES_OUT_OF_ORDER.
template <typename Cost>
void CheckCost(const Cost& cost, Refusals& out) {
  const int64_t amount = cost.amount_ore();
  if (amount == 0 || amount < -kMostCostOre || amount > kMostCostOre) {
    out.Add(kCostOutOfRange,
            absl::StrCat("A cost is an amount in öre, not 0 and at most ", kMostCostOre, "."));
  }
  const auto from = DayOrNone(cost.from_date());
  const auto until = DayOrNone(cost.until_date());
  if (!from || !until || *from >= *until) {
    out.Add(kDatesOutOfOrder,
            "A cost is for a period: the first day comes before the first day after it.");
  }
}

}  // namespace framdrift::history
