// Reads, on a request's thread, what the commit thread must know of the disk.
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "eventstore/log_reader.h"
#include "eventstore/pending_commit.h"

namespace framdrift::eventstore {

// Fills `pending` with the heads of the streams it writes or rests on. If the commit had been made
// already, returns its result, marked duplicate, or ALREADY_EXISTS when the digest differs.
// `durable_group` is the newest group that is on disk.
absl::StatusOr<std::optional<CommitResult>> LookUp(const LogReader& reader, uint64_t durable_group,
                                                   PendingCommit& pending);

// The commit that `entry` tells of, from disk.
absl::StatusOr<CommitResult> ReadResult(const LogReader& reader, LogId log,
                                        const CommitEntry& entry);

}  // namespace framdrift::eventstore
