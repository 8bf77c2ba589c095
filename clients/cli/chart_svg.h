// A chart as an SVG file for a report.
#pragma once

#include <string>

#include "clients/cli/chart.h"

namespace framdrift::cli {

// What is drawn is told in words too, in <desc>: every figure, what is hidden, what has no value.
// Nothing is told by colour alone, and all of it can be printed in grey. A period without value is
// a gap in the line, and what is hidden is shown as hidden.
std::string SvgOf(const Chart& chart);

}  // namespace framdrift::cli
