// A table as a spreadsheet: Office Open XML, with numbers and days as such.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace framdrift::cli {

// What a spreadsheet makes of the cells of a column.
enum class CellKind { kText, kNumber, kDay, kTime };

struct SheetColumn {
  std::string head;
  CellKind kind = CellKind::kText;
};

// Cells are text: numbers with a point, days as 2024-05-01, times as 2024-05-01 10:30:00. What
// reads as none in a column of such stands there as text, and an empty cell is left empty.
struct Spreadsheet {
  std::vector<SheetColumn> columns;
  std::vector<std::vector<std::string>> rows;  // each as long as the columns
};

// The most rows that a sheet can have below its head.
inline constexpr size_t kMostSheetRows = 1'048'575;

// The bytes of a workbook with one sheet of that name, at most 31 characters: a head that stays
// while one scrolls, and filters on it. Columns in which no row says anything are left out, and
// texts are cut where a cell ends: at 32,767 characters. OUT_OF_RANGE for too many rows,
// UNAVAILABLE where a file on the way cannot be written.
absl::StatusOr<std::string> WorkbookOf(const std::string& name, Spreadsheet sheet);

}  // namespace framdrift::cli
