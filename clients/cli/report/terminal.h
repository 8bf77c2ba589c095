// A report as it is read at a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "clients/cli/report/view.h"

namespace framdrift::cli::report {

// How much room there is.
struct TerminalRoom {
  size_t width = 0;    // columns; 0 is as wide as tables take
  bool whole = false;  // every column and word, however wide
  bool bold = false;   // the terminal knows bold letters
};

// The report line by line, its warnings first. Prose is wrapped. Tables give way as those of other
// answers do, with a line that says how many columns were left out; boards that do not fit show
// their codes by symbols alone, with a key, and their columns by numbers. Bars stand on both sides
// of nought, lines are a character a value with `┊` where assumed values begin.
std::vector<std::string> LinesOf(const ShownReport& report, const TerminalRoom& room);

}  // namespace framdrift::cli::report
