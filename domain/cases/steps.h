// The steps of a plan: planned, then started, then completed or cancelled.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "domain/cases/case_decider.h"
#include "domain/codes/code_lists.h"
#include "framdrift/casework/v1/case_service.pb.h"

namespace framdrift::cases {

void Evolve(Case& state, const casework::v1::StepPlanned& event, const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::StepStarted& event, const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::StepCompleted& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::StepCancelled& event,
            const history::Envelope& envelope);

void Check(const Case& before, const casework::v1::StepPlanned& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::StepStarted& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::StepCompleted& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::StepCancelled& event,
           const history::Envelope& envelope, Refusals& out);

// Puts the step that stands at `index` in its event into the episode.
void PlanStep(Episode& episode, const casework::v1::StepTerms& terms, int index,
              const history::Envelope& envelope);
// What is wrong with a step to be planned in `episode` (null: in none): STEP_EXISTS,
// DATES_OUT_OF_ORDER, HOURS_OUT_OF_RANGE.
void CheckTerms(const Episode* episode, const casework::v1::StepTerms& terms, Refusals& out);
void StepExists(const casework::v1::StepTerms& terms, Refusals& out);

// Whether the step may start, be completed or be cancelled at that moment: STEP_UNKNOWN,
// STEP_NOT_STARTED, STEP_STARTED, STEP_ENDED.
void StartableStep(const Episode& episode, const StepId& id, const history::Envelope& at,
                   Refusals& out);
void CompletableStep(const Episode& episode, const StepId& id, const history::Envelope& at,
                     Refusals& out);
void CancellableStep(const Episode& episode, const StepId& id, const history::Envelope& at,
                     Refusals& out);

// What planning steps needs to know; only what the command names is looked at.
struct StepFacts {
  // Ids for the steps that name none, by their place in the command.
  std::vector<StepId> fresh_ids;
  codes::CodeLists codes;
  // The known ones, and whether they are open.
  std::map<history::ActivityId, bool> activities;
  std::set<history::PartnerId> partners;
};

// The step that stands at `index` in a command. Adds ACTIVITY_TYPE_UNKNOWN, ACTIVITY_UNKNOWN,
// ACTIVITY_CLOSED, PARTNER_UNKNOWN.
casework::v1::StepTerms StepTermsFrom(const casework::v1::StepDraft& draft, size_t index,
                                      const StepFacts& facts, Refusals& out);

absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::PlanStepRequest& command,
                                  const StepFacts& facts, const history::Context& context);
absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::StartStepRequest& command,
                                  const history::Context& context);
absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::CompleteStepRequest& command,
                                  const history::Context& context);
absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::CancelStepRequest& command,
                                  const history::Context& context);

}  // namespace framdrift::cases
