// A projection of the test's own: a row for each event of a case, and at events what is planted.
#pragma once

#include <atomic>
#include <functional>
#include <memory>

#include "projections/projection.h"

namespace framdrift::projections {

inline constexpr char kPlanted[] = "planted";

// What projections made of it do; may change while they run.
struct Planted {
  uint32_t version = 1;
  // The event that cannot be taken in; 0 for none.
  std::atomic<eventstore::Position> fails_at = 0;
  // The event that is taken in live, but of which no row can be made then.
  std::atomic<eventstore::Position> fails_when_written = 0;
  // Called before an event is folded live, on the follower's thread. Set before that runs.
  std::function<void(eventstore::Position)> before;
};

std::unique_ptr<Projection> PlantedProjection(std::shared_ptr<const Planted> planted);

}  // namespace framdrift::projections
