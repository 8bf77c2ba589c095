// A report as it is read: its texts in the language spoken and clean, its figures in words.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/time/time.h"
#include "clients/cli/workbook.h"
#include "framdrift/report/v1/report.pb.h"

namespace framdrift::cli::report {

// All texts are as words.h makes them, on one line: what shows them has to escape them and nothing
// more.
struct ShownParagraph {
  std::string text;
};

// What people wrote.
struct ShownQuotation {
  std::vector<std::string> lines;
};

struct ShownColumn {
  std::string heading;  // with its unit
  bool number = false;  // stands to the right
  CellKind kind = CellKind::kText;
  int decimals = 0;
};

struct ShownCell {
  std::string text;
  std::string value;  // as a workbook takes it
};

struct ShownRow {
  std::vector<ShownCell> cells;  // one for each column
  bool strong = false;
};

struct ShownTable {
  std::string caption;
  std::vector<ShownColumn> columns;
  std::vector<ShownRow> rows;
};

struct ShownBar {
  std::string label;
  std::optional<double> from;  // both or none
  std::optional<double> to;
  std::string text;  // its figures
};

struct ShownBars {
  std::string caption;  // with the unit
  std::vector<ShownBar> bars;
};

struct ShownLine {
  std::string label;
  std::vector<std::optional<double>> values;  // one for each label of the lines
  size_t measured = 0;                        // of the first; the others are assumed
};

struct ShownLines {
  std::string caption;  // with the unit
  std::vector<std::string> labels;
  std::vector<ShownLine> lines;
};

struct ShownCode {
  std::string word;
  std::string symbol;  // one character
  double share = 0;    // how far it is on the way from the first to the last of its kind
};

struct ShownBoardRow {
  std::string label;
  std::vector<std::optional<size_t>> codes;  // of the board's, one for each heading
  double share = 0;                          // 0 to 1
  std::string text;                          // of the share
};

struct ShownBoard {
  std::string caption;
  std::vector<std::string> headings;
  std::vector<ShownCode> codes;
  std::vector<ShownBoardRow> rows;
};

using ShownBlock =
    std::variant<ShownParagraph, ShownQuotation, ShownTable, ShownBars, ShownLines, ShownBoard>;

struct ShownSection {
  std::string heading;
  std::vector<ShownBlock> blocks;
};

struct ShownReport {
  std::string language;  // its code, such as sv
  std::string title;
  std::string subject;
  std::string about;  // for when its figures hold
  std::vector<std::string> warnings;
  std::vector<ShownSection> sections;
};

// With `invented` the first warning is that nobody in it exists. Rows that are longer or shorter
// than their table are cut and filled; numbers that are none are values that are missing.
ShownReport Show(const ::framdrift::report::v1::Report& report, absl::TimeZone zone, bool invented);

// A board as a table: words, and the share last.
ShownTable TableOf(const ShownBoard& board);

// The same of figures: a row for each bar or point. What is assumed is marked with `*`.
ShownTable TableOf(const ShownBars& bars);
ShownTable TableOf(const ShownLines& lines);

// Whether any of the lines has values that are assumed.
bool HasAssumed(const ShownLines& lines);

}  // namespace framdrift::cli::report
