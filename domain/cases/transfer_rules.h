// Transfers: what they do to a case, and when they may stand.
#pragma once

#include "domain/cases/case_decider.h"

namespace framdrift::cases {

// Null when the case has no such transfer.
const Transfer* FindTransfer(const Case& state, const TransferId& id);

// The guards, as Check and AllowedActions ask them.
// An open episode, and TRANSFER_WAITING when another unit has been asked and has not answered.
const Episode* TransferableEpisode(const Case& state, const history::Envelope& at, Refusals& out);
// An open episode, TRANSFER_UNKNOWN, TRANSFER_ANSWERED, DATES_OUT_OF_ORDER.
void AnswerableTransfer(const Case& state, const TransferId& id, const history::Envelope& at,
                        Refusals& out);
// The unit asked answers, and no other; an actor without a unit may answer for any.
// TRANSFER_OF_OTHER_UNIT.
void AnsweringUnit(const Transfer& transfer, const history::Actor& actor, Refusals& out);
// AnswerableTransfer and AnsweringUnit.
void TransferToAnswer(const Case& state, const TransferId& id, const history::Envelope& at,
                      Refusals& out);

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
