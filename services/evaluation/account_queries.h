// Accounts as one may ask about them without recording anything.
#pragma once

#include "absl/status/status.h"
#include "services/evaluation/resources.h"
#include "services/reading.h"

namespace framdrift::services {

using EvaluationView = StreamView<evaluation::EvaluationDecider>;

// SCENARIO_UNKNOWN and what else ComputeAccount is refused with.
absl::Status AnswerScenarios(Reading& reading, const EvaluationView& view,
                             const evaluation::v1::CompareScenariosRequest& request,
                             evaluation::v1::CompareScenariosResponse& response);
absl::Status AnswerSensitivity(Reading& reading, const EvaluationView& view,
                               const evaluation::v1::GetSensitivityRequest& request,
                               evaluation::v1::GetSensitivityResponse& response);

// The report that was published, or what it would be now. ACCOUNT_NOT_COMPUTED.
absl::Status AnswerReport(Reading& reading, const EvaluationView& view,
                          const evaluation::v1::GetAccountReportRequest& request,
                          evaluation::v1::GetAccountReportResponse& response);

}  // namespace framdrift::services
