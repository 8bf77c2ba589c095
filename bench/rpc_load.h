// Many unary calls at once over one connection a core, and how long they took.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "grpcpp/channel.h"

namespace framdrift::bench {

// What a run of calls came to.
struct LoadResult {
  int calls = 0;
  int failures = 0;
  absl::Duration elapsed;
  std::vector<absl::Duration> latencies;  // sorted

  double per_second() const { return calls / absl::ToDoubleSeconds(elapsed); }
  // 0 ≤ share < 1.
  absl::Duration Percentile(double share) const;
};

// Begins call `number` on `channel` and calls `done` once it has ended, with whether it was OK.
using BeginCall = std::function<void(int number, std::function<void(bool)> done)>;

// Makes `calls` calls with `in_flight` of them under way at any time.
LoadResult RunLoad(int calls, int in_flight, const BeginCall& begin);

// A channel with a connection of its own.
std::shared_ptr<grpc::Channel> Connect(const std::string& address);

}  // namespace framdrift::bench
