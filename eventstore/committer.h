// The one thread that writes: conditions, positions, hashes and idempotency over a LogBackend.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "base/mutex.h"
#include "eventstore/commit_clock.h"
#include "eventstore/head_cache.h"
#include "eventstore/head_witness.h"
#include "eventstore/key_store.h"
#include "eventstore/log_backend.h"
#include "eventstore/pending_commit.h"
#include "eventstore/recent_changes.h"
#include "eventstore/recent_commits.h"
#include "eventstore/waiters.h"

namespace framdrift::eventstore {

// More is refused: whoever sends faster than the disk writes must wait.
inline constexpr size_t kMaxQueuedBytes = size_t{64} << 20;

struct CommitterOptions {
  absl::Duration witness_sync_interval;
  size_t recent_commits = 0;
  uint64_t min_free_bytes = 0;
  std::function<uint64_t()> free_bytes;
  // Gets a commit whose look-up must be done again; on the commit thread.
  std::function<void(std::unique_ptr<PendingCommit>)> send_back;
  // The log could not be written. Afterwards nothing is written any more.
  std::function<void(const absl::Status&)> on_failure;
};

// Thread-safe. Whatever is passed to the constructor must outlive it.
class Committer {
 public:
  Committer(LogBackend& backend, uint64_t epoch, KeyStore& keys, HeadWitness& witness,
            HeadCache& cache, RecentCommits& recent, Waiters& waiters, const Clock& clock,
            const CommitterOptions& options);
  // Commits what is queued, then stops and syncs the witness.
  ~Committer();

  // Queues a looked-up commit; its `done` will be called once, unless it is sent back.
  void Submit(std::unique_ptr<PendingCommit> pending) ABSL_LOCKS_EXCLUDED(mutex_);
  // The newest synced write; to be read before a look-up.
  uint64_t durable_group() const { return durable_group_.load(std::memory_order_acquire); }
  // A look-up made before this group would be sent back.
  uint64_t fresh_from() const { return fresh_from_.load(std::memory_order_acquire); }
  void ConfirmClock() { clock_.Confirm(); }

  struct Counts {
    std::atomic<uint64_t> commits = 0;
    std::atomic<uint64_t> events = 0;
    std::atomic<uint64_t> conflicts = 0;
    std::atomic<uint64_t> sent_back = 0;
  };
  const Counts& counts() const { return counts_; }
  size_t queued() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  using Group = std::vector<std::unique_ptr<PendingCommit>>;

  void Run();
  // False when there is nothing more to come.
  bool TakeGroup(Group& group) ABSL_LOCKS_EXCLUDED(mutex_);
  void CommitGroup(Group& group);
  // Whether anything may be written now, and what time it is.
  absl::StatusOr<absl::Time> Admit();
  void Place(PendingCommit& pending, absl::Time now);
  // Sets the outcome if `pending` cannot be placed.
  bool MayStand(PendingCommit& pending);
  void WriteRecords(PendingCommit& pending);
  absl::Status MakeDurable();
  void Publish(Group& group);
  void Complete(Group& group);
  void SyncWitness();
  void Stop(const absl::Status& status);

  LogBackend& backend_;
  const uint64_t epoch_;
  KeyStore& keys_;
  HeadWitness& witness_;
  HeadCache& cache_;
  RecentCommits& recent_;
  Waiters& waiters_;
  const CommitterOptions options_;
  CommitClock clock_;

  // The commit thread's own, kept from group to group for their memory.
  RecentChanges changes_;
  const std::unique_ptr<RecordBatch> batch_;
  std::vector<LogState*> advanced_;
  std::vector<LogAdvance> advances_;
  std::vector<Hash> leaves_;
  std::vector<Tile> tiles_;
  std::vector<WitnessedHead> heads_;
  std::vector<RecentCommit> ring_;
  std::vector<HeadCache::Written> written_;
  absl::Status stopped_;
  absl::Time witness_synced_ = absl::InfinitePast();

  std::atomic<uint64_t> durable_group_ = 0;
  std::atomic<uint64_t> fresh_from_ = 0;
  Counts counts_;
  mutable Mutex mutex_;
  CondVar wake_;
  Group queue_ ABSL_GUARDED_BY(mutex_);
  size_t queued_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  bool closing_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace framdrift::eventstore
