// One log as this process holds it: its head, and what the commit thread goes on from.
#pragma once

#include <atomic>
#include <string>
#include <utility>

#include "absl/time/time.h"
#include "eventstore/log_backend.h"
#include "eventstore/merkle.h"
#include "eventstore/recent_roots.h"

namespace framdrift::eventstore {

// Where the next commit goes. Only the commit thread touches it.
struct LogEnd {
  Position position = 0;
  absl::Time recorded_at = absl::InfinitePast();
  uint64_t key_sequence = 0;
  TreeEdge tree;
};

// Lives as long as the store, at one address. `tenant`, `id` and `index` never change; `head` and
// `roots` are stored by the commit thread once its events are durable, and read by anyone.
struct LogState {
  LogState(std::string tenant_text, LogId log_id, uint32_t log_index, LogEnd log_end)
      : tenant(std::move(tenant_text)),
        id(log_id),
        index(log_index),
        head(log_end.position),
        end(std::move(log_end)) {}

  const std::string tenant;
  const LogId id;
  // Counts the logs of the process: a short key for its tables.
  const uint32_t index;
  std::atomic<Position> head;
  RecentRoots roots;
  LogEnd end;
};

}  // namespace framdrift::eventstore
