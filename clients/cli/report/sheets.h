// A report as a workbook.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "clients/cli/report/view.h"

namespace framdrift::cli::report {

// A first sheet with all that is no figure, warnings first, and a sheet for each table, picture and
// board with numbers and days as such. Errors as those of WorkbookOf.
absl::StatusOr<std::string> WorkbookOf(const ShownReport& report);

}  // namespace framdrift::cli::report
