// Reads, on a request's thread, what the commit thread must know of the disk.
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "eventstore/head_cache.h"
#include "eventstore/log_reader.h"
#include "eventstore/pending_commit.h"

namespace framdrift::eventstore {

// How old what is looked up may be. `durable_group` is the newest group on disk, read before the
// look-up; heads cached before `fresh_from` are read again.
struct LookUpAge {
  uint64_t durable_group = 0;
  uint64_t fresh_from = 0;
};

// Fills `pending` with the heads of the streams it writes or rests on. If the commit had been made
// already, returns its result, marked duplicate, or ALREADY_EXISTS when the digest differs.
absl::StatusOr<std::optional<CommitResult>> LookUp(const LogReader& reader, HeadCache& cache,
                                                   const LookUpAge& age, PendingCommit& pending);

// The commit that `entry` tells of, from disk.
absl::StatusOr<CommitResult> ReadResult(const LogReader& reader, LogId log,
                                        const CommitEntry& entry);

}  // namespace framdrift::eventstore
