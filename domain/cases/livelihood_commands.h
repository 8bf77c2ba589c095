// Decisions on placements, jobs and studies.
#pragma once

#include "absl/status/statusor.h"
#include "domain/cases/case_decider.h"
#include "framdrift/casework/v1/outcome_service.pb.h"

namespace framdrift::cases {

struct PartnerFacts {
  // The id of the placement, job or studies where the command chooses none.
  Id16 fresh_id{};
  // Whether the partner named is known.
  bool partner_known = false;
};

// PARTNER_UNKNOWN, PLACEMENT_EXISTS, STEP_UNKNOWN, PERCENT_OUT_OF_RANGE, DATES_OUT_OF_ORDER.
absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::RecordPlacementRequest& command,
                                  const PartnerFacts& facts, const history::Context& context);
// PLACEMENT_UNKNOWN, PLACEMENT_ENDED, DATES_OUT_OF_ORDER.
absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::EndPlacementRequest& command,
                                  const history::Context& context);
// PARTNER_UNKNOWN, JOB_EXISTS, PERCENT_OUT_OF_RANGE.
absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::RecordJobRequest& command,
                                  const PartnerFacts& facts, const history::Context& context);
// JOB_UNKNOWN, JOB_ENDED, DATES_OUT_OF_ORDER.
absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::EndJobRequest& command,
                                  const history::Context& context);
// PARTNER_UNKNOWN, STUDY_EXISTS, PERCENT_OUT_OF_RANGE.
absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::RecordStudyRequest& command,
                                  const PartnerFacts& facts, const history::Context& context);
// STUDY_UNKNOWN, STUDY_ENDED, DATES_OUT_OF_ORDER.
absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::EndStudyRequest& command,
                                  const history::Context& context);

}  // namespace framdrift::cases
