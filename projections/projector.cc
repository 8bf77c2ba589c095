#include "projections/projector.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/log.h"
#include "base/refusal.h"
#include "base/status_macros.h"

namespace framdrift::projections {
namespace {

using eventstore::LogNumber;
using eventstore::Position;

}  // namespace

Projector::Projector(const eventstore::EventStore& store,
                     std::vector<std::unique_ptr<Projection>> projections, ProjectorOptions options)
    : store_(store), projections_(std::move(projections)), options_(std::move(options)) {}

Projector::~Projector() {
  board_.Close();
  rebuilder_ = nullptr;
  follower_ = nullptr;
}

absl::StatusOr<std::unique_ptr<Projector>> Projector::Open(
    const eventstore::EventStore& store, std::vector<std::unique_ptr<Projection>> projections,
    ProjectorOptions options) {
  std::unique_ptr<Projector> projector(
      new Projector(store, std::move(projections), std::move(options)));
  FD_RETURN_IF_ERROR(projector->OpenGenerations());
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
                                 *projector->generations_,
                                 projector->board_,
                                 Follower::Options{.clock = given.clock,
                                                   .zone_of = given.zone_of,
                                                   .events_per_turn = given.events_per_turn,
                                                   .held_streams = given.held_streams,
                                                   .changes = &projector->changes_});
  projector->follower_->Start(std::move(active));
  projector->rebuilder_ = std::make_unique<Rebuilder>(
      store,
      *projector->generations_,
      *projector->follower_,
      Rebuilder::Options{.zone_of = given.zone_of, .build_threads = given.build_threads});
  if (!empty.empty()) projector->rebuilder_->BuildAndFollow(std::move(empty));
  return projector;
}

absl::Status Projector::OpenGenerations() {
  const GenerationsOptions options{.directory = options_.directory,
                                   .min_free_bytes = options_.min_free_bytes,
                                   .most_kept = options_.kept_generations,
                                   .clock = options_.clock};
  absl::StatusOr<std::unique_ptr<Generations>> opened = Generations::Open(options);
  if (absl::IsDataLoss(opened.status())) {
    Log(kError,
        "read models damaged; building them anew",
        {{"directory", options_.directory}, {"reason", opened.status().ToString()}});
    std::error_code error;
    std::filesystem::remove_all(options_.directory, error);
    opened = Generations::Open(options);
  }
  if (!opened.ok()) return opened.status();
  generations_ = *std::move(opened);
  return absl::OkStatus();
}

absl::StatusOr<std::shared_ptr<Generation>> Projector::OpenGeneration(
    const Projection& projection) {
  std::shared_ptr<Generation> ours;
  Previous previous = Previous::kKept;
  for (const Generations::Listed& one : generations_->List(projection.name())) {
    FD_ASSIGN_OR_RETURN(const bool stands, StandsOnLog(*one.generation));
    if (stands) {
      const bool foldable = one.generation->name().version == projection.version();
      if (foldable && ours == nullptr) ours = one.generation;
      continue;
    }
    Log(kWarning,
        "rows are of another log; dropping them",
        {{"generation", FormatGenerationName(one.generation->name())}});
    if (one.state == Generations::State::kAnswering) {
      previous = Previous::kDropped;
    } else {
      FD_RETURN_IF_ERROR(generations_->Drop(*one.generation));
    }
  }
  if (ours == nullptr) {
    FD_ASSIGN_OR_RETURN(ours, generations_->Create(projection.name(), projection.version()));
  }
  if (ours != generations_->Active(projection.name(), projection.version())) {
    FD_RETURN_IF_ERROR(generations_->Activate(*ours, previous));
  }
  return ours;
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
  return generations_->Active(found->name(), found->version())->Read(tenant);
}

absl::StatusOr<RowDigest> Projector::Digest(absl::string_view tenant,
                                            absl::string_view projection) const {
  FD_ASSIGN_OR_RETURN(const std::unique_ptr<RowView> view, Read(tenant, projection));
  return DigestOf(*view);
}

absl::Status Projector::AddGenerations(const Projection& projection, const std::string& tenant,
                                       ProjectionStatus& status) const {
  for (const Generations::Listed& one : generations_->List(projection.name())) {
    const Generation& generation = *one.generation;
    FD_ASSIGN_OR_RETURN(const Checkpoint checkpoint, generation.CheckpointOf(tenant));
    status.generations.push_back(
        {one.state, generation.name(), checkpoint.position, generation.bytes(), one.since});
    if (one.state == Generations::State::kAnswering) status.generation = generation.name().number;
  }
  return absl::OkStatus();
}

absl::StatusOr<ProjectionStatus> Projector::StatusOf(const Projection& projection,
                                                     const std::string& tenant) const {
  FD_ASSIGN_OR_RETURN(const Position head, store_.Head(tenant, LogNumber::kMain));
  ProgressBoard::Progress progress = board_.Of(tenant, projection.name());
  ProjectionStatus status;
  status.name = std::string(projection.name());
  status.version = projection.version();
  status.position = progress.position;
  status.head = std::max(head, progress.position);
  status.failure = std::move(progress.failure);
  status.rebuilding = rebuilder_->IsBusy(status.name);
  FD_RETURN_IF_ERROR(AddGenerations(projection, tenant, status));
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
  return status;
}

absl::StatusOr<ProjectionStatus> Projector::Get(absl::string_view tenant,
                                                absl::string_view name) const {
  FD_ASSIGN_OR_RETURN(const Projection* projection, Find(name));
  return StatusOf(*projection, std::string(tenant));
}

absl::StatusOr<std::vector<ProjectionStatus>> Projector::List(absl::string_view tenant) const {
  std::vector<ProjectionStatus> all;
  for (const std::unique_ptr<Projection>& projection : projections_) {
    FD_ASSIGN_OR_RETURN(all.emplace_back(), StatusOf(*projection, std::string(tenant)));
  }
  return all;
}

absl::StatusOr<std::vector<RebuildResult>> Projector::Rebuild(const std::vector<std::string>& names,
                                                              RebuildCallback progress) {
  std::vector<const Projection*> projections;
  for (const std::string& name : names) {
    FD_ASSIGN_OR_RETURN(projections.emplace_back(), Find(name));
  }
  return rebuilder_->Rebuild(projections, progress);
}

absl::StatusOr<std::vector<RebuildResult>> Projector::RollBack(absl::string_view name,
                                                               uint64_t generation,
                                                               RebuildCallback progress) {
  FD_ASSIGN_OR_RETURN(const Projection* projection, Find(name));
  return rebuilder_->RollBack(*projection, generation, progress);
}

absl::Status Projector::Drop(absl::string_view name, uint64_t generation) {
  FD_ASSIGN_OR_RETURN(const Projection* projection, Find(name));
  return rebuilder_->Drop(*projection, generation);
}

}  // namespace framdrift::projections
