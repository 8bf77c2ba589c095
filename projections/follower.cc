#include "projections/follower.h"

#include <algorithm>
#include <utility>

#include "base/log.h"
#include "base/status_macros.h"

namespace framdrift::projections {
namespace {

using eventstore::LogNumber;
using eventstore::Position;

// How soon a new tenant is seen that nobody asked for, and a write tried again that failed.
constexpr absl::Duration kLookInterval = absl::Seconds(1);
constexpr absl::Duration kWaitForNews = absl::Hours(1);
// What is behind takes in this share of a turn, and what the foremost did: it always comes nearer.
constexpr size_t kShareBehind = 4;

}  // namespace

Follower::Follower(const eventstore::EventStore& store, Generations& generations,
                   ProgressBoard& board, Options options)
    : store_(store),
      generations_(generations),
      board_(board),
      options_(std::move(options)),
      agenda_(std::make_shared<Agenda>()) {}

void Follower::Start(std::vector<Build> active) {
  active_ = std::move(active);
  thread_ = std::thread([this] { Run(); });
}

Follower::~Follower() {
  agenda_->Stop();
  if (thread_.joinable()) thread_.join();
  for (const std::function<void()>& task : agenda_->Take(absl::ZeroDuration()).tasks) task();
  for (const Candidate& candidate : candidates_) {
    candidate.done(absl::UnavailableError("The server is closing; ask again."));
  }
}

void Follower::Wake(absl::string_view tenant) { agenda_->Add(tenant, false); }

void Follower::Follow(Build active) {
  agenda_->Post([this, active = std::move(active)] {
    active_.push_back(active);
    for (const std::string& name : store_.Tenants()) Wake(name);
  });
}

void Follower::Adopt(Build build, SwitchedCallback done) {
  agenda_->Post([this, build = std::move(build), done = std::move(done)] {
    candidates_.push_back({build, done});
    for (const std::string& name : store_.Tenants()) Wake(name);
  });
}

void Follower::Abandon(const Generation& generation) {
  agenda_->Post([this, &generation] {
    const auto it = std::find_if(candidates_.begin(), candidates_.end(), [&](const Candidate& c) {
      return c.build.generation.get() == &generation;
    });
    if (it == candidates_.end()) return;
    const Candidate abandoned = std::move(*it);
    candidates_.erase(it);
    Forget(*abandoned.build.generation);
    abandoned.done(absl::CancelledError("the rebuild was cancelled"));
  });
}

void Follower::Run() {
  while (true) {
    const absl::Duration now = options_.clock->Monotonic();
    const absl::Duration deadline = std::min(board_.ExpireAt(now), look_again_);
    const Agenda::Next next = agenda_->Take(deadline - now);
    for (const std::function<void()>& task : next.tasks) task();
    if (next.stopping) return;
    if (options_.clock->Monotonic() >= look_again_) LookForTenants();
    if (next.ready && store_.HasTenant(next.ready->tenant)) {
      Tenant& tenant = tenants_[next.ready->tenant];
      if (next.ready->waited) tenant.waiting = false;
      Turn(next.ready->tenant, tenant);
    }
    SwitchCandidates();
  }
}

void Follower::LookForTenants() {
  look_again_ = options_.clock->Monotonic() + kLookInterval;
  for (const std::string& name : store_.Tenants()) {
    if (!tenants_.contains(name)) Wake(name);
  }
  for (const std::string& name : std::exchange(retries_, {})) Wake(name);
}

void Follower::Turn(const std::string& name, Tenant& tenant) {
  const absl::StatusOr<Position> head = store_.Head(name, LogNumber::kMain);
  if (!head.ok()) return;
  if (*head > 0) {
    if (absl::Status status = AddLanes(name, tenant); !status.ok()) {
      Log(kWarning, "projections wait", {{"tenant", name}, {"reason", status.ToString()}});
      retries_.insert(name);
      return;
    }
  }
  tenant.head = *head;
  // Who has come furthest goes first, so that nobody who answers waits for one that catches up.
  Position least = *head;
  Position most = 0;
  for (const Lane* lane : GoingLanes(tenant)) {
    least = std::min(least, lane->position());
    most = std::max(most, lane->position());
  }
  if (least == *head) return WaitForNews(name, tenant, *head);
  most = std::max(most, least);
  const Position until = std::min<Position>(*head, most + options_.events_per_turn);
  const Position behind = options_.events_per_turn / kShareBehind + 1 + (until - most);
  const bool written = Advance(name, tenant, most, until) &&
                       Advance(name, tenant, least, std::min(until, least + behind));
  if (!written) {
    retries_.insert(name);
    return;
  }
  Publish(name, tenant);
  LimitMemory();
  Wake(name);
}

std::vector<Lane*> Follower::GoingLanes(const Tenant& tenant) {
  std::vector<Lane*> lanes;
  for (const auto& [generation, lane] : tenant.lanes) {
    if (!lane->failure()) lanes.push_back(lane.get());
  }
  return lanes;
}

absl::Status Follower::AddLanes(const std::string& name, Tenant& tenant) {
  if (!tenant.zone) {
    FD_ASSIGN_OR_RETURN(tenant.zone, options_.zone_of(name));
  }
  bool added = false;
  const auto add = [&](const Build& build) {
    if (tenant.lanes.contains(build.generation.get())) return absl::OkStatus();
    FD_ASSIGN_OR_RETURN(const Checkpoint checkpoint, build.generation->CheckpointOf(name));
    tenant.lanes[build.generation.get()] =
        std::make_unique<Lane>(*build.projection,
                               build.generation,
                               FoldSource{store_, name, *tenant.zone},
                               checkpoint.position);
    added = true;
    return absl::OkStatus();
  };
  for (const Build& build : active_) {
    const bool is_new = !tenant.lanes.contains(build.generation.get());
    FD_RETURN_IF_ERROR(add(build));
    if (is_new) TellAnswers(name, build, tenant.lanes[build.generation.get()]->position());
  }
  for (const Candidate& candidate : candidates_) FD_RETURN_IF_ERROR(add(candidate.build));
  if (added) Publish(name, tenant);
  return absl::OkStatus();
}

bool Follower::Advance(const std::string& name, const Tenant& tenant, Position from,
                       Position until) {
  std::vector<Lane*> lanes = GoingLanes(tenant);
  std::erase_if(lanes, [&](const Lane* lane) {
    return lane->position() < from || lane->position() >= until;
  });
  if (lanes.empty()) return true;
  std::vector<eventstore::StreamId> streams;
  const absl::StatusOr<Position> scanned =
      store_.Scan(name, LogNumber::kMain, from, until, [&](const eventstore::EventView& event) {
        for (Lane* lane : lanes) lane->Apply(event);
        streams.push_back(event.stream);
        return true;
      });
  if (!scanned.ok()) {
    for (Lane* lane : lanes) lane->Fail(from + streams.size() + 1, scanned.status());
  }
  std::map<Position, eventstore::Hash> roots;
  const auto root_at = [&](Position position) -> absl::StatusOr<eventstore::Hash> {
    const auto known = roots.find(position);
    if (known != roots.end()) return known->second;
    FD_ASSIGN_OR_RETURN(const eventstore::Hash root,
                        store_.RootAt(name, LogNumber::kMain, position));
    return roots[position] = root;
  };
  std::vector<RowStore::Write> writes;
  std::vector<Position> before;
  for (Lane* lane : lanes) {
    if (std::optional<RowStore::Write> write = lane->Flush(root_at)) {
      writes.push_back(*std::move(write));
      before.push_back(lane->position());
    }
  }
  const absl::Status written =
      writes.empty() ? absl::OkStatus() : generations_.rows().Apply(name, writes);
  for (Lane* lane : lanes) written.ok() ? lane->Written() : lane->Reset();
  if (!written.ok()) {
    Log(kWarning, "rows not written", {{"tenant", name}, {"reason", written.ToString()}});
    return false;
  }
  TellWritten(name, writes, before, from, streams);
  return true;
}

bool Follower::IsHeard(const Build& build) const {
  return options_.changes != nullptr && options_.changes->HasListeners(build.projection->name());
}

void Follower::TellWritten(const std::string& name, const std::vector<RowStore::Write>& writes,
                           const std::vector<Position>& before, Position from,
                           const std::vector<eventstore::StreamId>& scanned) const {
  for (const Build& build : active_) {
    if (!IsHeard(build)) continue;
    for (size_t i = 0; i < writes.size(); ++i) {
      if (writes[i].generation != build.generation.get()) continue;
      RowsWritten written;
      written.after = before[i];
      written.until = writes[i].checkpoint.position;
      const auto& puts = writes[i].changes.puts();
      const bool all_scanned = written.until <= from + scanned.size();
      if (puts.size() <= kMaxKeysTold && all_scanned) {
        std::vector<std::string> keys;
        keys.reserve(puts.size());
        for (const auto& [key, value] : puts) keys.push_back(key);
        written.keys = std::make_shared<const std::vector<std::string>>(std::move(keys));
        const auto event = [&](Position position) {
          return scanned.begin() + static_cast<std::ptrdiff_t>(position - from);
        };
        std::vector<eventstore::StreamId> streams(event(written.after), event(written.until));
        std::sort(streams.begin(), streams.end());
        streams.erase(std::unique(streams.begin(), streams.end()), streams.end());
        written.streams =
            std::make_shared<const std::vector<eventstore::StreamId>>(std::move(streams));
      }
      Tell(name, build, std::move(written));
    }
  }
}

void Follower::TellAnswers(const std::string& name, const Build& build, Position until) const {
  RowsWritten written;
  written.until = until;
  Tell(name, build, std::move(written));
}

void Follower::Tell(const std::string& name, const Build& build, RowsWritten written) const {
  if (!IsHeard(build)) return;
  absl::StatusOr<std::unique_ptr<RowView>> rows = build.generation->Read(name);
  if (!rows.ok()) {
    Log(kWarning, "rows not read", {{"tenant", name}, {"reason", rows.status().ToString()}});
    return;
  }
  written.tenant = name;
  written.projection = std::string(build.projection->name());
  written.rows = *std::move(rows);
  options_.changes->Tell(written);
}

void Follower::Publish(const std::string& name, const Tenant& tenant) {
  for (const Build& build : active_) {
    const auto lane = tenant.lanes.find(build.generation.get());
    if (lane == tenant.lanes.end()) continue;
    board_.Publish(
        name, build.projection->name(), {lane->second->position(), lane->second->failure()});
  }
}

void Follower::WaitForNews(const std::string& name, Tenant& tenant, Position head) {
  if (tenant.waiting) return;
  tenant.waiting = true;
  store_.WaitBeyond(name,
                    LogNumber::kMain,
                    head,
                    kWaitForNews,
                    [agenda = agenda_, name](const absl::StatusOr<Position>& grown) {
                      // The store closes: nothing will come any more.
                      if (absl::IsUnavailable(grown.status())) return;
                      agenda->Add(name, true);
                    });
}

void Follower::LimitMemory() {
  size_t held = 0;
  for (const auto& [name, tenant] : tenants_) {
    for (const auto& [generation, lane] : tenant.lanes) held += lane->held();
  }
  if (held <= options_.held_streams) return;
  for (const auto& [name, tenant] : tenants_) {
    for (const auto& [generation, lane] : tenant.lanes) {
      // One that is busy would begin anew.
      if (!lane->busy()) lane->Reset();
    }
  }
}

std::shared_ptr<Generation>* Follower::ActiveOf(const Projection& projection) {
  for (Build& build : active_) {
    if (build.projection == &projection) return &build.generation;
  }
  return nullptr;
}

void Follower::Forget(const Generation& generation) {
  for (auto& [name, tenant] : tenants_) tenant.lanes.erase(&generation);
}

bool Follower::IsLevel(const Lane& candidate, const Lane& active, Position head) {
  if (candidate.busy()) return false;
  if (active.failure()) return candidate.position() == head;
  // Beside a live generation both come to every turn's end together.
  return !active.busy() && candidate.position() == active.position();
}

std::optional<absl::Status> Follower::CaughtUp(const Candidate& candidate) const {
  for (const std::string& name : store_.Tenants()) {
    const absl::StatusOr<Position> head = store_.Head(name, LogNumber::kMain);
    if (head.ok() && *head == 0) continue;
    const auto known = tenants_.find(name);
    if (known == tenants_.end()) return std::nullopt;
    const Tenant& tenant = known->second;
    const auto lane = tenant.lanes.find(candidate.build.generation.get());
    if (lane == tenant.lanes.end()) return std::nullopt;
    if (lane->second->failure()) return lane->second->failure()->status;
    for (const Build& build : active_) {
      if (build.projection != candidate.build.projection) continue;
      const auto active = tenant.lanes.find(build.generation.get());
      if (active == tenant.lanes.end()) continue;
      if (!IsLevel(*lane->second, *active->second, tenant.head)) return std::nullopt;
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Switched>> Follower::SwitchTo(const Candidate& candidate) {
  std::shared_ptr<Generation>* active = ActiveOf(*candidate.build.projection);
  std::vector<Switched> switched;
  for (const auto& [name, tenant] : tenants_) {
    Switched one{name, nullptr, nullptr};
    FD_ASSIGN_OR_RETURN(one.before, (*active)->Read(name));
    FD_ASSIGN_OR_RETURN(one.after, candidate.build.generation->Read(name));
    switched.push_back(std::move(one));
  }
  FD_RETURN_IF_ERROR(generations_.Activate(*candidate.build.generation, Previous::kKept));
  const std::shared_ptr<Generation> old = std::exchange(*active, candidate.build.generation);
  Forget(*old);
  for (const Switched& one : switched) {
    TellAnswers(one.tenant, candidate.build, one.after->checkpoint().position);
  }
  return switched;
}

void Follower::SwitchCandidates() {
  for (size_t i = 0; i < candidates_.size();) {
    const std::optional<absl::Status> caught_up = CaughtUp(candidates_[i]);
    if (!caught_up) {
      ++i;
      continue;
    }
    const Candidate candidate = std::move(candidates_[i]);
    candidates_.erase(candidates_.begin() + static_cast<std::ptrdiff_t>(i));
    absl::StatusOr<std::vector<Switched>> switched =
        caught_up->ok() ? SwitchTo(candidate) : absl::StatusOr<std::vector<Switched>>(*caught_up);
    if (!switched.ok()) Forget(*candidate.build.generation);
    for (const auto& [name, tenant] : tenants_) Publish(name, tenant);
    candidate.done(std::move(switched));
  }
}

}  // namespace framdrift::projections
