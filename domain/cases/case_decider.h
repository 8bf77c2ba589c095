// What each event does to a case, and which rules it breaks: the one place that knows every kind.
#pragma once

#include "base/refusal.h"
#include "domain/cases/case.h"
#include "domain/history/accept.h"
#include "domain/history/context.h"
#include "domain/history/recorded.h"
#include "domain/history/streams.h"
#include "domain/history/timeline.h"
#include "framdrift/casework/v1/case_events.pb.h"

namespace framdrift::cases {

struct CaseDecider {
  using Event = casework::v1::CaseEvent;
  using Sealed = casework::v1::CaseSealed;
  using State = Case;
  static constexpr history::StreamKind kKind = history::StreamKind::kCase;

  // Total over any subset of a history in any order; never refuses.
  static void Evolve(Case& state, const history::Recorded<Event>& entry);
  // Adds every rule of order and every guard that the event breaks in the state before it. An act
  // of another system breaks none. Corrections and voidings are not asked here
  // (history::CheckAmendment).
  static void Check(const Case& before, const history::Recorded<Event>& entry, Refusals& out);
};

using CaseEvents = history::EventsOf<CaseDecider>;
using CaseTimeline = history::Timeline<CaseDecider>;

}  // namespace framdrift::cases
