// Setting an event of a case right, and striking one through.
#pragma once

#include "absl/time/time.h"
#include "domain/cases/case_decider.h"
#include "framdrift/casework/v1/case_service.pb.h"

namespace framdrift::cases {

// How long one's own event can be struck through with one key, without a reason.
inline constexpr absl::Duration kMisclick = absl::Minutes(10);

// Refused as history::CheckAmendment says, and with NOTE_LOCKED when it would change a locked note
// or unlock it.
absl::StatusOr<CaseEvents> Decide(const CaseTimeline& timeline,
                                  const casework::v1::CorrectEventRequest& command,
                                  const history::Context& context);
// The same, and VOID_REASON_MISSING unless it is one's own event of the last ten minutes.
absl::StatusOr<CaseEvents> Decide(const CaseTimeline& timeline,
                                  const casework::v1::VoidEventRequest& command,
                                  const history::Context& context);

}  // namespace framdrift::cases
