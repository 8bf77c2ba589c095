// The options of the log's RocksDB and its voice in our log.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "base/mutex.h"
#include "rocksdb/db.h"
#include "rocksdb/env.h"

namespace framdrift::eventstore {

// Thread-safe. Feeds warnings and errors to base/log.h and remembers the last of them, since
// RocksDB names the damaged file there and not in its status.
class RocksDbLogger final : public rocksdb::Logger {
 public:
  // Of the RocksDB in `directory`.
  explicit RocksDbLogger(std::string directory)
      : rocksdb::Logger(rocksdb::InfoLogLevel::WARN_LEVEL), directory_(std::move(directory)) {}
  using rocksdb::Logger::Logv;
  void Logv(const char* format, va_list arguments) override;
  void Logv(rocksdb::InfoLogLevel level, const char* format, va_list arguments) override;
  // The last warning or error that names a file of the directory; empty when there was none.
  std::string LastAboutAFile() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  const std::string directory_;
  mutable Mutex mutex_;
  std::string last_ ABSL_GUARDED_BY(mutex_);
};

rocksdb::DBOptions RocksDbOptions(std::shared_ptr<rocksdb::Logger> logger);
// RocksDB's default column family, which holds the writer's epoch, then those of `Column` in its
// order.
std::vector<rocksdb::ColumnFamilyDescriptor> RocksDbColumns();

// OK stays OK; corruption becomes DATA_LOSS, a held lock UNAVAILABLE, no space RESOURCE_EXHAUSTED,
// anything else INTERNAL. `what` says what was being done.
absl::Status FromRocksDb(const rocksdb::Status& status, absl::string_view what);

}  // namespace framdrift::eventstore
