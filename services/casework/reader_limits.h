// What an answer about a case leaves out for readers of another unit or board.
#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "domain/cases/case_decider.h"
#include "domain/cases/visibility.h"
#include "framdrift/casework/v1/case_queries.pb.h"
#include "services/reading.h"

namespace framdrift::services {

// What the actor may see of the case as it stands; the whole for an actor without a unit and of a
// case that no unit answers for.
absl::StatusOr<cases::Visibility> VisibleToReader(Reading& reading, const cases::Case& state);

// Whether every text of the case, now and in its history, may be read by the actor: what
// LimitToReader would leave as it is. False also where that would take a fold to know.
absl::StatusOr<bool> ReadsAll(Reading& reading, const StreamView<cases::CaseDecider>& view);

// Takes out of `out`, which shows `shown`, what the actor's unit may not read of the case as it
// stands in `view`: the notes of other boards; and unless its own board answers for the case,
// everything but that a plan exists and the fields that a consent or a transfer that waits for its
// answer shows. An actor without a unit, and everyone on a case that no unit answers for, reads
// all. False where only some fields are left.
absl::StatusOr<bool> LimitToReader(Reading& reading, const StreamView<cases::CaseDecider>& view,
                                   const cases::Case& shown, casework::v1::Case& out);

// The same for a history: no entries unless the actor's board answers for the case, and no texts of
// notes of other boards.
absl::Status LimitToReader(Reading& reading, const StreamView<cases::CaseDecider>& view,
                           casework::v1::GetCaseHistoryResponse& out);

}  // namespace framdrift::services
