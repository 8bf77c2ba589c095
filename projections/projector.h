// Runs and rebuilds all read models of all tenants, and gives their rows to those who ask.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "eventstore/event_store.h"
#include "projections/change_feed.h"
#include "projections/follower.h"
#include "projections/generations.h"
#include "projections/progress_board.h"
#include "projections/projection.h"
#include "projections/rebuilder.h"
#include "projections/rows.h"

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
  // How many generations of a read model are kept beside the one that answers, to roll back to.
  size_t kept_generations = 1;
  // Read models that hold nothing yet are built in bulk when the logs hold more events than this.
  eventstore::Position bulk_from_events = 20000;
};

struct ProjectionStatus {
  enum class State { kCatchingUp, kLive, kStopped };

  std::string name;
  uint32_t version = 0;
  // The one that answers.
  uint64_t generation = 0;
  State state = State::kCatchingUp;
  bool rebuilding = false;
  eventstore::Position position = 0;
  eventstore::Position head = 0;
  // How long ago the first event not folded yet was recorded; zero when there is none.
  absl::Duration lag;
  // Set when stopped.
  std::optional<Failure> failure;

  struct Kept {
    Generations::State state = Generations::State::kAnswering;
    GenerationName name;
    eventstore::Position position = 0;
    // Of all tenants.
    uint64_t bytes = 0;
    absl::Time since;
  };
  // As Generations::List.
  std::vector<Kept> generations;

  eventstore::Position lag_events() const { return head - position; }
};

// Thread-safe.
class Projector {
 public:
  // Rows whose checkpoint is not on the log any more are dropped, those of another version kept;
  // new ones are built while the projector runs, until then there are none. `store` and what
  // `options` names must outlive it.
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
  absl::StatusOr<ProjectionStatus> Get(absl::string_view tenant, absl::string_view name) const;
  absl::StatusOr<RowDigest> Digest(absl::string_view tenant, absl::string_view projection) const;

  // Builds the named projections of all tenants anew beside those that answer, has each answer when
  // it has caught up, and keeps the generations that did. One that stops at an event is left as it
  // was; its error when that is so of all of them. ABORTED, REBUILD_RUNNING, when something is
  // being done to one of them. Waits; takes minutes.
  absl::StatusOr<std::vector<RebuildResult>> Rebuild(const std::vector<std::string>& names,
                                                     RebuildCallback progress);
  // Has a kept generation of the projection answer when it has caught up, and keeps the one that
  // did; 0 means the last to answer. Costs the folding of what was recorded since. NOT_FOUND:
  // GENERATION_NOT_FOUND; FAILED_PRECONDITION: GENERATION_ANSWERS, GENERATION_OTHER_VERSION; the
  // error of an event that stops it; ABORTED: REBUILD_RUNNING.
  absl::StatusOr<std::vector<RebuildResult>> RollBack(absl::string_view name, uint64_t generation,
                                                      RebuildCallback progress);
  // Drops a kept generation. The same errors.
  absl::Status Drop(absl::string_view name, uint64_t generation);

 private:
  Projector(const eventstore::EventStore& store,
            std::vector<std::unique_ptr<Projection>> projections, ProjectorOptions options);
  absl::Status OpenGenerations();
  // The one that answers from now on: it did, or an earlier program's did and this was kept, or it
  // is new.
  absl::StatusOr<std::shared_ptr<Generation>> OpenGeneration(const Projection& projection);
  // Whether the rows follow from the logs as they are.
  absl::StatusOr<bool> StandsOnLog(const Generation& generation) const;
  // Whether the rows are so far behind that folding event by event would take long.
  absl::StatusOr<bool> IsForBulk(const Generation& generation) const;
  absl::StatusOr<const Projection*> Find(absl::string_view name) const;
  absl::StatusOr<ProjectionStatus> StatusOf(const Projection& projection,
                                            const std::string& tenant) const;
  absl::Status AddGenerations(const Projection& projection, const std::string& tenant,
                              ProjectionStatus& status) const;

  const eventstore::EventStore& store_;
  const std::vector<std::unique_ptr<Projection>> projections_;
  const ProjectorOptions options_;
  std::unique_ptr<Generations> generations_;
  ProgressBoard board_;
  ChangeFeed changes_;
  std::unique_ptr<Follower> follower_;
  std::unique_ptr<Rebuilder> rebuilder_;
};

}  // namespace framdrift::projections
