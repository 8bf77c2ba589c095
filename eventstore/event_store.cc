#include "eventstore/event_store.h"

#include <sys/statvfs.h>
#include <unistd.h>

#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "eventstore/committer.h"
#include "eventstore/head_cache.h"
#include "eventstore/limits.h"
#include "eventstore/log_reader.h"
#include "eventstore/look_up.h"
#include "eventstore/look_up_thread.h"
#include "eventstore/opening.h"
#include "eventstore/prepare.h"
#include "eventstore/recent_commits.h"
#include "eventstore/verify.h"
#include "eventstore/waiters.h"

namespace framdrift::eventstore {
namespace {

Position HeadOf(const LogState& log) { return log.head.load(std::memory_order_acquire); }

uint64_t FreeBytesOf(const std::string& directory) {
  struct statvfs about {};
  if (::statvfs(directory.c_str(), &about) != 0) return 0;
  return static_cast<uint64_t>(about.f_bavail) * about.f_frsize;
}

}  // namespace

struct EventStore::Parts {
  Parts(OpenedStore opened, const Options& options)
      : store(std::move(opened)),
        reader(*store.backend),
        recent(options.ring_bytes),
        again([this](std::unique_ptr<PendingCommit> pending) { Submit(std::move(pending)); }),
        committer(*store.backend, store.epoch, *store.keys, *store.witness, heads, recent, waiters,
                  *options.clock, CommitterOptionsOf(options)) {}
  // What is sent back from now on ends, so that the committer can drain its queue and go first.
  ~Parts() { again.Stop(); }

  CommitterOptions CommitterOptionsOf(const Options& options) {
    CommitterOptions out;
    out.witness_sync_interval = options.witness_sync_interval;
    out.recent_commits = options.recent_commits;
    out.min_free_bytes = options.min_free_bytes;
    out.free_bytes = options.free_bytes;
    if (!out.free_bytes) {
      out.free_bytes = [directory = options.data_dir] { return FreeBytesOf(directory); };
    }
    out.on_failure = options.on_failure;
    if (!out.on_failure) out.on_failure = [](const absl::Status&) { ::_exit(kExitLogFailed); };
    out.send_back = [this](std::unique_ptr<PendingCommit> pending) {
      again.Add(std::move(pending));
    };
    return out;
  }

  void Submit(std::unique_ptr<PendingCommit> pending) {
    absl::StatusOr<std::optional<CommitResult>> earlier =
        LookUp(reader, heads, {committer.durable_group(), committer.fresh_from()}, *pending);
    if (!earlier.ok()) {
      pending->done(earlier.status());
    } else if (earlier->has_value()) {
      pending->done(**std::move(earlier));
    } else {
      committer.Submit(std::move(pending));
    }
  }

