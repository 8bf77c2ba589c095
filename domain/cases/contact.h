// Meetings with the person: offered, held and missed.
#pragma once

#include "domain/cases/case_decider.h"

namespace framdrift::cases {

void Evolve(Case& state, const casework::v1::ContactOffered& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::FirstContactHeld& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::FirstContactMissed& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::ContactHeld& event, const history::Envelope& envelope);

void Check(const Case& before, const casework::v1::ContactOffered& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::FirstContactHeld& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::FirstContactMissed& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::ContactHeld& event,
           const history::Envelope& envelope, Refusals& out);

}  // namespace framdrift::cases
