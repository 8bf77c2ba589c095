// How an episode begins: opening, flow, and enrolment in the labour-market service.
#pragma once

#include "domain/cases/case_decider.h"
#include "framdrift/casework/v1/case_service.pb.h"

namespace framdrift::cases {

void Evolve(Case& state, const casework::v1::CaseOpened& event, const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::FlowAssigned& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::EnrolmentStarted& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::EnrolmentEnded& event,
            const history::Envelope& envelope);

void Check(const Case& before, const casework::v1::CaseOpened& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::FlowAssigned& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::EnrolmentStarted& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::EnrolmentEnded& event,
           const history::Envelope& envelope, Refusals& out);

// What opening a case needs to know of other streams.
struct OpeningFacts {
  bool person_known = false;
  bool unit_open = false;
};

// Each Decide of this and the other files of cases refuses what its Check does, and what the
// service contract adds.
absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::OpenCaseRequest& command,
                                  const OpeningFacts& facts, const history::Context& context);
absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::AssignFlowRequest& command,
                                  const history::Context& context);
absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::EnrolRequest& command,
                                  const history::Context& context);
absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::EndEnrolmentRequest& command,
                                  const history::Context& context);

}  // namespace framdrift::cases
