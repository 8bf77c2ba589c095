// The RocksDB instance of the key store: its column families, options and errors.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "rocksdb/db.h"
#include "rocksdb/utilities/write_batch_with_index.h"

namespace framdrift::eventstore {

// Thread-safe, but for the batches.
class KeyStoreDb {
 public:
  enum Family { kKeys, kFence, kReservations, kMeta, kFamilies };
  using Batch = rocksdb::WriteBatchWithIndex;

  // DATA_LOSS if damaged, UNAVAILABLE if another process has it open.
  static absl::StatusOr<std::unique_ptr<KeyStoreDb>> Open(const std::string& directory);
  ~KeyStoreDb();

  rocksdb::DB& db() { return *db_; }
  // As `batch` will leave it; null: as it is on disk.
  absl::StatusOr<std::optional<std::string>> Get(Batch* batch, Family family,
                                                 absl::string_view key) const;
  void Put(Batch& batch, Family family, absl::string_view key, absl::string_view value) const;
  void Delete(Batch& batch, Family family, absl::string_view key) const;

 private:
  KeyStoreDb() = default;

  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> handles_;  // one more than the families: the default
};

}  // namespace framdrift::eventstore
