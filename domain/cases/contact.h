// Meetings with the person: offered, held and missed.
#pragma once

#include "domain/cases/case_decider.h"
#include "framdrift/casework/v1/case_service.pb.h"

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

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::OfferContactRequest& command,
                                  const history::Context& context);
absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::RecordFirstContactRequest& command,
                                  const history::Context& context);
absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::RecordContactRequest& command,
                                  const history::Context& context);

}  // namespace framdrift::cases
