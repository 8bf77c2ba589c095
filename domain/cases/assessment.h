// Where the person stands: assessments, approved levels and obstacles to self-support.
#pragma once

#include "domain/cases/case_decider.h"
#include "framdrift/casework/v1/case_service.pb.h"

namespace framdrift::cases {

void Evolve(Case& state, const casework::v1::AssessmentCompleted& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::AssessmentApproved& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::ObstacleSet& event, const history::Envelope& envelope);

void Check(const Case& before, const casework::v1::AssessmentCompleted& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::AssessmentApproved& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::ObstacleSet& event,
           const history::Envelope& envelope, Refusals& out);

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::RecordAssessmentRequest& command,
                                  const history::Context& context);
absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::ApproveAssessmentRequest& command,
                                  const history::Context& context);
absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::SetObstacleRequest& command,
                                  const history::Context& context);

}  // namespace framdrift::cases
