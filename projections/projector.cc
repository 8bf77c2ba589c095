#include "projections/projector.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/log.h"
#include "base/refusal.h"
#include "base/status_macros.h"

namespace framdrift::projections {
namespace {

using eventstore::LogNumber;
using eventstore::Position;

constexpr absl::Duration kReportInterval = absl::Milliseconds(200);

// What the follower answers about the builds of one rebuild.
class Switches {
 public:
  explicit Switches(size_t expected) : left_(expected) {}

  SwitchedCallback For(std::string projection) {
    return
        [this, projection = std::move(projection)](absl::StatusOr<std::vector<Switched>> switched) {
          MutexLock lock(mutex_);
          if (switched.ok()) {
            for (Switched& one : *switched) done_.emplace_back(projection, std::move(one));
          } else if (status_.ok()) {
            status_ = switched.status();
          }
          --left_;
          changed_.NotifyAll();
        };
  }
  // Whether all have answered; waits a little while for it.
  bool WaitABit() {
    MutexLock lock(mutex_);
    if (left_ > 0) changed_.WaitFor(mutex_, kReportInterval);
    return left_ == 0;
  }
  absl::StatusOr<std::vector<std::pair<std::string, Switched>>> Take() {
    MutexLock lock(mutex_);
    if (!status_.ok()) return status_;
    return std::move(done_);
  }

