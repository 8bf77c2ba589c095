// How a case differs between two moments, and which of its events made it so.
#pragma once

#include "absl/status/status.h"
#include "domain/cases/case_decider.h"
#include "framdrift/casework/v1/case_queries.pb.h"
#include "services/reading.h"

namespace framdrift::services {

// CASE_NOT_FOUND where the case was there at neither moment; the errors of PastOf.
absl::Status RenderDiff(Reading& reading, const StreamView<cases::CaseDecider>& view,
                        const casework::v1::DiffCaseRequest& request,
                        casework::v1::DiffCaseResponse& out);

}  // namespace framdrift::services
