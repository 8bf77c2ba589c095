// From a command that corrects or voids an event to the amendment it causes, for every stream.
#pragma once

#include <utility>

#include "absl/status/statusor.h"
#include "base/status_macros.h"
#include "domain/history/accept.h"
#include "domain/history/amend.h"
#include "domain/history/timeline.h"

namespace framdrift::history {

// The EventCorrected that `command` causes. `Request` has position, replacement (the stream's union
// of events), sealed (its union of sealed parts), occurred (unset: as it was), reason_code and
// text; the last two sealed things stand under `subject`. Refused as CheckAmendment says.
template <typename Decider, typename Request>
absl::StatusOr<EventsOf<Decider>> DecideCorrection(const Timeline<Decider>& timeline,
                                                   const Request& command, const Id16& subject,
                                                   const Context& context) {
  Emitted<typename Decider::Event, typename Decider::Sealed> emitted;
  auto& corrected = *emitted.event.mutable_event_corrected();
  corrected.set_position(command.position());
  corrected.mutable_replacement()->PackFrom(command.replacement());
  if (command.has_occurred()) *corrected.mutable_occurred() = command.occurred();
  corrected.set_reason_code(command.reason_code());
  FD_RETURN_IF_ERROR(CheckAmendment(timeline, emitted.event, context));
  if (!command.text().empty() || command.has_sealed()) {
    SealedPart<typename Decider::Sealed> part;
    part.subject = subject;
    auto& sealed = *part.content.mutable_event_corrected();
    sealed.set_text(command.text());
    if (command.has_sealed()) sealed.mutable_replacement()->PackFrom(command.sealed());
    emitted.parts.push_back(std::move(part));
  }
  emitted.occurred = {context.now, Precision::kSecond};
  emitted.reason_code = command.reason_code();
  EventsOf<Decider> events;
  events.push_back(std::move(emitted));
  return events;
}

// The EventVoided that `command` causes. `Request` has position, reason_code, entered_again_at and
// text, which stands under `subject`. Refused as CheckAmendment says.
template <typename Decider, typename Request>
absl::StatusOr<EventsOf<Decider>> DecideVoiding(const Timeline<Decider>& timeline,
                                                const Request& command, const Id16& subject,
                                                const Context& context) {
  Emitted<typename Decider::Event, typename Decider::Sealed> emitted;
  auto& voided = *emitted.event.mutable_event_voided();
  voided.set_position(command.position());
  voided.set_reason_code(command.reason_code());
  voided.set_entered_again_at(command.entered_again_at());
  FD_RETURN_IF_ERROR(CheckAmendment(timeline, emitted.event, context));
  if (!command.text().empty()) {
    SealedPart<typename Decider::Sealed> part;
    part.subject = subject;
    part.content.mutable_event_voided()->set_text(command.text());
    emitted.parts.push_back(std::move(part));
  }
  emitted.occurred = {context.now, Precision::kSecond};
  emitted.reason_code = command.reason_code();
  EventsOf<Decider> events;
  events.push_back(std::move(emitted));
  return events;
}

}  // namespace framdrift::history
