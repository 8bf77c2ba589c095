// The path of a case: what happened in it, in the order it happened.
#pragma once

#include "absl/time/time.h"
#include "domain/cases/case_decider.h"
#include "framdrift/process/v1/process_rows.pb.h"

namespace framdrift::process {

// Folded beside the case itself, which says what lists know of it.
struct PathState {
  cases::Case state;
  // Without `case`.
  v1::CasePath path;
  // Of the last thing that happened.
  absl::Time last = absl::UnixEpoch();
};

// The decider of cases as a read model of paths needs it: it decides nothing.
struct PathDecider {
  using Event = casework::v1::CaseEvent;
  using Sealed = casework::v1::CaseSealed;
  using State = PathState;
  static constexpr history::StreamKind kKind = history::StreamKind::kCase;

  // Total over any subset of a history in any order. What is known only to the day, and stands
  // after something of that day, happened at the same time as that: a path never goes back in time.
  static void Evolve(PathState& state, const history::Recorded<Event>& entry);
};

}  // namespace framdrift::process