 private:
  Mutex mutex_;
  CondVar changed_;
  size_t left_ ABSL_GUARDED_BY(mutex_);
  absl::Status status_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::pair<std::string, Switched>> done_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

Projector::Projector(const eventstore::EventStore& store,
                     std::vector<std::unique_ptr<Projection>> projections, ProjectorOptions options)
    : store_(store), projections_(std::move(projections)), options_(std::move(options)) {}

Projector::~Projector() {
  closing_ = true;
  board_.Close();
  if (builder_.joinable()) builder_.join();
  follower_ = nullptr;
}

absl::StatusOr<std::unique_ptr<Projector>> Projector::Open(
    const eventstore::EventStore& store, std::vector<std::unique_ptr<Projection>> projections,
    ProjectorOptions options) {
  std::unique_ptr<Projector> projector(
      new Projector(store, std::move(projections), std::move(options)));
  FD_RETURN_IF_ERROR(projector->OpenRows());
  std::vector<Build> active;
  std::vector<Build> empty;
  for (const std::unique_ptr<Projection>& projection : projector->projections_) {
    FD_ASSIGN_OR_RETURN(auto generation, projector->OpenGeneration(*projection));
    FD_ASSIGN_OR_RETURN(const bool for_bulk, projector->IsForBulk(*generation));
    (for_bulk ? empty : active).push_back({projection.get(), std::move(generation)});
  }
  const ProjectorOptions& given = projector->options_;
  projector->follower_ =
      std::make_unique<Follower>(store,
                                 *projector->rows_,
                                 projector->board_,
                                 Follower::Options{.clock = given.clock,
                                                   .zone_of = given.zone_of,
                                                   .events_per_turn = given.events_per_turn,
                                                   .held_streams = given.held_streams,
                                                   .changes = &projector->changes_});
  projector->follower_->Start(std::move(active));
  if (!empty.empty()) projector->BuildAndFollow(std::move(empty));
  return projector;
}

absl::Status Projector::OpenRows() {
  absl::StatusOr<std::unique_ptr<RowStore>> rows =
      RowStore::Open(options_.directory, options_.min_free_bytes);
  if (absl::IsDataLoss(rows.status())) {
    Log(kError,
        "read models damaged; building them anew",
        {{"directory", options_.directory}, {"reason", rows.status().ToString()}});
    std::error_code error;
    std::filesystem::remove_all(options_.directory, error);
    rows = RowStore::Open(options_.directory, options_.min_free_bytes);
  }
  if (!rows.ok()) return rows.status();
  rows_ = *std::move(rows);
  return absl::OkStatus();
}

absl::StatusOr<std::shared_ptr<Generation>> Projector::OpenGeneration(
    const Projection& projection) {
  std::shared_ptr<Generation> active = rows_->Active(projection.name(), projection.version());
  if (active != nullptr) {
    FD_ASSIGN_OR_RETURN(const bool stands, StandsOnLog(*active));
    if (stands) return active;
    Log(kWarning,
        "rows are of another log; building them anew",
        {{"projection", projection.name()}});
  }
  FD_ASSIGN_OR_RETURN(active, rows_->Create(projection.name(), projection.version()));
  FD_RETURN_IF_ERROR(rows_->Activate(*active));
  return active;
}

absl::StatusOr<bool> Projector::StandsOnLog(const Generation& generation) const {
  for (const std::string& tenant : store_.Tenants()) {
    FD_ASSIGN_OR_RETURN(const Checkpoint checkpoint, generation.CheckpointOf(tenant));
    if (checkpoint.position == 0) continue;
    FD_ASSIGN_OR_RETURN(const Position head, store_.Head(tenant, LogNumber::kMain));
    if (checkpoint.position > head) return false;
    FD_ASSIGN_OR_RETURN(const eventstore::Hash root,
                        store_.RootAt(tenant, LogNumber::kMain, checkpoint.position));
    if (root != checkpoint.root) return false;
  }
  return true;
}

absl::StatusOr<bool> Projector::IsForBulk(const Generation& generation) const {
  Position all = 0;
  for (const std::string& tenant : store_.Tenants()) {
    FD_ASSIGN_OR_RETURN(const Checkpoint checkpoint, generation.CheckpointOf(tenant));
    if (checkpoint.position > 0) return false;
    FD_ASSIGN_OR_RETURN(const Position head, store_.Head(tenant, LogNumber::kMain));
    all += head;
  }
  return all > options_.bulk_from_events;
}

void Projector::BuildAndFollow(std::vector<Build> builds) {
  {
    MutexLock lock(mutex_);
    for (const Build& build : builds) rebuilding_.emplace_back(build.projection->name());
  }
  builder_ = std::thread([this, builds = std::move(builds)]() mutable {
    const absl::Status built = BuildInBulk(builds);
    if (!built.ok() && !closing_) {
      // Followed event by event, each stops where it must and says why.
      Log(kWarning, "read models not built in bulk", {{"reason", built.ToString()}});
    }
    for (const Build& build : builds) follower_->Follow(build);
    MutexLock lock(mutex_);
    for (const Build& build : builds) std::erase(rebuilding_, build.projection->name());
  });
}

void Projector::DropUnused(const Generation& generation) {
  const absl::Status dropped = rows_->Drop(generation);
  if (!dropped.ok()) Log(kWarning, "generation not dropped", {{"reason", dropped.ToString()}});
}

absl::Status Projector::BuildInBulk(std::vector<Build>& builds) {
  std::vector<Build> filled = builds;
  for (Build& build : filled) {
    FD_ASSIGN_OR_RETURN(build.generation,
                        rows_->Create(build.projection->name(), build.projection->version()));
  }
  absl::Status status =
      FillBuilds(filled, [this](const RebuildProgress&) { return !closing_.load(); });
  for (size_t i = 0; i < builds.size(); ++i) {
    if (status.ok()) status = rows_->Activate(*filled[i].generation);
    if (status.ok()) builds[i] = filled[i];
    if (!status.ok()) DropUnused(*filled[i].generation);
  }
  return status;
}

absl::StatusOr<const Projection*> Projector::Find(absl::string_view name) const {
  for (const std::unique_ptr<Projection>& projection : projections_) {
    if (projection->name() == name) return projection.get();
  }
  return StatusWithReason(
      absl::StatusCode::kNotFound,
      "PROJECTION_NOT_FOUND",
      absl::StrCat("There is no projection ", name, "; there are ", absl::StrJoin(names(), ", ")),
      {{"projection", std::string(name)}});
}

std::vector<std::string> Projector::names() const {
  std::vector<std::string> names;
  for (const auto& projection : projections_) names.emplace_back(projection->name());
  return names;
}

void Projector::WaitFor(absl::string_view tenant, absl::string_view projection, Position position,
                        absl::Duration timeout, ReachedCallback done) {
  if (absl::Status found = Find(projection).status(); !found.ok()) return done(found);
  if (board_.Of(tenant, projection).position >= position) return done(absl::OkStatus());
  board_.WaitFor(
      tenant, projection, position, options_.clock->Monotonic() + timeout, std::move(done));
  follower_->Wake(tenant);
}

absl::Status Projector::WaitUntil(absl::string_view tenant, absl::string_view projection,
                                  Position position, absl::Duration timeout) {
  Mutex mutex;
  CondVar changed;
  std::optional<absl::Status> reached;
  WaitFor(tenant, projection, position, timeout, [&](const absl::Status& status) {
    MutexLock lock(mutex);
    reached = status;
    changed.NotifyAll();
  });
  MutexLock lock(mutex);
  while (!reached) changed.Wait(mutex);
  return *reached;
}

absl::StatusOr<std::unique_ptr<RowView>> Projector::Read(absl::string_view tenant,
                                                         absl::string_view projection) const {
  FD_ASSIGN_OR_RETURN(const Projection* found, Find(projection));
  const std::shared_ptr<Generation> active = rows_->Active(found->name(), found->version());
  return active->Read(tenant);
}

absl::StatusOr<RowDigest> Projector::Digest(absl::string_view tenant,
                                            absl::string_view projection) const {
  FD_ASSIGN_OR_RETURN(const std::unique_ptr<RowView> view, Read(tenant, projection));
  return DigestOf(*view);
}

absl::StatusOr<std::vector<ProjectionStatus>> Projector::List(absl::string_view tenant) const {
  FD_ASSIGN_OR_RETURN(const Position head, store_.Head(tenant, LogNumber::kMain));
  std::vector<ProjectionStatus> all;
  for (const std::unique_ptr<Projection>& projection : projections_) {
    ProgressBoard::Progress progress = board_.Of(tenant, projection->name());
    const std::shared_ptr<Generation> active =
        rows_->Active(projection->name(), projection->version());
    ProjectionStatus status;
    status.name = std::string(projection->name());
    status.version = projection->version();
    status.generation = active->number();
    status.position = progress.position;
    status.head = std::max(head, progress.position);
    status.failure = std::move(progress.failure);
    if (status.lag_events() > 0) {
      FD_ASSIGN_OR_RETURN(
          const eventstore::Page page,
          store_.ReadLog(
              tenant, LogNumber::kMain, status.position + 1, eventstore::Direction::kForward, 1));
      if (!page.empty()) {
        const absl::Duration waited = options_.clock->Now() - page.events()[0].recorded_at;
        status.lag = std::max(waited, absl::ZeroDuration());
      }
    }
    status.state = status.failure             ? ProjectionStatus::State::kStopped
                   : status.lag_events() == 0 ? ProjectionStatus::State::kLive
                                              : ProjectionStatus::State::kCatchingUp;
    {
      MutexLock lock(mutex_);
      status.rebuilding =
          std::find(rebuilding_.begin(), rebuilding_.end(), status.name) != rebuilding_.end();
    }
    all.push_back(std::move(status));
  }
  return all;
}

absl::StatusOr<std::vector<Build>> Projector::BeginBuilds(const std::vector<std::string>& names) {
  std::vector<Build> builds;
  for (const std::string& name : names) {
    FD_ASSIGN_OR_RETURN(const Projection* projection, Find(name));
    builds.push_back({projection, nullptr});
  }
  {
    MutexLock lock(mutex_);
    for (const std::string& name : names) {
      if (std::count(names.begin(), names.end(), name) == 1 &&
          std::find(rebuilding_.begin(), rebuilding_.end(), name) == rebuilding_.end()) {
        continue;
      }
      return StatusWithReason(absl::StatusCode::kAborted,
                              "REBUILD_RUNNING",
                              absl::StrCat("The projection ", name, " is being rebuilt already."),
                              {{"projection", name}});
    }
    rebuilding_.insert(rebuilding_.end(), names.begin(), names.end());
  }
  return builds;
}

absl::Status Projector::FillBuilds(const std::vector<Build>& builds,
                                   absl::FunctionRef<bool(const RebuildProgress&)> progress) {
  const std::vector<std::string> tenants = store_.Tenants();
  RebuildProgress report;
  for (const std::string& tenant : tenants) {
    FD_ASSIGN_OR_RETURN(const Position head, store_.Head(tenant, LogNumber::kMain));
    report.all += head;
  }
  if (!progress(report)) return absl::CancelledError("the rebuild was cancelled");
  const BulkBuildOptions options{.zone_of = options_.zone_of, .threads = options_.build_threads};
  Position before = 0;
  for (const std::string& tenant : tenants) {
    report.tenant = tenant;
    Position whole = 0;
    FD_RETURN_IF_ERROR(
        BulkBuild(store_, *rows_, builds, tenant, options, [&](Position folded, Position all) {
          whole = all;
          report.folded = before + folded;
          report.all = std::max(report.all, report.folded);
          return progress(report);
        }));
    before += whole;
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<RebuildResult>> Projector::Rebuild(
    const std::vector<std::string>& names,
    absl::FunctionRef<bool(const RebuildProgress&)> progress) {
  FD_ASSIGN_OR_RETURN(std::vector<Build> builds, BeginBuilds(names));
  const auto end = absl::MakeCleanup([&] {
    for (const Build& build : builds) {
      if (build.generation == nullptr) continue;
      const std::shared_ptr<Generation> active =
          rows_->Active(build.projection->name(), build.projection->version());
      if (active == build.generation) continue;
      DropUnused(*build.generation);
    }
    MutexLock lock(mutex_);
    for (const std::string& name : names) std::erase(rebuilding_, name);
  });
  for (Build& build : builds) {
    FD_ASSIGN_OR_RETURN(build.generation,
                        rows_->Create(build.projection->name(), build.projection->version()));
  }
  FD_RETURN_IF_ERROR(FillBuilds(builds, progress));

  Switches switches(builds.size());
  for (const Build& build : builds) {
    follower_->Adopt(build, switches.For(std::string(build.projection->name())));
  }
  RebuildProgress report{.stage = RebuildProgress::Stage::kCatchingUp};
  for (bool going = true; !switches.WaitABit();) {
    if (!going || progress(report)) continue;
    going = false;
    for (const Build& build : builds) follower_->Abandon(*build.generation);
  }
  FD_ASSIGN_OR_RETURN(const auto switched, switches.Take());
  std::vector<RebuildResult> results;
  for (const auto& [projection, one] : switched) {
    report.stage = RebuildProgress::Stage::kComparing;
    report.tenant = one.tenant;
    // Too late to cancel: the new rows answer already.
    static_cast<void>(progress(report));
    RebuildResult result{one.tenant, projection, std::nullopt, {}};
    FD_ASSIGN_OR_RETURN(result.after, DigestOf(*one.after));
    if (one.before->checkpoint() == one.after->checkpoint()) {
      FD_ASSIGN_OR_RETURN(result.before, DigestOf(*one.before));
    }
    if (result.before && result.before->hash != result.after.hash) {
      Log(kError,
          "the rows that answered were not those of the log; the rebuilt ones answer now",
          {{"projection", projection}, {"tenant", one.tenant}});
    }
    results.push_back(std::move(result));
  }
  return results;
}

}  // namespace framdrift::projections
