// Transfers: what they do to a case, and when they may stand.
#pragma once

#include "domain/cases/case_decider.h"

namespace framdrift::cases {

// Null when the case has no such transfer.
const Transfer* FindTransfer(const Case& state, const std::string& transfer_id);

void Evolve(Case& state, const casework::v1::TransferProposed& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::TransferAccepted& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::TransferRejected& event,
            const history::Envelope& envelope);

void Check(const Case& before, const casework::v1::TransferProposed& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::TransferAccepted& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::TransferRejected& event,
           const history::Envelope& envelope, Refusals& out);

}  // namespace framdrift::cases
