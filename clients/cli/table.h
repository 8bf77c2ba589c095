// Tables and what stands in them, fitted to the terminal.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace framdrift::cli {

struct Table {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;  // each as long as the header
};

// Drops the columns in which no row says anything.
void DropEmptyColumns(Table& table);

// The table in at most `width` columns of the terminal, after `indent`; 0 is as wide as it takes.
// The first column always stands there, since it says which row it is, and an id in it is whole.
// What does not fit gives way so: ids first, since half an id says nothing; then the longest texts
// are cut; then the last columns are left out. Times, codes and numbers are never cut. Returns how
// many columns were left out. The first `kept` columns are cut, if need be, and never left out.
size_t Fit(Table& table, size_t width, size_t indent, size_t kept = 1);

// The lines of the table, columns parted by two spaces.
std::vector<std::string> LinesOf(const Table& table, size_t indent);

// A table whose rows are not all known when the first is printed: columns grow with what comes.
class RunningTable {
 public:
  // The line for `cells`, cut to `width` columns; 0 cuts nothing.
  std::string LineOf(const std::vector<std::string>& cells, size_t width);

 private:
  std::vector<size_t> widths_;
};

// `text` as lines of at most `width` columns each, parted at spaces; 0 is one line.
std::vector<std::string> Wrapped(const std::string& text, size_t width);

// How many columns of a terminal `text` takes: å counts as one, also when it is a and a ring, and a
// wide character such as 漢 as two.
size_t Columns(const std::string& text);

// `text` in at most `width` columns, with … where something is cut off.
std::string Cut(const std::string& text, size_t width);

// `text` on one line: line breaks are spaces, and what a terminal would obey is shown as �.
std::string OneLine(const std::string& text);

// How wide and high the terminal on standard output is; 0 when it is none.
size_t TerminalWidth();
size_t TerminalHeight();

}  // namespace framdrift::cli
