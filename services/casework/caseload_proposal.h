// The proposal that evens out the caseloads of a unit, from rows and streams as of one position.
#pragma once

#include "absl/status/status.h"
#include "framdrift/casework/v1/caseload_service.pb.h"
#include "services/rows_query.h"

namespace framdrift::services {

// OK, or InvalidField for a number of moves that cannot be asked for.
absl::Status CheckMoveCount(const casework::v1::ProposeCaseloadRequest& request);

// Answers ProposeCaseload from the read model `cases`, the unit's cases and its staff.
absl::Status AnswerProposal(RowsReading& reading,
                            const casework::v1::ProposeCaseloadRequest& request,
                            casework::v1::ProposeCaseloadResponse& response);

}  // namespace framdrift::services
