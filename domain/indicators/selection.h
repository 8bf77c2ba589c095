// Which rows a period is told of, and on which day each is looked at.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/types/span.h"
#include "domain/indicators/fact_table.h"
#include "domain/indicators/period.h"
#include "domain/indicators/plan.h"
#include "domain/indicators/reading.h"

namespace framdrift::indicators {

// Rows of the population, element by element: the day each is looked at and its window's place.
struct Entries {
  std::vector<RowId> rows;
  std::vector<DayNumber> days;
  std::vector<uint32_t> windows;
  // What has not happened by then is not looked at.
  Moment horizon = 0;

  size_t size() const { return rows.size(); }
  Looked looked() const { return {rows, days, horizon}; }
  void Add(RowId row, DayNumber day, uint32_t window);
  void Clear();
  // Keeps those whose element is not 0.
  void Keep(const std::vector<uint8_t>& kept);
};

// Hands over the entries of every window, in pieces; those of persons a window at a time at least,
// each person's picked row alone unless any is picked. As of the end of a day: EndOf(day).
void Select(const Plan& plan, const FactTable& table, Moment as_of,
            absl::Span<const Window> windows, absl::FunctionRef<void(const Entries&)> receive);

}  // namespace framdrift::indicators
