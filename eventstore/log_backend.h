// The seam below the committer: an engine that keeps ordered records and makes groups of them
// durable.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "eventstore/event.h"
#include "eventstore/keys.h"

namespace framdrift::eventstore {

// One log of one tenant.
struct LogId {
  TenantNumber tenant = 0;
  LogNumber log = LogNumber::kMain;

  friend auto operator<=>(const LogId&, const LogId&) = default;
  template <typename H>
  friend H AbslHashValue(H h, LogId id) {
    return H::combine(std::move(h), id.tenant, id.log);
  }
};

// The column families of FORMAT.md that are written so far. kLog holds the facts; stream, commit
// and tree can be made from it again.
enum class Column : uint8_t { kTenant, kLog, kStream, kCommit, kTree };
inline constexpr int kColumns = 5;

// Records to be written together. Not thread-safe.
class RecordBatch {
 public:
  virtual ~RecordBatch() = default;
  virtual void Put(Column column, absl::string_view key, absl::string_view value) = 0;
  virtual void Clear() = 0;
};

// What a batch adds to one log.
struct LogAdvance {
  LogId log;
  Position expected_head = 0;
  Position head = 0;
};

// Walks records in key order within bounds, over one unchanging state. Not thread-safe; views live
// until the next move.
class RecordCursor {
 public:
  virtual ~RecordCursor() = default;
  // To the first record at or after `key`, or the last at or before it.
  virtual void Seek(absl::string_view key) = 0;
  virtual void SeekForPrev(absl::string_view key) = 0;
  virtual void Next() = 0;
  virtual void Prev() = 0;
  // False at either end and after a failure, which status() then tells.
  virtual bool Valid() const = 0;
  virtual absl::Status status() const = 0;
  virtual absl::string_view key() const = 0;
  virtual absl::string_view value() const = 0;
};

// How a scan will be used: kPoint looks at neighbours within one stream or log, kSweep reads on.
enum class ScanKind { kPoint, kSweep };

// Thread-safe, but for one caller of Append at a time. Records are opaque bytes; positions, hashes,
// conditions and idempotency are the committer's. Erasure will add Rewrite(position) here: it
// replaces one record of kLog by another with the same root, and nothing else changes a record.
class LogBackend {
 public:
  virtual ~LogBackend() = default;

  // Makes this process the writer and returns its epoch, larger than every earlier writer's.
  virtual absl::StatusOr<uint64_t> BecomeWriter() = 0;
  virtual std::unique_ptr<RecordBatch> NewBatch() = 0;
  // Durable when it returns OK, all or nothing. ABORTED when another epoch writes or a log has
  // another head than expected; after any other failure nothing is known and nothing may be
  // retried.
  virtual absl::Status Append(absl::Span<const LogAdvance> logs, uint64_t epoch,
                              RecordBatch& batch) = 0;
  // Writes one record that is of no log, durably. May run beside Append.
  virtual absl::Status Put(Column column, absl::string_view key, absl::string_view value) = 0;
  virtual absl::StatusOr<std::optional<std::string>> Get(Column column,
                                                         absl::string_view key) const = 0;
  // The values of `keys`, sorted, all of which must exist: a missing one is DATA_LOSS.
  virtual absl::StatusOr<std::vector<std::string>> GetAll(
      Column column, absl::Span<const std::string> keys) const = 0;
  // Records with lower <= key < upper.
  virtual std::unique_ptr<RecordCursor> Scan(Column column, ScanKind kind, absl::string_view lower,
                                             absl::string_view upper) const = 0;
};

using LogBackendFactory =
    std::function<absl::StatusOr<std::unique_ptr<LogBackend>>(const std::string& directory)>;

}  // namespace framdrift::eventstore
