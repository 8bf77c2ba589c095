#include "domain/cases/notes.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "domain/cases/decision.h"
#include "domain/cases/guards.h"
#include "domain/cases/refusals.h"

namespace framdrift::cases {
namespace {

constexpr char kMilestoneList[] = "milestone";

template <typename Notes>
auto FindNote(Notes& notes, int64_t position) {
  return std::find_if(notes.begin(), notes.end(), [&](const Note& note) {
    return note.stamp.position == position;
  });
}

void KnownNote(const Case& state, int64_t position, Refusals& out) {
  if (FindNote(state.notes, position) != state.notes.end()) return;
  out.Add(kNoteUnknown,
          "The case has no note at that position.",
          {{"note_position", absl::StrCat(position)}});
}

// Every code is one while the tenant has declared none.
bool IsMilestone(const codes::CodeLists& codes, absl::string_view code) {
  const std::vector<codes::LocalCode> local = codes.Local();
  const bool declared = std::any_of(local.begin(), local.end(), [](const codes::LocalCode& one) {
    return one.list == kMilestoneList;
  });
  return !declared || codes.HasLocal(kMilestoneList, code);
}

}  // namespace

void Evolve(Case& state, const casework::v1::NoteAdded& event, const history::Envelope& envelope) {
  state.notes.push_back({.stamp = Stamp::Of(envelope),
                         .kind = event.note_kind(),
                         .supplements = event.supplements_position(),
                         .unit = state.latest() == nullptr ? history::UnitId()
                                                           : state.latest()->unit()});
}

void Evolve(Case& state, const casework::v1::NoteLocked& event, const history::Envelope& envelope) {
  const auto note = FindNote(state.notes, event.note_position());
  if (note != state.notes.end()) note->locked = Stamp::Of(envelope);
}

void Evolve(Case& state, const casework::v1::MilestoneRecorded& event,
            const history::Envelope& envelope) {
  state.acts.push_back({.stamp = Stamp::Of(envelope),
                        .code = event.code(),
                        .lifecycle = event.lifecycle(),
                        .resource = event.resource()});
}

void Evolve(Case& state, const casework::v1::ActRecorded& event,
            const history::Envelope& envelope) {
  state.acts.push_back({.stamp = Stamp::Of(envelope),
                        .source = event.source(),
                        .code = event.code(),
                        .label = event.label(),
                        .lifecycle = event.lifecycle(),
                        .resource = event.resource()});
}

void Evolve(Case& state, const casework::v1::AttributesSet& event, const history::Envelope&) {
  for (const auto& [name, value] : event.attributes()) state.attributes[name] = value;
}

void LockableNote(const Case& state, int64_t position, Refusals& out) {
  KnownNote(state, position, out);
  const auto note = FindNote(state.notes, position);
  if (note == state.notes.end() || !note->locked) return;
  out.Add(kNoteLocked, "The note is locked already.", {{"note_position", absl::StrCat(position)}});
}

void Check(const Case& before, const casework::v1::NoteAdded& event,
           const history::Envelope& envelope, Refusals& out) {
  AnyEpisode(before, envelope, out);
  if (event.supplements_position() != 0) KnownNote(before, event.supplements_position(), out);
}

void Check(const Case& before, const casework::v1::NoteLocked& event, const history::Envelope&,
           Refusals& out) {
  LockableNote(before, event.note_position(), out);
}

void Check(const Case& before, const casework::v1::MilestoneRecorded&,
           const history::Envelope& envelope, Refusals& out) {
  AnyEpisode(before, envelope, out);
}

void Check(const Case&, const casework::v1::ActRecorded&, const history::Envelope&, Refusals&) {}

void Check(const Case&, const casework::v1::AttributesSet&, const history::Envelope&, Refusals&) {}

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::RecordMilestoneRequest& command,
                                  const MilestoneFacts& facts, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  if (!IsMilestone(facts.codes, command.code())) {
    ground.refusals.Add(
        kMilestoneUnknown,
        "The policy's list `milestone` has no such code; add it there, or use one of the list.",
        {{"code", command.code()}});
  }
  casework::v1::CaseEvent event;
  auto& happened = *event.mutable_milestone_recorded();
  happened.set_code(command.code());
  happened.set_lifecycle(command.lifecycle().empty() ? "complete" : command.lifecycle());
  happened.set_resource(command.resource());
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_milestone_recorded()->set_text(command.text());
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::AddNoteRequest& command,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  auto& happened = *event.mutable_note_added();
  happened.set_note_kind(command.kind() == casework::v1::NOTE_KIND_UNSPECIFIED
                             ? casework::v1::NOTE_KIND_RECORD
                             : command.kind());
  happened.set_supplements_position(command.supplements_position());
  casework::v1::CaseSealed sealed;
  sealed.mutable_note_added()->set_text(command.text());
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::LockNoteRequest& command,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  event.mutable_note_locked()->set_note_position(command.note_position());
  return Conclude(state, std::move(ground), std::move(event), {}, context);
}

}  // namespace framdrift::cases
