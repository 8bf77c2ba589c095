// A report as a page to be read on screens and printed.
#pragma once

#include <string>

#include "clients/cli/report/view.h"

namespace framdrift::cli::report {

// One file of HTML that asks for nothing outside itself, and says so to the browser. Warnings come
// first. On paper it is A4, across where a table or board is wide, with the heads of tables on
// every page and no row, picture or short table parted between two. Who cannot see it is told the
// figures of every picture.
std::string HtmlOf(const ShownReport& report);

}  // namespace framdrift::cli::report
