// Lets writes that come together share one synced RocksDB batch.
#pragma once

#include <deque>

#include "absl/base/thread_annotations.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "base/mutex.h"
#include "rocksdb/db.h"
#include "rocksdb/utilities/write_batch_with_index.h"

namespace framdrift::eventstore {

// Thread-safe.
class GroupWriter {
 public:
  // Puts into the batch what is to be written, having read what it depends on through the batch: it
  // may hold writes of others. Returns before it puts anything, or puts everything.
  using Fill = absl::FunctionRef<absl::Status(rocksdb::WriteBatchWithIndex& batch)>;

  // `db` must outlive the writer.
  explicit GroupWriter(rocksdb::DB& db) : db_(db) {}

  // Calls `fill` (of all fills one at a time, in the order of the calls). Returns its error, or OK
  // when what it put is synced. After a failed sync every call fails alike.
  absl::Status Write(Fill fill) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Waiting {
    Fill fill;
    absl::Status status;
    bool done = false;
  };

  // Fills one batch for all of `group` and syncs it.
  absl::Status WriteGroup(std::deque<Waiting*>& group);

  rocksdb::DB& db_;
  Mutex mutex_;
  CondVar changed_;
  std::deque<Waiting*> queue_ ABSL_GUARDED_BY(mutex_);
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Status failed_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace framdrift::eventstore
