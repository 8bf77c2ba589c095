// The history of a case as the contracts show it: what was recorded, and what became of it.
#pragma once

#include "absl/status/status.h"
#include "domain/cases/case_decider.h"
#include "framdrift/casework/v1/case_queries.pb.h"
#include "services/stream_view.h"

namespace framdrift::services {

// The page that `request` asks for, in order of recording. INVALID_ARGUMENT for a page that cannot
// be.
absl::Status RenderHistory(const StreamView<cases::CaseDecider>& view,
                           const casework::v1::GetCaseHistoryRequest& request,
                           casework::v1::GetCaseHistoryResponse& out);

}  // namespace framdrift::services
