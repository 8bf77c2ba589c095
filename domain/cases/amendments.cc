#include "domain/cases/amendments.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "domain/cases/decision.h"
#include "domain/cases/refusals.h"
#include "domain/history/amend_commands.h"

namespace framdrift::cases {
namespace {

using Entry = CaseTimeline::Entry;

const Entry* FindEntry(const CaseTimeline& timeline, int64_t position) {
  const auto& entries = timeline.entries();
  const auto it = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) {
    return entry.envelope.position == position;
  });
  return it == entries.end() ? nullptr : &*it;
}

// The event that an amendment of the one at `position` is about in the end; null when none is.
const Entry* RootOf(const CaseTimeline& timeline, int64_t position) {
  const Entry* entry = FindEntry(timeline, position);
  while (entry != nullptr && CaseTimeline::IsAmendment(entry->event)) {
    const int64_t earlier = entry->event.has_event_corrected()
                                ? entry->event.event_corrected().position()
                                : entry->event.event_voided().position();
    // Amendments look back; what does not is about nothing.
    entry = earlier < entry->envelope.position ? FindEntry(timeline, earlier) : nullptr;
  }
  return entry;
}

void CheckNote(const CaseTimeline& timeline, int64_t position, Refusals& out) {
  const Entry* root = RootOf(timeline, position);
  if (root == nullptr) return;
  int64_t note = 0;
  if (root->event.has_note_added()) note = root->envelope.position;
  if (root->event.has_note_locked()) note = root->event.note_locked().note_position();
  const auto& notes = timeline.current().notes;
  const bool locked = std::any_of(notes.begin(), notes.end(), [&](const Note& one) {
    return one.stamp.position == note && one.locked;
  });
  if (!locked) return;
  out.Add(kNoteLocked,
          "A locked note never changes; write a note that supplements it.",
          {{"note_position", absl::StrCat(note)}});
}

// The amendment, unless it or `refusals` have anything against it; else all of both.
absl::StatusOr<CaseEvents> Unless(Refusals refusals, absl::StatusOr<CaseEvents> amendment) {
  if (refusals.empty()) return amendment;
  for (const Refusal& refusal : RefusalsOf(amendment.status())) {
    refusals.Add(refusal.reason, refusal.message, refusal.metadata);
  }
  return refusals.AsStatus();
}

absl::StatusOr<Id16> SubjectOf(absl::string_view name, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(const Ground ground, GroundOf(name, {}, context));
  return ground.subject;
}

}  // namespace

absl::StatusOr<CaseEvents> Decide(const CaseTimeline& timeline,
                                  const casework::v1::CorrectEventRequest& command,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(const Id16 subject, SubjectOf(command.name(), context));
  Refusals refusals;
  CheckNote(timeline, command.position(), refusals);
  return Unless(std::move(refusals),
                history::DecideCorrection<CaseDecider>(timeline, command, subject, context));
}

absl::StatusOr<CaseEvents> Decide(const CaseTimeline& timeline,
                                  const casework::v1::VoidEventRequest& command,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(const Id16 subject, SubjectOf(command.name(), context));
  Refusals refusals;
  CheckNote(timeline, command.position(), refusals);
  const Entry* target = FindEntry(timeline, command.position());
  const bool is_misclick = target != nullptr && target->envelope.actor.id == context.actor.id &&
                           context.now - target->envelope.recorded_at <= kMisclick;
  if (command.reason_code().empty() && !is_misclick) {
    refusals.Add(kVoidReasonMissing,
                 "Give a reason_code; only one's own event of the last ten minutes needs none.",
                 {{"position", absl::StrCat(command.position())}});
  }
  return Unless(std::move(refusals),
                history::DecideVoiding<CaseDecider>(timeline, command, subject, context));
}

}  // namespace framdrift::cases
