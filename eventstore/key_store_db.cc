#include "eventstore/key_store_db.h"

#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "rocksdb/filter_policy.h"
#include "rocksdb/table.h"

namespace framdrift::eventstore {
namespace {

constexpr const char* kNames[KeyStoreDb::kFamilies] = {"keys", "fence", "reservations", "meta"};

rocksdb::Slice ToSlice(absl::string_view bytes) { return {bytes.data(), bytes.size()}; }

absl::Status FromRocksDb(const rocksdb::Status& status) {
  if (status.ok()) return absl::OkStatus();
  const std::string text = status.ToString();
  if (status.IsCorruption()) {
    return absl::DataLossError(
        absl::StrCat("the key store is damaged (", text, "): restore it from its backup"));
  }
  if (status.IsIOError() && text.find("lock") != std::string::npos) {
    return absl::UnavailableError(
        absl::StrCat("another process has the key store open (", text, "): stop it first"));
  }
  return absl::InternalError(absl::StrCat("the key store: ", text));
}

rocksdb::ColumnFamilyOptions FamilyOptions() {
  rocksdb::BlockBasedTableOptions table;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  table.block_size = 4096;
  rocksdb::ColumnFamilyOptions options;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  options.compression = rocksdb::kNoCompression;  // keys and hashes do not get smaller
  options.write_buffer_size = size_t{4} << 20;
  options.max_write_buffer_number = 2;
  return options;
}

rocksdb::DBOptions DatabaseOptions() {
  rocksdb::DBOptions options;
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  // Refuses a write-ahead log that is damaged anywhere but at its torn end.
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  options.max_bgerror_resume_count = 0;
  options.info_log_level = rocksdb::InfoLogLevel::WARN_LEVEL;
  options.keep_log_file_num = 2;
  return options;
}

}  // namespace

absl::StatusOr<std::unique_ptr<KeyStoreDb>> KeyStoreDb::Open(const std::string& directory) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) {
    return absl::InternalError(absl::StrCat("making ", directory, ": ", error.message()));
  }
  std::filesystem::permissions(directory, std::filesystem::perms::owner_all, error);
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  families.emplace_back(rocksdb::kDefaultColumnFamilyName, FamilyOptions());
  for (const char* name : kNames) families.emplace_back(name, FamilyOptions());
  std::unique_ptr<KeyStoreDb> store(new KeyStoreDb);
  rocksdb::DB* db = nullptr;
  const rocksdb::Status status =
      rocksdb::DB::Open(DatabaseOptions(), directory, families, &store->handles_, &db);
  store->db_.reset(db);
  const absl::Status opened = FromRocksDb(status);
  if (!opened.ok()) return opened;
  return store;
}

KeyStoreDb::~KeyStoreDb() {
  for (rocksdb::ColumnFamilyHandle* handle : handles_) {
    FD_CHECK(db_->DestroyColumnFamilyHandle(handle).ok());
  }
}

absl::StatusOr<std::optional<std::string>> KeyStoreDb::Get(Batch* batch, Family family,
                                                           absl::string_view key) const {
  std::string value;
  rocksdb::ColumnFamilyHandle* const handle = handles_[static_cast<size_t>(family) + 1];
  const rocksdb::ReadOptions options;
  const rocksdb::Status status =
      batch == nullptr ? db_->Get(options, handle, ToSlice(key), &value)
                       : batch->GetFromBatchAndDB(db_.get(), options, handle, ToSlice(key), &value);
  if (status.IsNotFound()) return std::nullopt;
  const absl::Status read = FromRocksDb(status);
  if (!read.ok()) return read;
  return value;
}

void KeyStoreDb::Put(Batch& batch, Family family, absl::string_view key,
                     absl::string_view value) const {
  // Fails only for a family of another comparator.
  FD_CHECK(batch.Put(handles_[static_cast<size_t>(family) + 1], ToSlice(key), ToSlice(value)).ok());
}

void KeyStoreDb::Delete(Batch& batch, Family family, absl::string_view key) const {
  FD_CHECK(batch.Delete(handles_[static_cast<size_t>(family) + 1], ToSlice(key)).ok());
}

}  // namespace framdrift::eventstore
