// Builds generations beside those that answer, and switches to them and back.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "base/mutex.h"
#include "eventstore/event_store.h"
#include "projections/follower.h"
#include "projections/generations.h"
#include "projections/projection.h"
#include "projections/rows.h"

namespace framdrift::projections {

struct RebuildProgress {
  enum class Stage { kFolding, kCatchingUp, kComparing };
  Stage stage = Stage::kFolding;
  // Over all tenants.
  eventstore::Position folded = 0;
  eventstore::Position all = 0;
};
// False ends the work with CANCELLED, unless other rows answer already.
using RebuildCallback = absl::FunctionRef<bool(const RebuildProgress&)>;

// What a projection of one tenant came to in a rebuild or rollback.
struct RebuildResult {
  std::string tenant;
  std::string projection;
  // Why the projection was left as it was; without digests then.
  absl::Status outcome;
  // Of the generation that answered, at the same position; none when it had stopped short of it.
  std::optional<RowDigest> before;
  RowDigest after;
};

// Thread-safe; does one thing at a time to one projection: ABORTED, REBUILD_RUNNING.
class Rebuilder {
 public:
  struct Options {
    ZoneOf zone_of;
    int build_threads = 1;
  };

  // What is borrowed must outlive it.
  Rebuilder(const eventstore::EventStore& store, Generations& generations, Follower& follower,
            Options options);
  // Gives up what BuildAndFollow began.
  ~Rebuilder();

  // Returns at once; once. Fills new generations for these, which hold nothing, and has the
  // follower carry along them, or, where an event stopped that, the empty ones.
  void BuildAndFollow(std::vector<Build> empty) ABSL_LOCKS_EXCLUDED(mutex_);

  // As Projector says of these. They wait, for minutes at times.
  absl::StatusOr<std::vector<RebuildResult>> Rebuild(
      const std::vector<const Projection*>& projections, RebuildCallback progress)
      ABSL_LOCKS_EXCLUDED(mutex_);
  absl::StatusOr<std::vector<RebuildResult>> RollBack(const Projection& projection, uint64_t number,
                                                      RebuildCallback progress)
      ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status Drop(const Projection& projection, uint64_t number) ABSL_LOCKS_EXCLUDED(mutex_);

  // Whether something is being done to the projection.
  bool IsBusy(absl::string_view projection) const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  // All or none; until Leave.
  absl::Status Claim(const std::vector<const Projection*>& projections) ABSL_LOCKS_EXCLUDED(mutex_);
  void Leave(const std::vector<const Projection*>& projections) ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status CreateAll(std::vector<Build>& builds);
  // Those that an event stops have its error in `outcomes`.
  absl::Status FillAll(const std::vector<Build>& builds, std::vector<absl::Status>& outcomes,
                       RebuildCallback progress);
  void BuildInBulk(std::vector<Build>& empty);
  // Has those whose outcome is OK catch up and answer.
  absl::StatusOr<std::vector<RebuildResult>> SwitchAll(const std::vector<Build>& builds,
                                                       std::vector<absl::Status> outcomes,
                                                       RebuildCallback progress);
  absl::StatusOr<RebuildProgress> HowFar(const std::vector<Build>& builds) const;
  absl::StatusOr<std::shared_ptr<Generation>> FindKept(const Projection& projection,
                                                       uint64_t number) const;
  void DropUnused(const Build& build);

  const eventstore::EventStore& store_;
  Generations& generations_;
  Follower& follower_;
  const Options options_;
  std::atomic<bool> closing_ = false;
  std::thread builder_;
  mutable Mutex mutex_;
  std::set<const Projection*> busy_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace framdrift::projections
