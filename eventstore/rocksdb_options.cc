#include "eventstore/rocksdb_options.h"

#include <cstdarg>
#include <cstdio>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "eventstore/keys.h"
#include "rocksdb/cache.h"
#include "rocksdb/filter_policy.h"
#include "rocksdb/slice_transform.h"
#include "rocksdb/table.h"

namespace framdrift::eventstore {
namespace {

constexpr size_t kBlockSize = size_t{16} << 10;
constexpr size_t kBlockCacheBytes = size_t{64} << 20;
constexpr size_t kWriteBufferBytes = size_t{32} << 20;
// Bounds what is replayed at open after a crash, and so how long an open takes.
constexpr uint64_t kWriteAheadLogBytes = uint64_t{128} << 20;
// Tenant, log and stream: what all records of one stream begin with.
constexpr size_t kStreamPrefixBytes = kLogPrefixBytes + 18;

rocksdb::ColumnFamilyOptions ColumnOptions(const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::ColumnFamilyOptions options;
  options.write_buffer_size = kWriteBufferBytes;
  options.max_write_buffer_number = 2;
  options.compression = rocksdb::kZSTD;
  options.level_compaction_dynamic_level_bytes = true;
  rocksdb::BlockBasedTableOptions table;
  table.block_size = kBlockSize;
  table.block_cache = cache;
  table.format_version = 5;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

rocksdb::ColumnFamilyOptions FilteredOptions(const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::ColumnFamilyOptions options = ColumnOptions(cache);
  rocksdb::BlockBasedTableOptions table;
  table.block_size = kBlockSize;
  table.block_cache = cache;
  table.format_version = 5;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  options.memtable_prefix_bloom_size_ratio = 0.02;
  return options;
}

}  // namespace

void RocksDbLogger::Logv(const char* format, va_list arguments) {
  Logv(rocksdb::InfoLogLevel::INFO_LEVEL, format, arguments);
}

void RocksDbLogger::Logv(rocksdb::InfoLogLevel level, const char* format, va_list arguments) {
  if (level < rocksdb::InfoLogLevel::WARN_LEVEL || level > rocksdb::InfoLogLevel::FATAL_LEVEL)
    return;
  char text[512];
  std::vsnprintf(text, sizeof(text), format, arguments);
  Log(level == rocksdb::InfoLogLevel::WARN_LEVEL ? kWarning : kError, "rocksdb", {{"text", text}});
  const absl::string_view view(text);
  const size_t file = view.find(directory_ + "/");
  if (file == absl::string_view::npos) return;
  MutexLock lock(mutex_);
  last_ = std::string(view.substr(file));
}

std::string RocksDbLogger::LastAboutAFile() const {
  MutexLock lock(mutex_);
  return last_;
}

rocksdb::DBOptions RocksDbOptions(std::shared_ptr<rocksdb::Logger> logger) {
  rocksdb::DBOptions options;
  options.info_log = std::move(logger);
  options.info_log_level = rocksdb::InfoLogLevel::WARN_LEVEL;
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  options.max_total_wal_size = kWriteAheadLogBytes;
  // An open writes as little as it can, so that it works on a full disk, and is quick.
  options.avoid_flush_during_recovery = true;
  options.skip_stats_update_on_db_open = true;
  options.manifest_preallocation_size = size_t{64} << 10;
  options.max_background_jobs = 2;
  options.max_bgerror_resume_count = 0;
  options.bytes_per_sync = size_t{1} << 20;
  options.create_missing_column_families = true;
  return options;
}

std::vector<rocksdb::ColumnFamilyDescriptor> RocksDbColumns() {
  const std::shared_ptr<rocksdb::Cache> cache = rocksdb::NewLRUCache(kBlockCacheBytes);
  const rocksdb::ColumnFamilyOptions plain = ColumnOptions(cache);
  rocksdb::ColumnFamilyOptions stream = FilteredOptions(cache);
  stream.prefix_extractor.reset(rocksdb::NewFixedPrefixTransform(kStreamPrefixBytes));
  rocksdb::ColumnFamilyOptions commit = FilteredOptions(cache);
  commit.memtable_whole_key_filtering = true;
  rocksdb::ColumnFamilyOptions tree = plain;
  // Hashes do not compress.
  tree.compression = rocksdb::kNoCompression;
  return {{rocksdb::kDefaultColumnFamilyName, plain},
          {kTenantFamily, plain},
          {kLogFamily, plain},
          {kStreamFamily, stream},
          {kCommitFamily, commit},
          {kTreeFamily, tree}};
}

absl::Status FromRocksDb(const rocksdb::Status& status, absl::string_view what) {
  if (status.ok()) return absl::OkStatus();
  const std::string text = absl::StrCat(what, ": ", status.ToString());
  if (status.IsCorruption()) return absl::DataLossError(text);
  if (status.IsNoSpace()) return absl::ResourceExhaustedError(text);
  if (absl::StrContains(text, "lock ")) return absl::UnavailableError(text);
  return absl::InternalError(text);
}

}  // namespace framdrift::eventstore
