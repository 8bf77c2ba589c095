// Events beside the one that a plain decision makes: several in a commit, and corrections of what
// was recorded before.
#pragma once

#include "domain/cases/decision.h"
#include "framdrift/codes/v1/codes.pb.h"

namespace framdrift::cases {

// `event` as it happened at `occurred`, with `sealed` where it holds anything.
CaseEvents::value_type EventAt(const Ground& ground, const history::Occurred& occurred,
                               casework::v1::CaseEvent event, casework::v1::CaseSealed sealed);

// What a later record of the same thing comes to: the event at `position` is set right to `event`
// and `sealed` at `occurred`.
CaseEvents::value_type Replacement(const Ground& ground, int64_t position,
                                   const history::Occurred& occurred,
                                   const casework::v1::CaseEvent& event,
                                   const casework::v1::CaseSealed& sealed,
                                   codes::v1::CorrectionReason reason,
                                   const history::Context& context);

// `events`, when neither the ground nor Check has anything against any; else every refusal.
absl::StatusOr<CaseEvents> ConcludeAll(const Case& state, Ground ground, CaseEvents events,
                                       const history::Context& context);

// The id that a command chose, else a fresh one, as text.
template <typename Id>
std::string ChosenOr(const std::string& chosen, const Id& fresh) {
  return chosen.empty() ? fresh.ToString() : chosen;
}

}  // namespace framdrift::cases
