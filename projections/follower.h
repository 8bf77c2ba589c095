// The one thread that carries all projections of all tenants along their logs.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "eventstore/event_store.h"
#include "projections/agenda.h"
#include "projections/change_feed.h"
#include "projections/generations.h"
#include "projections/lane.h"
#include "projections/progress_board.h"
#include "projections/projection.h"

namespace framdrift::projections {

// The zone a tenant counts its days in, once its log holds an event.
using ZoneOf = std::function<absl::StatusOr<absl::TimeZone>(absl::string_view tenant)>;

// A projection's rows in one generation.
struct Build {
  const Projection* projection = nullptr;
  std::shared_ptr<Generation> generation;
};

// The rows of one tenant in the generation that answered and in the one that does now, seen at one
// position, unless the old one had stopped before it.
struct Switched {
  std::string tenant;
  std::unique_ptr<RowView> before;
  std::unique_ptr<RowView> after;
};
using SwitchedCallback = std::function<void(absl::StatusOr<std::vector<Switched>>)>;

// Thread-safe. What is borrowed must outlive it.
class Follower {
 public:
  struct Options {
    const Clock* clock = nullptr;
    ZoneOf zone_of;
    // After so many events rows are written and other tenants have their turn.
    size_t events_per_turn = 4096;
    // How many streams all folds may hold in memory.
    size_t held_streams = 40000;
    // Told of what is written to rows that answer, where given; must outlive the follower.
    const ChangeFeed* changes = nullptr;
  };

  Follower(const eventstore::EventStore& store, Generations& generations, ProgressBoard& board,
           Options options);
  // Ends the current turn and the thread.
  ~Follower();

  void Start(std::vector<Build> active);
  // Carries one more along.
  void Follow(Build active);
  // Looks for news of the tenant, and at the board's deadlines.
  void Wake(absl::string_view tenant);
  // Carries `build` along beside the active one; when it has come as far for every tenant,
  // has it answer, the other kept, and calls `done` on the follower's thread. With the reason, when
  // it stopped.
  void Adopt(Build build, SwitchedCallback done);
  // Gives up an adopted build that has not been switched to; its `done` is called with CANCELLED.
  void Abandon(const Generation& generation);

 private:
  struct Candidate {
    Build build;
    SwitchedCallback done;
  };
  struct Tenant {
    std::optional<absl::TimeZone> zone;
    // By generation.
    std::map<const Generation*, std::unique_ptr<Lane>> lanes;
    // Of the log, as the last turn saw it.
    eventstore::Position head = 0;
    // The store will tell when the log has grown.
    bool waiting = false;
  };

  void Run();
  void LookForTenants();
  void Turn(const std::string& name, Tenant& tenant);
  absl::Status AddLanes(const std::string& name, Tenant& tenant);
  // Those that have not failed.
  static std::vector<Lane*> GoingLanes(const Tenant& tenant);
  // Applies events after `from` to the lanes that are there or beyond; false when rows could not be
  // written and must be tried again.
  bool Advance(const std::string& name, const Tenant& tenant, eventstore::Position from,
               eventstore::Position until);
  void Publish(const std::string& name, const Tenant& tenant);
  // Whether anybody listens to what is written to these rows.
  bool IsHeard(const Build& build) const;
  // Tells of `writes`, which were written to the lanes' rows; `scanned` are the streams of the
  // events after `from`.
  void TellWritten(const std::string& name, const std::vector<RowStore::Write>& writes,
                   const std::vector<eventstore::Position>& before, eventstore::Position from,
                   const std::vector<eventstore::StreamId>& scanned) const;
  // Tells that any of the tenant's rows in `build` may be another than what answered before.
  void TellAnswers(const std::string& name, const Build& build, eventstore::Position until) const;
  void Tell(const std::string& name, const Build& build, RowsWritten written) const;
  void WaitForNews(const std::string& name, Tenant& tenant, eventstore::Position head);
  void LimitMemory();
  void SwitchCandidates();
  // OK when it stands where the active one does for every tenant, the reason when it stopped,
  // nothing when it is still on its way.
  static bool IsLevel(const Lane& candidate, const Lane& active, eventstore::Position head);
  std::optional<absl::Status> CaughtUp(const Candidate& candidate) const;
  absl::StatusOr<std::vector<Switched>> SwitchTo(const Candidate& candidate);
  void Forget(const Generation& generation);
  std::shared_ptr<Generation>* ActiveOf(const Projection& projection);

  const eventstore::EventStore& store_;
  Generations& generations_;
  ProgressBoard& board_;
  const Options options_;
  const std::shared_ptr<Agenda> agenda_;
  std::thread thread_;
  // Below: the follower's thread only.
  std::vector<Build> active_;
  std::vector<Candidate> candidates_;
  std::map<std::string, Tenant, std::less<>> tenants_;
  std::set<std::string> retries_;
  absl::Duration look_again_;
};

}  // namespace framdrift::projections
