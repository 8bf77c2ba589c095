// What was published, as one table for a report.
#pragma once

#include "absl/status/status.h"
#include "framdrift/indicator/v1/indicator_service.pb.h"
#include "services/rows_query.h"

namespace framdrift::services {

// Fills one page of what was published last of each period and breakdown, up to the position of the
// first page. The rows of `reading` are those of the directory. FIELD_INVALID, PAGE_TOKEN_INVALID.
absl::Status AddPublishedFigures(RowsReading& reading,
                                 const indicator::v1::ExportIndicatorsRequest& request,
                                 indicator::v1::ExportIndicatorsResponse& response);

}  // namespace framdrift::services