  OpenedStore store;
  const LogReader reader;
  HeadCache heads;
  RecentCommits recent;
  Waiters waiters;
  Mutex founding;
  LookUpThread again;
  Committer committer;
};

EventStore::EventStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
EventStore::~EventStore() = default;

absl::StatusOr<std::unique_ptr<EventStore>> EventStore::Open(const Options& options) {
  FD_ASSIGN_OR_RETURN(OpenedStore store, OpenDataDirectory(options));
  return std::unique_ptr<EventStore>(
      new EventStore(std::make_unique<Parts>(std::move(store), options)));
}

absl::Status EventStore::FoundTenant(absl::string_view tenant) {
  FD_RETURN_IF_ERROR(CheckTenant(tenant));
  MutexLock lock(parts_->founding);
  Logs& logs = *parts_->store.logs;
  if (logs.Has(tenant)) return absl::OkStatus();
  const TenantNumber number = logs.NextNumber();
  FD_RETURN_IF_ERROR(
      parts_->store.backend->Put(Column::kTenant, tenant, EncodeTenantNumber(number)));
  logs.Add(tenant, number, std::vector<LogEnd>(std::size(kLogNumbers)));
  return absl::OkStatus();
}

bool EventStore::HasTenant(absl::string_view tenant) const {
  return parts_->store.logs->Has(tenant);
}

std::vector<std::string> EventStore::Tenants() const { return parts_->store.logs->Tenants(); }

void EventStore::Append(absl::string_view tenant, NewCommit commit, AppendCallback done) {
  const absl::StatusOr<LogState*> log = parts_->store.logs->Find(tenant, commit.log);
  if (!log.ok()) return done(log.status());
  absl::StatusOr<PreparedCommit> prepared = PrepareCommit(tenant, commit, *parts_->store.keys);
  if (!prepared.ok()) return done(prepared.status());
  auto pending = std::make_unique<PendingCommit>();
  pending->log = *log;
  pending->commit = *std::move(prepared);
  pending->done = std::move(done);
  parts_->Submit(std::move(pending));
}

absl::StatusOr<CommitResult> EventStore::AppendAndWait(absl::string_view tenant, NewCommit commit) {
  Mutex mutex;
  CondVar completed;
  std::optional<absl::StatusOr<CommitResult>> outcome;
  Append(tenant, std::move(commit), [&](absl::StatusOr<CommitResult> result) {
    MutexLock lock(mutex);
    outcome.emplace(std::move(result));
    completed.NotifyOne();
  });
  MutexLock lock(mutex);
  while (!outcome.has_value()) completed.Wait(mutex);
  return *std::move(outcome);
}

absl::StatusOr<std::optional<CommitFound>> EventStore::FindCommit(absl::string_view tenant,
                                                                  LogNumber log,
                                                                  const Id16& commit_id) const {
  FD_ASSIGN_OR_RETURN(const LogState* state, parts_->store.logs->Find(tenant, log));
  FD_ASSIGN_OR_RETURN(const std::optional<CommitEntry> entry,
                      parts_->reader.FindCommit(state->id, commit_id));
  if (!entry.has_value()) return std::optional<CommitFound>();
  CommitFound found;
  found.request_digest = entry->request_digest;
  FD_ASSIGN_OR_RETURN(found.result, ReadResult(parts_->reader, state->id, *entry));
  return std::optional<CommitFound>(std::move(found));
}

void EventStore::ConfirmClock() { parts_->committer.ConfirmClock(); }

absl::StatusOr<Position> EventStore::Head(absl::string_view tenant, LogNumber log) const {
  FD_ASSIGN_OR_RETURN(const LogState* state, parts_->store.logs->Find(tenant, log));
  return HeadOf(*state);
}

absl::StatusOr<Hash> EventStore::RootAt(absl::string_view tenant, LogNumber log,
                                        Position position) const {
  FD_ASSIGN_OR_RETURN(const LogState* state, parts_->store.logs->Find(tenant, log));
  if (position > HeadOf(*state)) return absl::OutOfRangeError("the log does not reach that far");
  if (const std::optional<Hash> recent = state->roots.Find(position)) return *recent;
  FD_ASSIGN_OR_RETURN(const TreeEdge tree, parts_->reader.TreeAt(tenant, state->id, position));
  return tree.Root();
}

absl::StatusOr<Revision> EventStore::StreamRevision(absl::string_view tenant, LogNumber log,
                                                    const StreamId& stream) const {
  FD_ASSIGN_OR_RETURN(const LogState* state, parts_->store.logs->Find(tenant, log));
  FD_ASSIGN_OR_RETURN(const StreamHead head,
                      parts_->reader.HeadOf(state->id, HeadOf(*state), stream));
  return head.revision;
}

absl::StatusOr<Page> EventStore::ReadLog(absl::string_view tenant, LogNumber log, Position from,
                                         Direction direction, size_t limit) const {
  FD_ASSIGN_OR_RETURN(const LogState* state, parts_->store.logs->Find(tenant, log));
  return parts_->reader.ReadLog(state->id, HeadOf(*state), from, direction, limit);
}

absl::StatusOr<Page> EventStore::ReadStream(absl::string_view tenant, LogNumber log,
                                            const StreamId& stream, Revision from,
                                            Direction direction, size_t limit) const {
  FD_ASSIGN_OR_RETURN(const LogState* state, parts_->store.logs->Find(tenant, log));
  return parts_->reader.ReadStream(state->id, HeadOf(*state), stream, from, direction, limit);
}

absl::StatusOr<Page> EventStore::ReadCommit(absl::string_view tenant, LogNumber log,
                                            Position position) const {
  FD_ASSIGN_OR_RETURN(const LogState* state, parts_->store.logs->Find(tenant, log));
  return parts_->reader.ReadCommit(state->id, HeadOf(*state), position);
}

absl::StatusOr<Position> EventStore::Scan(absl::string_view tenant, LogNumber log, Position after,
                                          Position until,
                                          absl::FunctionRef<bool(const EventView&)> visit) const {
  FD_ASSIGN_OR_RETURN(const LogState* state, parts_->store.logs->Find(tenant, log));
  return parts_->reader.Scan(state->id, after, std::min(until, HeadOf(*state)), visit);
}

void EventStore::WaitBeyond(absl::string_view tenant, LogNumber log, Position position,
                            absl::Duration timeout, WaitCallback done) const {
  const absl::StatusOr<LogState*> state = parts_->store.logs->Find(tenant, log);
  if (!state.ok()) return done(state.status());
  parts_->waiters.Wait(**state, position, timeout, std::move(done));
}

absl::StatusOr<Subscription> EventStore::Subscribe(absl::string_view tenant, LogNumber log,
                                                   Position after) const {
  FD_ASSIGN_OR_RETURN(const LogState* state, parts_->store.logs->Find(tenant, log));
  return Subscription(parts_->reader, parts_->recent, *state, after);
}

absl::StatusOr<std::string> EventStore::Unseal(absl::string_view tenant, const EventView& event,
                                               const PartView& part) const {
  absl::StatusOr<std::string> opened = OpenPartOf(tenant, event, part, *parts_->store.keys);
  if (!absl::IsNotFound(opened.status())) return opened;
  return StatusWithReason(absl::StatusCode::kNotFound,
                          kSubjectErased,
                          "The person was erased, and with them what this said.");
}

KeyStore& EventStore::key_store() const { return *parts_->store.keys; }

absl::Status EventStore::Verify(absl::string_view tenant, LogNumber log,
                                absl::FunctionRef<void(Position)> progress) const {
  FD_ASSIGN_OR_RETURN(const LogState* state, parts_->store.logs->Find(tenant, log));
  return VerifyLog(*parts_->store.backend, *state, progress);
}

EventStore::Stats EventStore::GetStats() const {
  const Committer::Counts& counts = parts_->committer.counts();
  return {.commits = counts.commits.load(),
          .events = counts.events.load(),
          .groups = parts_->committer.durable_group(),
          .conflicts = counts.conflicts.load(),
          .sent_back = counts.sent_back.load(),
          .queued = parts_->committer.queued()};
}

}  // namespace framdrift::eventstore
