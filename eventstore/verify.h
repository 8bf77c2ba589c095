// Reads a whole log again and checks that it is what was acknowledged.
#pragma once

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "eventstore/log_backend.h"
#include "eventstore/log_state.h"

namespace framdrift::eventstore {

// Checks of each commit up to the head: checksum, position, that it goes on each of its streams
// where the one before left it, rising time and key sequence, its records in the indexes of streams
// and commits; then every tile, and the root. DATA_LOSS with the first fault. Holds about 100 bytes
// for each stream of the log.
absl::Status VerifyLog(const LogBackend& backend, const LogState& log,
                       absl::FunctionRef<void(Position)> progress);

}  // namespace framdrift::eventstore
