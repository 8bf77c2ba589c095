// Runs and rebuilds all read models of all tenants, and gives their rows to those who ask.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "base/mutex.h"
#include "eventstore/event_store.h"
#include "projections/bulk_build.h"
#include "projections/change_feed.h"
#include "projections/follower.h"
#include "projections/progress_board.h"
#include "projections/projection.h"
#include "projections/row_store.h"

namespace framdrift::projections {

struct ProjectorOptions {
  // Holds the rows; may be deleted while no projector has it open: all rows are built anew.
  std::string directory;
  const Clock* clock = &SystemClock();
  ZoneOf zone_of;
  // With fewer free bytes on the disk rows are not written, and the projections wait.
  uint64_t min_free_bytes = uint64_t{256} << 20;
  size_t events_per_turn = 4096;
  size_t held_streams = 40000;
  int build_threads = 1;
  // Read models that hold nothing yet are built in bulk when the logs hold more events than this.
  eventstore::Position bulk_from_events = 20000;
};

struct ProjectionStatus {
  enum class State { kCatchingUp, kLive, kStopped };

  std::string name;
  uint32_t version = 0;
  // Counts the builds of the projection.
  uint64_t generation = 0;
  State state = State::kCatchingUp;
  bool rebuilding = false;
  eventstore::Position position = 0;
  eventstore::Position head = 0;
  // How long ago the first event not folded yet was recorded; zero when there is none.
  absl::Duration lag;
  // Set when stopped.
  std::optional<Failure> failure;

  eventstore::Position lag_events() const { return head - position; }
};

struct RebuildProgress {
  enum class Stage { kFolding, kCatchingUp, kComparing };
  Stage stage = Stage::kFolding;
  std::string tenant;
  // Over all tenants.
  eventstore::Position folded = 0;
  eventstore::Position all = 0;
};

// What a projection of one tenant came to in a rebuild. `before` is that of the generation that
// answered, at the same position; none when it had stopped short of it.
struct RebuildResult {
  std::string tenant;
  std::string projection;
  std::optional<RowDigest> before;
  RowDigest after;
};

// Thread-safe.
class Projector {
 public:
  // Rows whose checkpoint is not on the log any more, or of another version, are dropped and built
  // again while the projector runs; until then there are none. `store` and what `options` names
  // must outlive it.
  static absl::StatusOr<std::unique_ptr<Projector>> Open(
      const eventstore::EventStore& store, std::vector<std::unique_ptr<Projection>> projections,
      ProjectorOptions options);
  ~Projector();

  // Calls `done` when the rows hold what the log held at `position`, at once if they do. Else
  // DEADLINE_EXCEEDED PROJECTION_BEHIND after `timeout`; UNAVAILABLE PROJECTION_STOPPED;
  // NOT_FOUND for an unknown projection.
  void WaitFor(absl::string_view tenant, absl::string_view projection,
               eventstore::Position position, absl::Duration timeout, ReachedCallback done);
  // The same, waiting on this thread.
  absl::Status WaitUntil(absl::string_view tenant, absl::string_view projection,
                         eventstore::Position position, absl::Duration timeout);
  // The tenant's rows as they are now. NOT_FOUND for an unknown projection.
  absl::StatusOr<std::unique_ptr<RowView>> Read(absl::string_view tenant,
                                                absl::string_view projection) const;
  // Who listens there is told of what is written to the rows that answer.
  ChangeFeed& changes() { return changes_; }
  std::vector<std::string> names() const;
  absl::StatusOr<std::vector<ProjectionStatus>> List(absl::string_view tenant) const;
  absl::StatusOr<RowDigest> Digest(absl::string_view tenant, absl::string_view projection) const;

  // Builds the named projections of all tenants anew beside those that answer, and switches when
  // they have caught up. Ends with CANCELLED when `progress` returns false. ABORTED
  // REBUILD_RUNNING when one of them is being rebuilt. Waits; takes minutes.
  absl::StatusOr<std::vector<RebuildResult>> Rebuild(
      const std::vector<std::string>& names,
      absl::FunctionRef<bool(const RebuildProgress&)> progress);

 private:
  class Rebuilding;
  Projector(const eventstore::EventStore& store,
            std::vector<std::unique_ptr<Projection>> projections, ProjectorOptions options);
  absl::Status OpenRows();
  absl::StatusOr<std::shared_ptr<Generation>> OpenGeneration(const Projection& projection);
  // Whether the rows follow from the logs as they are.
  absl::StatusOr<bool> StandsOnLog(const Generation& generation) const;
  // Whether the rows are so far behind that folding event by event would take long.
  absl::StatusOr<bool> IsForBulk(const Generation& generation) const;
  // On a thread of its own: builds these in bulk and has them followed.
  void BuildAndFollow(std::vector<Build> builds);
  absl::Status BuildInBulk(std::vector<Build>& builds);
  void DropUnused(const Generation& generation);
  absl::StatusOr<const Projection*> Find(absl::string_view name) const;
  absl::StatusOr<std::vector<Build>> BeginBuilds(const std::vector<std::string>& names);
  absl::Status FillBuilds(const std::vector<Build>& builds,
                          absl::FunctionRef<bool(const RebuildProgress&)> progress);

  const eventstore::EventStore& store_;
  const std::vector<std::unique_ptr<Projection>> projections_;
  const ProjectorOptions options_;
  std::unique_ptr<RowStore> rows_;
  ProgressBoard board_;
  ChangeFeed changes_;
  std::unique_ptr<Follower> follower_;
  std::thread builder_;
  std::atomic<bool> closing_ = false;
  mutable Mutex mutex_;
  std::vector<std::string> rebuilding_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace framdrift::projections
