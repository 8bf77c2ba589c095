// The figures of the process view, answered from the read model `paths`.
#pragma once

#include "absl/status/status.h"
#include "framdrift/process/v1/process_service.pb.h"
#include "services/rows_query.h"

namespace framdrift::services {

absl::Status AnswerMap(RowsReading& reading, const process::v1::GetProcessMapRequest& request,
                       process::v1::GetProcessMapResponse& response);
absl::Status AnswerVariants(RowsReading& reading,
                            const process::v1::ListProcessVariantsRequest& request,
                            process::v1::ListProcessVariantsResponse& response);
absl::Status AnswerThroughput(RowsReading& reading,
                              const process::v1::GetProcessThroughputRequest& request,
                              process::v1::GetProcessThroughputResponse& response);
absl::Status AnswerStatus(RowsReading& reading, const process::v1::GetProcessStatusRequest& request,
                          process::v1::GetProcessStatusResponse& response);
absl::Status AnswerDeviations(RowsReading& reading,
                              const process::v1::ListProcessDeviationsRequest& request,
                              process::v1::ListProcessDeviationsResponse& response);

}  // namespace framdrift::services
