// A prepared commit on its way to the commit thread, with what the disk said about it.
#pragma once

#include <cstdint>

#include "absl/container/inlined_vector.h"
#include "absl/status/status.h"
#include "eventstore/append.h"
#include "eventstore/codec.h"
#include "eventstore/log_state.h"

namespace framdrift::eventstore {

// A stream named by a condition that the commit does not write, or an index to one it does.
struct PendingCondition {
  // Into PreparedCommit::streams, or kNotWritten.
  uint32_t written = 0;
  StreamHead head;

  static constexpr uint32_t kNotWritten = 0xffffffff;
};

struct PendingCommit {
  LogState* log = nullptr;
  PreparedCommit commit;
  AppendCallback done;

  // Set by LookUp. What was found holds for all groups up to and with `read_at`.
  uint64_t read_at = 0;
  absl::InlinedVector<StreamHead, 1> heads;             // parallel to commit.streams
  absl::InlinedVector<PendingCondition, 1> conditions;  // parallel to commit.conditions

  // Set by the commit thread.
  enum class Outcome { kPlaced, kRefused, kSentBack };
  Outcome outcome = Outcome::kRefused;
  absl::Status refusal;
  absl::Time recorded_at;
  Position first_position = 0;
};

}  // namespace framdrift::eventstore
