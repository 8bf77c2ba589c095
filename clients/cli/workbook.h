// Tables as a spreadsheet: Office Open XML, with numbers and days as such.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace framdrift::cli {

// What a spreadsheet makes of the cells of a column. A share of one is shown in percent.
enum class CellKind { kText, kNumber, kShare, kDay, kTime };

struct SheetColumn {
  std::string head;
  CellKind kind = CellKind::kText;
  // Of numbers and shares: how many digits are shown after the point; below 0 as many as there are.
  int decimals = -1;
};

// Cells are text: numbers with a point, days as 2024-05-01, times as 2024-05-01 10:30:00. What
// reads as none in a column of such stands there as text, and an empty cell is left empty.
struct Spreadsheet {
  std::vector<SheetColumn> columns;
  std::vector<std::vector<std::string>> rows;  // each as long as the columns
  std::vector<bool> strong;                    // rows to be seen first; may be shorter than they
  bool filters = true;                         // on the head
};

struct NamedSheet {
  std::string name;  // as WorkbookOf says
  Spreadsheet sheet;
};

// The most rows that a sheet can have below its head.
inline constexpr size_t kMostSheetRows = 1'048'575;

// The bytes of a workbook with one sheet of that name, at most 31 characters: a head that stays
// while one scrolls, and filters on it. Columns in which no row says anything are left out, and
// texts are cut where a cell ends: at 32,767 characters. OUT_OF_RANGE for too many rows,
// UNAVAILABLE where a file on the way cannot be written.
absl::StatusOr<std::string> WorkbookOf(const std::string& name, Spreadsheet sheet);

// The same with several sheets, at least one. No two names may be alike, and none may hold any of
// `[]:*?/\'`.
absl::StatusOr<std::string> WorkbookOf(std::vector<NamedSheet> sheets);

}  // namespace framdrift::cli
