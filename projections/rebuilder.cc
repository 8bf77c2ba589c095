#include "projections/rebuilder.h"

#include <algorithm>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/log.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "projections/bulk_build.h"

namespace framdrift::projections {
namespace {

using eventstore::LogNumber;
using eventstore::Position;

constexpr absl::Duration kReportInterval = absl::Milliseconds(200);

// What the follower answers about several builds.
class Switches {
 public:
  using Answer = absl::StatusOr<std::vector<Switched>>;

  explicit Switches(size_t builds) : answers_(builds) {}

  // For the build at `index`.
  SwitchedCallback Await(size_t index) {
    MutexLock lock(mutex_);
    ++left_;
    return [this, index](Answer answer) {
      MutexLock called(mutex_);
      answers_[index] = std::move(answer);
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
  // Those not awaited mean nothing.
  std::vector<Answer> Take() {
    MutexLock lock(mutex_);
    return std::move(answers_);
  }

 private:
  Mutex mutex_;
  CondVar changed_;
  size_t left_ ABSL_GUARDED_BY(mutex_) = 0;
  std::vector<Answer> answers_ ABSL_GUARDED_BY(mutex_);
};

absl::StatusOr<RebuildResult> Compare(absl::string_view projection, const Switched& switched) {
  RebuildResult result{switched.tenant, std::string(projection), absl::OkStatus(), {}, {}};
  FD_ASSIGN_OR_RETURN(result.after, DigestOf(*switched.after));
  if (switched.before->checkpoint() == switched.after->checkpoint()) {
    FD_ASSIGN_OR_RETURN(result.before, DigestOf(*switched.before));
  }
  if (result.before && result.before->hash != result.after.hash) {
    Log(kError,
        "the rows that answered and those that answer now are not equal",
        {{"projection", projection},
         {"tenant", switched.tenant},
         {"position", result.after.checkpoint.position}});
  }
  return result;
}

std::vector<const Projection*> ProjectionsOf(const std::vector<Build>& builds) {
  std::vector<const Projection*> projections;
  for (const Build& build : builds) projections.push_back(build.projection);
  return projections;
}

// The first error when there is nothing else.
absl::Status Combined(const std::vector<absl::Status>& outcomes) {
  for (const absl::Status& outcome : outcomes) {
    if (outcome.ok()) return outcome;
  }
  return outcomes.empty() ? absl::OkStatus() : outcomes.front();
}

absl::Status GenerationError(absl::StatusCode code, absl::string_view reason,
                             const Projection& projection, uint64_t number,
                             absl::string_view message) {
  return StatusWithReason(
      code,
      reason,
      message,
      {{"projection", std::string(projection.name())}, {"generation", absl::StrCat(number)}});
}

}  // namespace

Rebuilder::Rebuilder(const eventstore::EventStore& store, Generations& generations,
                     Follower& follower, Options options)
    : store_(store), generations_(generations), follower_(follower), options_(std::move(options)) {}

Rebuilder::~Rebuilder() {
  closing_ = true;
  if (builder_.joinable()) builder_.join();
}

bool Rebuilder::IsBusy(absl::string_view projection) const {
  MutexLock lock(mutex_);
  return std::any_of(busy_.begin(), busy_.end(), [&](const Projection* busy) {
    return busy->name() == projection;
  });
}

absl::Status Rebuilder::Claim(const std::vector<const Projection*>& projections) {
  MutexLock lock(mutex_);
  for (const Projection* projection : projections) {
    if (!busy_.contains(projection)) continue;
    return StatusWithReason(
        absl::StatusCode::kAborted,
        "REBUILD_RUNNING",
        absl::StrCat("The projection ",
                     projection->name(),
                     " is being rebuilt or rolled back already; wait until that has ended."),
        {{"projection", std::string(projection->name())}});
  }
  busy_.insert(projections.begin(), projections.end());
  return absl::OkStatus();
}

void Rebuilder::Leave(const std::vector<const Projection*>& projections) {
  MutexLock lock(mutex_);
  for (const Projection* projection : projections) busy_.erase(projection);
}

void Rebuilder::BuildAndFollow(std::vector<Build> empty) {
  static_cast<void>(Claim(ProjectionsOf(empty)));
  builder_ = std::thread([this, builds = std::move(empty)]() mutable {
    BuildInBulk(builds);
    for (const Build& build : builds) follower_.Follow(build);
    Leave(ProjectionsOf(builds));
  });
}

void Rebuilder::BuildInBulk(std::vector<Build>& empty) {
  std::vector<Build> filled = empty;
  std::vector<absl::Status> outcomes(empty.size());
  absl::Status status = CreateAll(filled);
  if (status.ok()) {
    status = FillAll(filled, outcomes, [this](const RebuildProgress&) { return !closing_.load(); });
  }
  for (size_t i = 0; i < empty.size(); ++i) {
    absl::Status outcome = status.ok() ? outcomes[i] : status;
    if (outcome.ok()) {
      outcome = generations_.Activate(*filled[i].generation, Previous::kDropped);
    }
    if (outcome.ok()) {
      empty[i] = filled[i];
      continue;
    }
    if (filled[i].generation != empty[i].generation) DropUnused(filled[i]);
    if (closing_) continue;
    // Followed event by event, it stops where it must and says why.
    Log(kWarning,
        "read model not built in bulk",
        {{"projection", empty[i].projection->name()}, {"reason", outcome.ToString()}});
  }
}

absl::Status Rebuilder::CreateAll(std::vector<Build>& builds) {
  for (Build& build : builds) {
    FD_ASSIGN_OR_RETURN(build.generation,
                        generations_.Create(build.projection->name(), build.projection->version()));
  }
  return absl::OkStatus();
}

void Rebuilder::DropUnused(const Build& build) {
  if (build.generation == nullptr) return;
  if (generations_.Active(build.projection->name(), build.projection->version()) ==
      build.generation) {
    return;
  }
  const absl::Status dropped = generations_.Drop(*build.generation);
  if (!dropped.ok()) Log(kWarning, "generation not dropped", {{"reason", dropped.ToString()}});
}

absl::Status Rebuilder::FillAll(const std::vector<Build>& builds,
                                std::vector<absl::Status>& outcomes, RebuildCallback progress) {
  RebuildProgress report;
  const std::vector<std::string> tenants = store_.Tenants();
  for (const std::string& tenant : tenants) {
    FD_ASSIGN_OR_RETURN(const Position head, store_.Head(tenant, LogNumber::kMain));
    report.all += head;
  }
  if (!progress(report)) return absl::CancelledError("the rebuild was cancelled");
  const BulkBuildOptions options{.zone_of = options_.zone_of, .threads = options_.build_threads};
  Position before = 0;
  for (const std::string& tenant : tenants) {
    Position whole = 0;
    const auto folded = [&](Position done, Position all) {
      whole = all;
      report.folded = before + done;
      report.all = std::max(report.all, report.folded);
      return progress(report);
    };
    FD_RETURN_IF_ERROR(
        BulkBuild(store_, generations_.rows(), builds, tenant, options, outcomes, folded));
    before += whole;
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<RebuildResult>> Rebuilder::Rebuild(
    const std::vector<const Projection*>& projections, RebuildCallback progress) {
  FD_RETURN_IF_ERROR(Claim(projections));
  std::vector<Build> builds;
  for (const Projection* projection : projections) builds.push_back({projection, nullptr});
  const auto end = absl::MakeCleanup([&] {
    for (const Build& build : builds) DropUnused(build);
    Leave(projections);
  });
  FD_RETURN_IF_ERROR(CreateAll(builds));
  std::vector<absl::Status> outcomes(builds.size());
  FD_RETURN_IF_ERROR(FillAll(builds, outcomes, progress));
  return SwitchAll(builds, std::move(outcomes), progress);
}

absl::StatusOr<std::vector<RebuildResult>> Rebuilder::RollBack(const Projection& projection,
                                                               uint64_t number,
                                                               RebuildCallback progress) {
  FD_RETURN_IF_ERROR(Claim({&projection}));
  const auto end = absl::MakeCleanup([&] { Leave({&projection}); });
  FD_ASSIGN_OR_RETURN(std::shared_ptr<Generation> kept, FindKept(projection, number));
  const GenerationName& name = kept->name();
  if (name.version != projection.version()) {
    return GenerationError(
        absl::StatusCode::kFailedPrecondition,
        "GENERATION_OTHER_VERSION",
        projection,
        name.number,
        absl::StrCat("Generation ",
                     name.number,
                     " of ",
                     name.projection,
                     " is of version ",
                     name.version,
                     ", and this program folds version ",
                     projection.version(),
                     "; start the framdriftd that made it, which goes on with it, or rebuild."));
  }
  return SwitchAll({{&projection, std::move(kept)}}, {absl::OkStatus()}, progress);
}

absl::Status Rebuilder::Drop(const Projection& projection, uint64_t number) {
  FD_RETURN_IF_ERROR(Claim({&projection}));
  const auto end = absl::MakeCleanup([&] { Leave({&projection}); });
  if (number == 0) return InvalidField("generation", "Say which one: give its number.");
  FD_ASSIGN_OR_RETURN(const std::shared_ptr<Generation> kept, FindKept(projection, number));
  return generations_.Drop(*kept);
}

absl::StatusOr<std::shared_ptr<Generation>> Rebuilder::FindKept(const Projection& projection,
                                                                uint64_t number) const {
  std::vector<uint64_t> kept;
  for (const Generations::Listed& one : generations_.List(projection.name())) {
    const uint64_t found = one.generation->name().number;
    if (one.state == Generations::State::kKept) {
      if (number == 0 || number == found) return one.generation;
      kept.push_back(found);
    } else if (number == found) {
      return GenerationError(
          absl::StatusCode::kFailedPrecondition,
          "GENERATION_ANSWERS",
          projection,
          number,
          absl::StrCat("Generation ",
                       number,
                       " of ",
                       projection.name(),
                       " answers; what can be rolled back to or dropped is one that is kept."));
    }
  }
  return GenerationError(
      absl::StatusCode::kNotFound,
      "GENERATION_NOT_FOUND",
      projection,
      number,
      kept.empty() ? absl::StrCat("No generation of ",
                                  projection.name(),
                                  " is kept beside the one that answers; rebuild to have one.")
                   : absl::StrCat("No generation ",
                                  number,
                                  " of ",
                                  projection.name(),
                                  " is kept; there is ",
                                  absl::StrJoin(kept, ", "),
                                  "."));
}

absl::StatusOr<RebuildProgress> Rebuilder::HowFar(const std::vector<Build>& builds) const {
  RebuildProgress report{.stage = RebuildProgress::Stage::kCatchingUp};
  for (const std::string& tenant : store_.Tenants()) {
    FD_ASSIGN_OR_RETURN(const Position head, store_.Head(tenant, LogNumber::kMain));
    Position least = head;
    for (const Build& build : builds) {
      FD_ASSIGN_OR_RETURN(const Checkpoint checkpoint, build.generation->CheckpointOf(tenant));
      least = std::min(least, checkpoint.position);
    }
    report.folded += least;
    report.all += head;
  }
  return report;
}

absl::StatusOr<std::vector<RebuildResult>> Rebuilder::SwitchAll(const std::vector<Build>& builds,
                                                                std::vector<absl::Status> outcomes,
                                                                RebuildCallback progress) {
  std::vector<Build> going;
  Switches switches(builds.size());
  for (size_t i = 0; i < builds.size(); ++i) {
    if (!outcomes[i].ok()) continue;
    going.push_back(builds[i]);
    follower_.Adopt(builds[i], switches.Await(i));
  }
  for (bool wanted = true; !switches.WaitABit();) {
    if (!wanted) continue;
    const absl::StatusOr<RebuildProgress> report = HowFar(going);
    if (report.ok() && progress(*report)) continue;
    wanted = false;
    for (const Build& build : going) follower_.Abandon(*build.generation);
  }
  const std::vector<Switches::Answer> answers = switches.Take();
  for (size_t i = 0; i < builds.size(); ++i) {
    if (outcomes[i].ok()) outcomes[i] = answers[i].status();
    if (absl::IsCancelled(outcomes[i])) return outcomes[i];
  }
  FD_RETURN_IF_ERROR(Combined(outcomes));
  FD_ASSIGN_OR_RETURN(RebuildProgress report, HowFar(going));
  report.stage = RebuildProgress::Stage::kComparing;
  // Too late to cancel: the new rows answer already.
  static_cast<void>(progress(report));
  std::vector<RebuildResult> results;
  for (size_t i = 0; i < builds.size(); ++i) {
    const absl::string_view projection = builds[i].projection->name();
    if (outcomes[i].ok()) {
      for (const Switched& one : *answers[i]) {
        FD_ASSIGN_OR_RETURN(RebuildResult result, Compare(projection, one));
        results.push_back(std::move(result));
      }
      continue;
    }
    for (const std::string& tenant : store_.Tenants()) {
      results.push_back({tenant, std::string(projection), outcomes[i], {}, {}});
    }
  }
  return results;
}

}  // namespace framdrift::projections
