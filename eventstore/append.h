// What comes back from an append: a result, or a status that says what to do.
#pragma once

#include <functional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "eventstore/event.h"

namespace framdrift::eventstore {

// Reasons of statuses (see base/refusal.h) and the code each goes with.
inline constexpr char kTenantNotFound[] = "TENANT_NOT_FOUND";          // NOT_FOUND
inline constexpr char kStreamChanged[] = "STREAM_CHANGED";             // ABORTED
inline constexpr char kCommitIdReused[] = "COMMIT_ID_REUSED";          // ALREADY_EXISTS
inline constexpr char kClockJumped[] = "CLOCK_JUMPED";                 // UNAVAILABLE
inline constexpr char kStoreStopped[] = "STORE_STOPPED";               // UNAVAILABLE
inline constexpr char kDiskAlmostFull[] = "DISK_ALMOST_FULL";          // RESOURCE_EXHAUSTED
inline constexpr char kStoreBusy[] = "STORE_BUSY";                     // RESOURCE_EXHAUSTED
inline constexpr char kPositionNotReached[] = "POSITION_NOT_REACHED";  // DEADLINE_EXCEEDED
inline constexpr char kStoreDamaged[] = "STORE_DAMAGED";               // DATA_LOSS

// A condition that did not hold, and the revision the stream has instead.
struct FailedCondition {
  StreamCondition condition;
  Revision current = 0;
};

// ABORTED, reason STREAM_CHANGED, that carries `failed`.
absl::Status ConditionsFailed(absl::Span<const FailedCondition> failed);
// All conditions that failed, of an append's status; empty for a status that carries none.
std::vector<FailedCondition> FailedConditions(const absl::Status& status);

// Called once, on the commit thread or before Append returns: must be cheap and must not wait for
// the store. After UNAVAILABLE with STORE_STOPPED or any unlisted code it is unknown whether the
// commit was made: append again with the same commit_id. Every other status means that it was not.
using AppendCallback = std::function<void(absl::StatusOr<CommitResult>)>;

}  // namespace framdrift::eventstore
