// The two commands every stream has: to set an earlier event right, and to strike it through.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/history/accept.h"
#include "domain/history/appended.h"
#include "domain/history/context.h"
#include "domain/history/timeline.h"

namespace framdrift::history {

// The breaches of order and guards that stand in `timeline`'s effective events, each with the
// position of the event in the way. `Decider` has `static void Check(const State&, const
// Recorded<Event>&, Refusals&)`: which rules the event breaks in the state before it.
template <typename Decider>
std::vector<std::pair<int64_t, Refusal>> Breaches(const Timeline<Decider>& timeline) {
  std::vector<std::pair<int64_t, Refusal>> breaches;
  typename Decider::State state;
  for (const auto& entry : timeline.Effective()) {
    Refusals refusals;
    Decider::Check(state, entry, refusals);
    for (const Refusal& refusal : refusals.all()) {
      breaches.emplace_back(entry.envelope.position, refusal);
    }
    Decider::Evolve(state, entry);
  }
  return breaches;
}

// OK when appending events to `timeline` as `appended` has them leaves no breach that was not there
// before; else LATER_EVENT_IN_THE_WAY for every event that would no longer be legal.
template <typename Decider>
absl::Status CheckNoNewBreach(const Timeline<Decider>& timeline,
                              const Timeline<Decider>& appended) {
  const auto before = Breaches(timeline);
  Refusals refusals;
  for (const auto& found : Breaches(appended)) {
    const bool stood_before = std::any_of(before.begin(), before.end(), [&](const auto& old) {
      return old.first == found.first && old.second.reason == found.second.reason;
    });
    if (stood_before) continue;
    const auto& [position, breach] = found;
    refusals.Add(
        "LATER_EVENT_IN_THE_WAY",
        absl::StrCat("The event at position ", position, " would not hold: ", breach.message),
        {{"position", absl::StrCat(position)}, {"reason", breach.reason}});
  }
  return refusals.AsStatus();
}

// OK when no event of `events` lies back in time, or none of those recorded already stands in the
// way of one that does; else LATER_EVENT_IN_THE_WAY for every one.
template <typename Decider>
absl::Status CheckBackdated(const Timeline<Decider>& timeline, const EventsOf<Decider>& events,
                            const Context& context) {
  const bool backdated = std::any_of(events.begin(), events.end(), [&](const auto& emitted) {
    Envelope envelope;
    envelope.occurred = emitted.occurred;
    envelope.day = absl::ToCivilDay(emitted.occurred.at, context.zone);
    return !timeline.order().FoldsLast(envelope);
  });
  if (!backdated) return absl::OkStatus();
  return CheckNoNewBreach(timeline, Appended<Decider>(timeline, events, context));
}

// OK when appending `amendment` (an EventCorrected or EventVoided in the union) leaves no breach
// that was not there before. Refused with EVENT_NOT_FOUND, EVENT_ALREADY_VOIDED,
// CORRECTION_OF_OTHER_KIND, CORRECTION_OF_AMENDMENT, or LATER_EVENT_IN_THE_WAY for every event that
// would no longer be legal.
template <typename Decider>
absl::Status CheckAmendment(const Timeline<Decider>& timeline,
                            const typename Decider::Event& amendment, const Context& context) {
  using Event = typename Decider::Event;
  const int64_t target = amendment.has_event_corrected() ? amendment.event_corrected().position()
                                                         : amendment.event_voided().position();
  const Recorded<Event>* original = nullptr;
  for (const auto& entry : timeline.entries()) {
    if (entry.envelope.position == target) original = &entry;
  }
  if (original == nullptr) {
    return Refuse("EVENT_NOT_FOUND",
                  "This history has no event at that position.",
                  {{"position", absl::StrCat(target)}});
  }
  if (timeline.CurrentAmendments().voided.contains(target)) {
    return Refuse("EVENT_ALREADY_VOIDED",
                  "That event is struck through already; void its voiding to bring it back.",
                  {{"position", absl::StrCat(target)}});
  }
  if (amendment.has_event_corrected()) {
    if (Timeline<Decider>::IsAmendment(original->event)) {
      return Refuse("CORRECTION_OF_AMENDMENT",
                    "Correct the original event again, or void the correction.",
                    {{"position", absl::StrCat(target)}});
    }
    Event replacement;
    if (!amendment.event_corrected().replacement().UnpackTo(&replacement) ||
        replacement.kind_case() != original->event.kind_case()) {
      return Refuse("CORRECTION_OF_OTHER_KIND",
                    "A correction replaces an event by one of the same kind.",
                    {{"position", absl::StrCat(target)}});
    }
    if (amendment.event_corrected().has_occurred()) {
      FD_RETURN_IF_ERROR(
          PastOccurredFrom(amendment.event_corrected().occurred(), context.now, context.zone)
              .status());
    }
  }
  EventsOf<Decider> events(1);
  events[0].event = amendment;
  events[0].occurred = {context.now, Precision::kSecond};
  return CheckNoNewBreach(timeline, Appended<Decider>(timeline, events, context));
}

}  // namespace framdrift::history
