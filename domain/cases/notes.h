// What is written down: notes, milestones, local attributes, and what other systems recorded.
#pragma once

#include "domain/cases/case_decider.h"
#include "domain/codes/code_lists.h"
#include "framdrift/casework/v1/case_service.pb.h"

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

// What recording a milestone needs to know.
struct MilestoneFacts {
  codes::CodeLists codes;
};

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::RecordMilestoneRequest& command,
                                  const MilestoneFacts& facts, const history::Context& context);
absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::AddNoteRequest& command,
                                  const history::Context& context);
absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::LockNoteRequest& command,
                                  const history::Context& context);

}  // namespace framdrift::cases
