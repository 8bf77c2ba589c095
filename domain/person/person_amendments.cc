#include <utility>

#include "base/status_macros.h"
#include "domain/history/amend_commands.h"
#include "domain/history/when.h"
#include "domain/person/person_commands.h"
#include "domain/person/refusals.h"

namespace framdrift::person {
namespace {

using history::Context;

// The original of an amendment; null when the stream has none at `position`.
const v1::PersonEvent* EventAt(const PersonTimeline& timeline, int64_t position) {
  for (const auto& entry : timeline.entries()) {
    if (entry.envelope.position == position) return &entry.event;
  }
  return nullptr;
}

bool HoldsNumber(const v1::PersonEvent& event) {
  const v1::IdentifierKind kind = event.has_identifier_changed()
                                      ? event.identifier_changed().identifier_kind()
                                      : event.person_registered().identifier_kind();
  return kind != v1::IDENTIFIER_KIND_UNSPECIFIED && kind != v1::IDENTIFIER_KIND_NONE;
}

// What other streams or reservations depend on cannot be amended in this stream alone.
absl::Status CheckAmendable(const v1::PersonEvent& event) {
  if (event.has_person_merged() || event.has_person_unmerged()) {
    return Refuse(kCorrectionOfMerger,
                  "A merger stands in two records: merge or unmerge them instead.");
  }
  if (HoldsNumber(event)) {
    return Refuse(kIdentifierNeedsChange,
                  "Set a number right with a change of identifier, dated when it should have "
                  "held.");
  }
  return absl::OkStatus();
}

}  // namespace

PersonEvents LivelihoodEvents(const Person& state, const std::vector<LivelihoodClaim>& claims,
                              const Context& context) {
  PersonEvents events;
  for (const LivelihoodEntry& entry : EntriesToWrite(state.livelihood, claims, context.today())) {
    history::Emitted<v1::PersonEvent, v1::PersonSealed> emitted;
    v1::LivelihoodSet& set = *emitted.event.mutable_livelihood_set();
    set.set_state(entry.state);
    *set.mutable_from_date() = history::DateFrom(entry.from);
    if (entry.extent_percent) set.set_extent_percent(*entry.extent_percent);
    if (entry.monthly_gross_ore) set.set_monthly_gross_ore(*entry.monthly_gross_ore);
    set.set_source(entry.source);
    set.set_evidence(entry.evidence);
    emitted.occurred = {history::StartOf(entry.from, context.zone), history::Precision::kDay};
    events.push_back(std::move(emitted));
  }
  return events;
}

absl::StatusOr<PersonEvents> Decide(const PersonTimeline& timeline,
                                    const v1::CorrectEventRequest& command,
                                    const PersonFacts& facts, const Context& context) {
  FD_RETURN_IF_ERROR(CheckKnown(timeline.current()));
  if (const auto* event = EventAt(timeline, command.position())) {
    FD_RETURN_IF_ERROR(CheckAmendable(*event));
    FD_RETURN_IF_ERROR(CheckAmendable(command.replacement()));
  }
  v1::CorrectEventRequest dated = command;
  if (command.replacement().has_livelihood_set()) {
    // A livelihood occurs on the day it holds from.
    const auto& livelihood = command.replacement().livelihood_set();
    FD_RETURN_IF_ERROR(history::DayFrom(livelihood.from_date()).status());
    *dated.mutable_occurred()->mutable_date() = livelihood.from_date();
  }
  return history::DecideCorrection(timeline, dated, facts.id.bytes(), context);
}

absl::StatusOr<PersonEvents> Decide(const PersonTimeline& timeline,
                                    const v1::VoidEventRequest& command, const PersonFacts& facts,
                                    const Context& context) {
  FD_RETURN_IF_ERROR(CheckKnown(timeline.current()));
  if (const auto* event = EventAt(timeline, command.position())) {
    FD_RETURN_IF_ERROR(CheckAmendable(*event));
  }
  return history::DecideVoiding(timeline, command, facts.id.bytes(), context);
}

}  // namespace framdrift::person
