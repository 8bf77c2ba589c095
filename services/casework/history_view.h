// The history of a case as the contracts show it: what was recorded, and what became of it.
#pragma once

#include <cstddef>

#include "domain/cases/case_decider.h"
#include "framdrift/casework/v1/case_queries.pb.h"
#include "services/reading.h"

namespace framdrift::services {

// The events from `begin` up to `end`, in order of recording.
void RenderHistory(const StreamView<cases::CaseDecider>& view, size_t begin, size_t end,
                   casework::v1::GetCaseHistoryResponse& out);

}  // namespace framdrift::services
