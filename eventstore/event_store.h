// The event store: appends to, reads, follows and checks the logs of all tenants.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "eventstore/append.h"
#include "eventstore/event.h"
#include "eventstore/event_view.h"
#include "eventstore/key_store.h"
#include "eventstore/key_wrapper.h"
#include "eventstore/log_backend.h"
#include "eventstore/page.h"
#include "eventstore/subscription.h"

namespace framdrift::eventstore {

// Exit codes of a process whose log could not be written, and of one whose log is damaged.
inline constexpr int kExitLogFailed = 74;
inline constexpr int kExitLogDamaged = 65;

struct Options {
  // Holds log/ and keys/ (each a RocksDB), head (the witness), master.key and reserve (space to be
  // opened in when the disk is full); made when missing.
  std::string data_dir;
  // Must outlive the store, as must `key_wrapper`: null means the file master.key.
  const Clock* clock = &SystemClock();
  KeyWrapper* key_wrapper = nullptr;
  // With fewer free bytes appends are refused: RocksDB must never meet a full disk.
  uint64_t min_free_bytes = uint64_t{512} << 20;
  absl::Duration witness_sync_interval = absl::Milliseconds(100);
  // Recent commits held in memory: for subscriptions, and for the commit thread's own look-ups.
  size_t ring_bytes = size_t{32} << 20;
  size_t recent_commits = size_t{1} << 16;
  // For tests. Null means: RocksDB; the file system's free bytes; log the failure and leave the
  // process with kExitLogFailed, since a log that could not be synced must be opened afresh.
  LogBackendFactory backend;
  std::function<uint64_t()> free_bytes;
  std::function<void(const absl::Status&)> on_failure;
};

struct CommitFound {
  Hash request_digest{};
  CommitResult result;
};

// With the head when the log has grown beyond the position waited for; else DEADLINE_EXCEEDED, or
// UNAVAILABLE when the store closes.
using WaitCallback = std::function<void(absl::StatusOr<Position>)>;

// Thread-safe. A tenant that was not founded is NOT_FOUND, reason TENANT_NOT_FOUND, everywhere.
// Reads see only what is durable; unreadable bytes are DATA_LOSS.
class EventStore {
 public:
  // DATA_LOSS, naming the file and what to do, when anything acknowledged is missing or changed;
  // UNAVAILABLE when another process has the store open.
  static absl::StatusOr<std::unique_ptr<EventStore>> Open(const Options& options);
  // Appends already queued are completed first; waits end with UNAVAILABLE.
  ~EventStore();

  // Gives the tenant empty logs. Idempotent, durable. INVALID_ARGUMENT unless 1–32 of `[a-z0-9-]`.
  absl::Status FoundTenant(absl::string_view tenant);
  bool HasTenant(absl::string_view tenant) const;
  std::vector<std::string> Tenants() const;

  // Seals, hashes and queues `commit`, then returns; `done` gets the result once it is durable.
  // ABORTED with all FailedConditions; the original result, marked duplicate, when this commit_id
  // was committed with the same digest, whatever the conditions say now; ALREADY_EXISTS
  // COMMIT_ID_REUSED with another digest; INVALID_ARGUMENT beyond limits.h; FAILED_PRECONDITION
  // SUBJECT_ERASED for a part of an erased subject.
  void Append(absl::string_view tenant, NewCommit commit, AppendCallback done);
  // Blocks: for tests and tools.
  absl::StatusOr<CommitResult> AppendAndWait(absl::string_view tenant, NewCommit commit);
  // What was committed under this id; none when nothing was.
  absl::StatusOr<std::optional<CommitFound>> FindCommit(absl::string_view tenant, LogNumber log,
                                                        const Id16& commit_id) const;
  // Ends CLOCK_JUMPED: a person has looked at the clock and it is right.
  void ConfirmClock();

  // How many events the log holds.
  absl::StatusOr<Position> Head(absl::string_view tenant, LogNumber log) const;
  // The tree's root when the log held `position` events. OUT_OF_RANGE beyond the head.
  absl::StatusOr<Hash> RootAt(absl::string_view tenant, LogNumber log, Position position) const;
  // 0 when there is no such stream.
  absl::StatusOr<Revision> StreamRevision(absl::string_view tenant, LogNumber log,
                                          const StreamId& stream) const;
  // At most `limit` events from position `from` on. Backward: from `from` (0: the head) down.
  absl::StatusOr<Page> ReadLog(absl::string_view tenant, LogNumber log, Position from,
                               Direction direction, size_t limit) const;
  // The same in one stream, by revision.
  absl::StatusOr<Page> ReadStream(absl::string_view tenant, LogNumber log, const StreamId& stream,
                                  Revision from, Direction direction, size_t limit) const;
  // All events of the commit that holds `position`. OUT_OF_RANGE beyond the head.
  absl::StatusOr<Page> ReadCommit(absl::string_view tenant, LogNumber log, Position position) const;
  // Visits, in order, the events after `after` up to and with `until` or the head, until `visit`
  // returns false. A view lives for its visit. Returns the last position visited, or `after`.
  absl::StatusOr<Position> Scan(absl::string_view tenant, LogNumber log, Position after,
                                Position until,
                                absl::FunctionRef<bool(const EventView&)> visit) const;

  // Calls `done` once when the log holds more than `position` events: before returning if it does
  // already, else on a thread of the store. `done` must be cheap and must not wait.
  void WaitBeyond(absl::string_view tenant, LogNumber log, Position position,
                  absl::Duration timeout, WaitCallback done) const;
  // A cursor over the events after `after`. The store must outlive it.
  absl::StatusOr<Subscription> Subscribe(absl::string_view tenant, LogNumber log,
                                         Position after) const;

  // The plain text of a part. NOT_FOUND, reason SUBJECT_ERASED, when it or its key is gone;
  // DATA_LOSS when the bytes are not what was sealed there.
  absl::StatusOr<std::string> Unseal(absl::string_view tenant, const EventView& event,
                                     const PartView& part) const;
  // Reservations and blind index of personal numbers, and the key of request digests.
  KeyStore& key_store() const;

  // Reads the whole log and checks checksums, dense positions, stream links, leaves, indexes, tiles
  // and root. DATA_LOSS with the first fault. `progress` gets positions now and then.
  absl::Status Verify(absl::string_view tenant, LogNumber log,
                      absl::FunctionRef<void(Position)> progress) const;

  // Since the store was opened.
  struct Stats {
    uint64_t commits = 0;
    uint64_t events = 0;
    uint64_t groups = 0;  // synced writes
    uint64_t conflicts = 0;
    uint64_t sent_back = 0;  // appends whose look-ups had grown too old
    size_t queued = 0;
  };
  Stats GetStats() const;

 private:
  struct Parts;
  explicit EventStore(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace framdrift::eventstore
