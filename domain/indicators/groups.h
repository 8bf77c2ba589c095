// The groups of a breakdown: numbers while rows are counted, names in the answer.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domain/indicators/fact_table.h"
#include "domain/indicators/reading.h"

namespace framdrift::indicators {

// Numbers below it are groups; 0 is what is missing.
uint32_t GroupsEnd(const FactTable& table, const Operand& by);
// `WORK_UNSUBSIDISED`, a unit's id, `true`, `20..24` or `missing`.
std::string GroupName(const FactTable& table, const Operand& by, uint32_t group);
// Calls `visit` with each group that `code` is in: of a set every one, else the code itself.
template <typename Visit>
void ForEachGroup(const Operand& by, uint32_t code, const Visit& visit) {
  if (by.type != FieldType::kSet || code == 0) {
    visit(code);
    return;
  }
  for (uint32_t bit = 0; bit < 32; ++bit) {
    if ((code >> bit & 1) != 0) visit(bit);
  }
}

}  // namespace framdrift::indicators
