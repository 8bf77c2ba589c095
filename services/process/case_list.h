// The cases behind a figure of the process view, page by page.
#pragma once

#include "absl/status/status.h"
#include "framdrift/process/v1/process_service.pb.h"
#include "services/rows_query.h"

namespace framdrift::services {

absl::Status AnswerCases(RowsReading& reading, const process::v1::ListProcessCasesRequest& request,
                         process::v1::ListProcessCasesResponse& response);

}  // namespace framdrift::services
