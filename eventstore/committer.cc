#include "eventstore/committer.h"

#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "base/log.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "eventstore/keys.h"

namespace framdrift::eventstore {
namespace {

using Outcome = PendingCommit::Outcome;

absl::Time Steady() {
  return absl::UnixEpoch() + absl::FromChrono(std::chrono::steady_clock::now().time_since_epoch());
}

absl::Status Stopped() {
  return StatusWithReason(
      absl::StatusCode::kUnavailable,
      kStoreStopped,
      "The log could not be written and takes no more. Whether this was "
      "committed is unknown: restart the server, then send it again unchanged.");
}

absl::Status Erased() {
  return StatusWithReason(absl::StatusCode::kFailedPrecondition,
                          kSubjectErased,
                          "A person this is about has been erased. Nothing can be recorded.");
}

}  // namespace

Committer::Committer(LogBackend& backend, uint64_t epoch, KeyStore& keys, HeadWitness& witness,
                     HeadCache& cache, RecentCommits& recent, Waiters& waiters, const Clock& clock,
                     const CommitterOptions& options)
    : backend_(backend),
      epoch_(epoch),
      keys_(keys),
      witness_(witness),
      cache_(cache),
      recent_(recent),
      waiters_(waiters),
      options_(options),
      clock_(clock),
      changes_(options.recent_commits),
      batch_(backend.NewBatch()),
      thread_([this] { Run(); }) {}

Committer::~Committer() {
  {
    MutexLock lock(mutex_);
    closing_ = true;
    wake_.NotifyAll();
  }
  thread_.join();
}

void Committer::Submit(std::unique_ptr<PendingCommit> pending) {
  {
    MutexLock lock(mutex_);
    if (queued_bytes_ <= kMaxQueuedBytes) {
      queued_bytes_ += pending->commit.bytes.size();
      queue_.push_back(std::move(pending));
      if (queue_.size() == 1) wake_.NotifyOne();
      return;
    }
  }
  pending->done(StatusWithReason(absl::StatusCode::kResourceExhausted,
                                 kStoreBusy,
                                 "More is being sent than the disk can take. Try again shortly."));
}

size_t Committer::queued() const {
  MutexLock lock(mutex_);
  return queue_.size();
}

void Committer::Run() {
  Group group;
  while (TakeGroup(group)) {
    if (group.empty()) {
      SyncWitness();
      continue;
    }
    CommitGroup(group);
    group.clear();
    if (Steady() - witness_synced_ >= options_.witness_sync_interval) SyncWitness();
  }
  SyncWitness();
}

bool Committer::TakeGroup(Group& group) {
  MutexLock lock(mutex_);
  while (queue_.empty()) {
    if (closing_) return false;
    if (!witness_.dirty()) {
      wake_.Wait(mutex_);
      continue;
    }
    const absl::Duration left = witness_synced_ + options_.witness_sync_interval - Steady();
    if (left <= absl::ZeroDuration()) return true;
    wake_.WaitFor(mutex_, left);
  }
  group.swap(queue_);
  queued_bytes_ = 0;
  return true;
}

void Committer::CommitGroup(Group& group) {
  const absl::StatusOr<absl::Time> now = Admit();
  for (const std::unique_ptr<PendingCommit>& pending : group) {
    if (now.ok()) {
      Place(*pending, *now);
    } else {
      pending->outcome = Outcome::kRefused;
      pending->refusal = now.status();
    }
  }
  if (!advanced_.empty()) {
    const absl::Status status = MakeDurable();
    if (status.ok()) {
      Publish(group);
    } else {
      Stop(status);
    }
    for (const std::unique_ptr<PendingCommit>& pending : group) {
      if (status.ok() || pending->outcome != Outcome::kPlaced) continue;
      pending->outcome = Outcome::kRefused;
      pending->refusal = Stopped();
    }
  }
  Complete(group);
  for (LogState* log : advanced_) waiters_.Advanced(*log);
  advanced_.clear();
}

absl::StatusOr<absl::Time> Committer::Admit() {
  if (!stopped_.ok()) return Stopped();
  if (options_.free_bytes() < options_.min_free_bytes) {
    return StatusWithReason(absl::StatusCode::kResourceExhausted,
                            kDiskAlmostFull,
                            "The disk is almost full. Nothing is written until there is room; "
                            "reading goes on.");
  }
  return clock_.Read();
}

bool Committer::MayStand(PendingCommit& pending) {
  const LogState& log = *pending.log;
  PreparedCommit& commit = pending.commit;
  // An id seen lately is looked up again once it is on disk: the answer is there.
  if (pending.read_at < changes_.floor() || changes_.HasCommit(log.index, commit.commit_id)) {
    pending.outcome = Outcome::kSentBack;
    return false;
  }
  for (size_t i = 0; i < commit.streams.size(); ++i) {
    const StreamHead* head = changes_.FindHead(log.index, commit.streams[i].stream);
    if (head != nullptr) pending.heads[i] = *head;
  }
  std::vector<FailedCondition> failed;
  for (size_t i = 0; i < commit.conditions.size(); ++i) {
    const StreamCondition& condition = commit.conditions[i];
    const PendingCondition& found = pending.conditions[i];
    Revision current = 0;
    if (found.written != PendingCondition::kNotWritten) {
      current = pending.heads[found.written].revision;
    } else {
      const StreamHead* head = changes_.FindHead(log.index, condition.stream);
      current = head != nullptr ? head->revision : found.head.revision;
    }
    const bool holds = condition.kind == StreamCondition::Kind::kExists
                           ? current > 0
                           : current == condition.revision;
    if (!holds) failed.push_back({condition, current});
  }
  if (!failed.empty()) {
    counts_.conflicts.fetch_add(1, std::memory_order_relaxed);
    pending.refusal = ConditionsFailed(failed);
    return false;
  }
  for (const Id16& subject : commit.subjects) {
    if (!keys_.IsErased(log.tenant, subject)) continue;
    pending.refusal = Erased();
    return false;
  }
  return true;
}

void Committer::Place(PendingCommit& pending, absl::Time now) {
  pending.outcome = Outcome::kRefused;
  if (!MayStand(pending)) return;
  LogState& log = *pending.log;
  LogEnd& end = log.end;
  if (end.position == log.head.load(std::memory_order_relaxed)) advanced_.push_back(&log);
  end.recorded_at = CommitClock::After(end.recorded_at, now);
  end.key_sequence = std::max(end.key_sequence, pending.commit.key_sequence);
  pending.first_position = end.position + 1;
  pending.recorded_at = end.recorded_at;
  FinishCommit(log.tenant,
               Placement{.first_position = pending.first_position,
                         .recorded_at = end.recorded_at,
                         .key_sequence = end.key_sequence,
                         .heads = pending.heads},
               pending.commit,
               leaves_);
  FD_CHECK(leaves_.size() == pending.commit.events.size());
  end.position += leaves_.size();
  tiles_.clear();
  end.tree.Append(leaves_, tiles_);
  FD_CHECK(end.tree.size() == end.position);
  WriteRecords(pending);
  pending.outcome = Outcome::kPlaced;
}

void Committer::WriteRecords(PendingCommit& pending) {
  const LogState& log = *pending.log;
  const PreparedCommit& commit = pending.commit;
  const auto [tenant, number] = log.id;
  batch_->Put(Column::kLog, LogKey(tenant, number, pending.first_position), commit.bytes);
  for (const PreparedStream& stream : commit.streams) {
    batch_->Put(Column::kStream,
                StreamKey(tenant, number, stream.stream, pending.first_position),
                EncodeStreamEntry({stream.head.revision, stream.head.leaf, stream.bitmap}));
    changes_.SetHead(log.index, stream.stream, stream.head);
  }
  batch_->Put(Column::kCommit,
              CommitKey(tenant, number, commit.commit_id),
              EncodeCommitEntry({pending.first_position, commit.request_digest}));
  changes_.AddCommit(log.index, commit.commit_id);
  for (const Tile& tile : tiles_) {
    batch_->Put(Column::kTree, TreeKey(tenant, number, tile.level, tile.index), tile.bytes);
  }
}

absl::Status Committer::MakeDurable() {
  advances_.clear();
  heads_.clear();
  for (const LogState* log : advanced_) {
    advances_.push_back({log->id, log->head.load(std::memory_order_relaxed), log->end.position});
    heads_.push_back({log->id, log->end.position, log->end.tree.Root()});
  }
  FD_RETURN_IF_ERROR(backend_.Append(advances_, epoch_, *batch_));
  batch_->Clear();
  return witness_.Write(heads_);
}

void Committer::Publish(Group& group) {
  const uint64_t number = durable_group_.load(std::memory_order_relaxed) + 1;
  changes_.EndGroup(number);
  fresh_from_.store(changes_.floor(), std::memory_order_release);
  durable_group_.store(number, std::memory_order_release);
  ring_.clear();
  written_.clear();
  uint64_t events = 0;
  for (const std::unique_ptr<PendingCommit>& pending : group) {
    if (pending->outcome != Outcome::kPlaced) continue;
    const size_t count = pending->commit.events.size();
    events += count;
    for (const PreparedStream& stream : pending->commit.streams) {
      written_.push_back({{pending->log->index, stream.stream}, {stream.head, number}});
    }
    ring_.push_back({pending->log,
                     pending->first_position,
                     pending->first_position + count - 1,
                     std::move(pending->commit.bytes)});
  }
  counts_.commits.fetch_add(ring_.size(), std::memory_order_relaxed);
  counts_.events.fetch_add(events, std::memory_order_relaxed);
  cache_.Renew(written_);
  recent_.Add(absl::MakeSpan(ring_));
  for (size_t i = 0; i < advanced_.size(); ++i) {
    advanced_[i]->roots.Add(heads_[i].position, heads_[i].root);
    advanced_[i]->head.store(heads_[i].position, std::memory_order_seq_cst);
  }
}

void Committer::Complete(Group& group) {
  for (std::unique_ptr<PendingCommit>& pending : group) {
    if (pending->outcome == Outcome::kSentBack) {
      counts_.sent_back.fetch_add(1, std::memory_order_relaxed);
      options_.send_back(std::move(pending));
      continue;
    }
    if (pending->outcome == Outcome::kRefused) {
      pending->done(std::move(pending->refusal));
      continue;
    }
    CommitResult result;
    result.first_position = pending->first_position;
    result.last_position = pending->first_position + pending->commit.events.size() - 1;
    result.recorded_at = pending->recorded_at;
    result.revisions.reserve(pending->commit.streams.size());
    for (const PreparedStream& stream : pending->commit.streams) {
      result.revisions.emplace_back(stream.stream, stream.head.revision);
    }
    pending->done(std::move(result));
  }
}

void Committer::SyncWitness() {
  if (!stopped_.ok()) return;
  witness_synced_ = Steady();
  const absl::Status status = witness_.Sync();
  if (!status.ok()) Stop(status);
}

void Committer::Stop(const absl::Status& status) {
  stopped_ = status;
  Log(kError, "the log cannot be written; stopping", {{"status", status.ToString()}});
  options_.on_failure(status);
}

}  // namespace framdrift::eventstore
