// How an episode begins: opening, flow, and enrolment in the labour-market service.
#pragma once

#include "domain/cases/case_decider.h"

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

}  // namespace framdrift::cases
