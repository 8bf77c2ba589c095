// What is written down: notes, milestones, local attributes, and what other systems recorded.
#pragma once

#include "domain/cases/case_decider.h"

namespace framdrift::cases {

void Evolve(Case& state, const casework::v1::NoteAdded& event, const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::NoteLocked& event, const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::MilestoneRecorded& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::ActRecorded& event, const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::AttributesSet& event,
            const history::Envelope& envelope);

void Check(const Case& before, const casework::v1::NoteAdded& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::NoteLocked& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::MilestoneRecorded& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::ActRecorded& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::AttributesSet& event,
           const history::Envelope& envelope, Refusals& out);

// Whether the note whose event stands at `position` may be locked: NOTE_UNKNOWN, NOTE_LOCKED.
void LockableNote(const Case& state, int64_t position, Refusals& out);

}  // namespace framdrift::cases
