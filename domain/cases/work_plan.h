// The work plan: adopted, revised, reviewed and seen by the person.
#pragma once

#include "domain/cases/case_decider.h"
#include "domain/cases/steps.h"
#include "framdrift/casework/v1/case_service.pb.h"

namespace framdrift::cases {

void Evolve(Case& state, const casework::v1::WorkPlanAdopted& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::WorkPlanRevised& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::WorkPlanReviewed& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::WorkPlanAcknowledged& event,
            const history::Envelope& envelope);

void Check(const Case& before, const casework::v1::WorkPlanAdopted& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::WorkPlanRevised& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::WorkPlanReviewed& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::WorkPlanAcknowledged& event,
           const history::Envelope& envelope, Refusals& out);

// What acknowledging a plan needs to know.
struct AcknowledgementFacts {
  // Somebody represents the person on that day.
  bool has_representative = false;
};

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::AdoptWorkPlanRequest& command,
                                  const StepFacts& facts, const history::Context& context);
absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::ReviseWorkPlanRequest& command,
                                  const history::Context& context);
absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::ReviewWorkPlanRequest& command,
                                  const history::Context& context);
absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::AcknowledgeWorkPlanRequest& command,
                                  const AcknowledgementFacts& facts,
                                  const history::Context& context);

}  // namespace framdrift::cases
