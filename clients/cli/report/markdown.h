// A report as Markdown.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "clients/cli/report/view.h"

namespace framdrift::cli::report {

// `text` as it stands within a line or a cell: whatever Markdown or HTML has a meaning for is
// written so that it is only read.
std::string MarkdownText(absl::string_view text);

// The report with its warnings first. Pictures are tables, since Markdown has no other way to hold
// them in one file: codes of boards with their symbols, and assumed values with a `*`.
std::string MarkdownOf(const ShownReport& report);

}  // namespace framdrift::cli::report
