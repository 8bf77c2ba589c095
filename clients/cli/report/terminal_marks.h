// Bars and lines of a report in the characters of a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "clients/cli/report/view.h"

namespace framdrift::cli::report {

// A text a bar, `width` columns for all of them: `│` at nought, and what is not nought is at least
// one character long. Empty where there is no value.
std::vector<std::string> BarsOf(const ShownBars& bars, size_t width);

// A character a value as in other tables (small_chart.h), with `┊` between what is measured and
// what is assumed; of more values than `most`, some that lie evenly apart, the last among them.
std::string LineOf(const ShownLine& line, size_t most);

}  // namespace framdrift::cli::report
