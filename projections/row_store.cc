#include "projections/row_store.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <system_error>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/check.h"
#include "base/mutex.h"
#include "base/status_macros.h"
#include "eventstore/bytes.h"
#include "eventstore/rocksdb_options.h"
#include "rocksdb/cache.h"
#include "rocksdb/db.h"
#include "rocksdb/filter_policy.h"
#include "rocksdb/sst_file_writer.h"
#include "rocksdb/table.h"
#include "rocksdb/write_batch.h"

namespace framdrift::projections {
namespace {

using eventstore::FromRocksDb;

constexpr size_t kBlockCacheBytes = size_t{64} << 20;
constexpr size_t kWriteBufferBytes = size_t{16} << 20;
constexpr uint64_t kWriteAheadLogBytes = uint64_t{64} << 20;
// A build of more rows than this goes into several files.
constexpr uint64_t kFileBytes = uint64_t{128} << 20;
constexpr char kActivePrefix[] = "active/";

absl::string_view Viewed(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

// Tenants have no zero byte, so that one ends them.
std::string RowPrefix(absl::string_view tenant) {
  return absl::StrCat("r", tenant, absl::string_view("\0", 1));
}
std::string CheckpointKey(absl::string_view tenant) { return absl::StrCat("c", tenant); }

// The database and its default column family; lives until the last generation and view are gone.
struct Database {
  explicit Database(std::unique_ptr<rocksdb::DB> opened) : db(std::move(opened)) {}
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database() { Destroy(own); }
  // The Debian build aborts when a handle outlives the database.
  void Destroy(rocksdb::ColumnFamilyHandle* column) const {
    const rocksdb::Status ignored = db->DestroyColumnFamilyHandle(column);
    ignored.PermitUncheckedError();
  }

  std::unique_ptr<rocksdb::DB> db;
  rocksdb::ColumnFamilyHandle* own = nullptr;
};

class StoredGeneration;

class StoredView final : public RowView {
 public:
  StoredView(std::shared_ptr<const StoredGeneration> generation, absl::string_view tenant);
  ~StoredView() override;
  absl::Status ReadCheckpoint(absl::string_view tenant);
  const Checkpoint& checkpoint() const override { return checkpoint_; }
  absl::StatusOr<std::optional<std::string>> Get(absl::string_view key) const override;
  absl::Status Scan(
      absl::string_view prefix, absl::string_view from,
      absl::FunctionRef<bool(absl::string_view, absl::string_view)> visit) const override;

 private:
  rocksdb::ReadOptions Options() const {
    rocksdb::ReadOptions options;
    options.snapshot = snapshot_;
    return options;
  }

  const std::shared_ptr<const StoredGeneration> generation_;
  const rocksdb::Snapshot* const snapshot_;
  const std::string prefix_;
  Checkpoint checkpoint_;
};

class StoredGeneration final : public Generation,
                               public std::enable_shared_from_this<StoredGeneration> {
 public:
  StoredGeneration(std::shared_ptr<Database> database, rocksdb::ColumnFamilyHandle* column,
                   std::string projection, uint32_t version, uint64_t number)
      : database_(std::move(database)),
        column_(column),
        projection_(std::move(projection)),
        version_(version),
        number_(number) {}
  ~StoredGeneration() override { database_->Destroy(column_); }

  const std::string& projection() const override { return projection_; }
  uint32_t version() const override { return version_; }
  uint64_t number() const override { return number_; }
  rocksdb::DB& db() const { return *database_->db; }
  rocksdb::ColumnFamilyHandle* column() const { return column_; }
  std::string column_name() const { return absl::StrCat(projection_, " ", version_, " ", number_); }

  absl::StatusOr<Checkpoint> CheckpointOf(absl::string_view tenant) const override {
    FD_ASSIGN_OR_RETURN(const std::unique_ptr<RowView> view, Read(tenant));
    return view->checkpoint();
  }
  absl::StatusOr<std::unique_ptr<RowView>> Read(absl::string_view tenant) const override {
    auto view = std::make_unique<StoredView>(shared_from_this(), tenant);
    FD_RETURN_IF_ERROR(view->ReadCheckpoint(tenant));
    return view;
  }
  absl::Status AddTo(rocksdb::WriteBatch& batch, absl::string_view tenant,
                     const RowChanges& changes, const Checkpoint& checkpoint) const;

 private:
  const std::shared_ptr<Database> database_;
  rocksdb::ColumnFamilyHandle* const column_;
  const std::string projection_;
  const uint32_t version_;
  const uint64_t number_;
};

StoredView::StoredView(std::shared_ptr<const StoredGeneration> generation, absl::string_view tenant)
    : generation_(std::move(generation)),
      snapshot_(generation_->db().GetSnapshot()),
      prefix_(RowPrefix(tenant)) {}
StoredView::~StoredView() { generation_->db().ReleaseSnapshot(snapshot_); }

absl::Status StoredView::ReadCheckpoint(absl::string_view tenant) {
  std::string value;
  const rocksdb::Status status =
      generation_->db().Get(Options(), generation_->column(), CheckpointKey(tenant), &value);
  if (status.IsNotFound()) return absl::OkStatus();
  FD_RETURN_IF_ERROR(FromRocksDb(status, "reading a checkpoint"));
  FD_ASSIGN_OR_RETURN(checkpoint_, DecodeCheckpoint(value));
  return absl::OkStatus();
}

absl::StatusOr<std::optional<std::string>> StoredView::Get(absl::string_view key) const {
  std::string value;
  const rocksdb::Status status =
      generation_->db().Get(Options(), generation_->column(), absl::StrCat(prefix_, key), &value);
  if (status.IsNotFound()) return std::optional<std::string>();
  FD_RETURN_IF_ERROR(FromRocksDb(status, "reading a row"));
  return std::optional<std::string>(std::move(value));
}

absl::Status StoredView::Scan(
    absl::string_view prefix, absl::string_view from,
    absl::FunctionRef<bool(absl::string_view, absl::string_view)> visit) const {
  const std::string lower = absl::StrCat(prefix_, prefix);
  const std::unique_ptr<rocksdb::Iterator> iterator(
      generation_->db().NewIterator(Options(), generation_->column()));
  iterator->Seek(std::max(lower, absl::StrCat(prefix_, from)));
  for (; iterator->Valid() && iterator->key().starts_with(lower); iterator->Next()) {
    if (!visit(Viewed(iterator->key()).substr(prefix_.size()), Viewed(iterator->value()))) break;
  }
  return FromRocksDb(iterator->status(), "reading rows");
}

absl::Status StoredGeneration::AddTo(rocksdb::WriteBatch& batch, absl::string_view tenant,
                                     const RowChanges& changes,
                                     const Checkpoint& checkpoint) const {
  const std::string prefix = RowPrefix(tenant);
  std::string key;
  for (const auto& [row, value] : changes.puts()) {
    key.assign(prefix).append(row);
    FD_RETURN_IF_ERROR(FromRocksDb(
        value.has_value() ? batch.Put(column_, key, *value) : batch.Delete(column_, key),
        "writing a row"));
  }
  return FromRocksDb(batch.Put(column_, CheckpointKey(tenant), EncodeCheckpoint(checkpoint)),
                     "writing a checkpoint");
}

const StoredGeneration& Stored(const Generation& generation) {
  return static_cast<const StoredGeneration&>(generation);
}

rocksdb::ColumnFamilyOptions ColumnOptions(const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::ColumnFamilyOptions options;
  options.write_buffer_size = kWriteBufferBytes;
  options.max_write_buffer_number = 2;
  options.compression = rocksdb::kLZ4Compression;
  options.level_compaction_dynamic_level_bytes = true;
  rocksdb::BlockBasedTableOptions table;
  table.block_size = size_t{16} << 10;
  table.block_cache = cache;
  table.format_version = 5;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

class StoredRows final : public RowStore {
 public:
  StoredRows(std::string directory, rocksdb::ColumnFamilyOptions options, uint64_t min_free_bytes)
      : directory_(std::move(directory)),
        options_(std::move(options)),
        min_free_bytes_(min_free_bytes) {}

  absl::Status OpenDatabase();
  std::shared_ptr<Generation> Active(absl::string_view projection, uint32_t version) const override;
  absl::StatusOr<std::shared_ptr<Generation>> Create(absl::string_view projection,
                                                     uint32_t version) override;
  absl::Status Activate(const Generation& generation) override;
  absl::Status Drop(const Generation& generation) override;
  absl::Status Apply(absl::string_view tenant, const std::vector<Write>& writes) override;
  absl::Status Fill(const Generation& generation, absl::string_view tenant, NextRow next,
                    const Checkpoint& checkpoint) override;

 private:
  using Generations = std::map<std::string, std::shared_ptr<StoredGeneration>>;

  absl::Status DropLocked(Generations::iterator it) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status CheckSpace() const;

  const std::string directory_;
  const rocksdb::ColumnFamilyOptions options_;
  const uint64_t min_free_bytes_;
  std::shared_ptr<Database> database_;
  mutable Mutex mutex_;
  // By the name of their column family.
  Generations generations_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, std::string, std::less<>> active_ ABSL_GUARDED_BY(mutex_);
  uint64_t last_number_ ABSL_GUARDED_BY(mutex_) = 0;
};

absl::Status StoredRows::OpenDatabase() {
  rocksdb::DBOptions options =
      eventstore::RocksDbOptions(std::make_shared<eventstore::RocksDbLogger>(directory_));
  options.create_if_missing = true;
  options.max_total_wal_size = kWriteAheadLogBytes;
  // Files that Fill made carry none, which RocksDB would warn of at every open.
  options.verify_sst_unique_id_in_manifest = false;
  std::vector<std::string> names;
  // Fails where there is no database yet.
  if (!rocksdb::DB::ListColumnFamilies(options, directory_, &names).ok()) {
    names = {rocksdb::kDefaultColumnFamilyName};
  }
  std::vector<rocksdb::ColumnFamilyDescriptor> columns;
  columns.reserve(names.size());
  for (const std::string& name : names) columns.emplace_back(name, options_);
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  FD_RETURN_IF_ERROR(FromRocksDb(rocksdb::DB::Open(options, directory_, columns, &handles, &db),
                                 absl::StrCat("opening the read models in ", directory_)));
  database_ = std::make_shared<Database>(std::unique_ptr<rocksdb::DB>(db));
  MutexLock lock(mutex_);
  for (size_t i = 0; i < names.size(); ++i) {
    if (names[i] == rocksdb::kDefaultColumnFamilyName) {
      database_->own = handles[i];
      continue;
    }
    const std::vector<std::string> parts = absl::StrSplit(names[i], ' ');
    uint32_t version = 0;
    uint64_t number = 0;
    const bool readable = parts.size() == 3 && absl::SimpleAtoi(parts[1], &version) &&
                          absl::SimpleAtoi(parts[2], &number);
    generations_[names[i]] = std::make_shared<StoredGeneration>(
        database_, handles[i], readable ? parts[0] : std::string(), version, number);
    last_number_ = std::max(last_number_, number);
  }
  for (auto it = generations_.begin(); it != generations_.end();) {
    std::string name;
    const std::string key = absl::StrCat(kActivePrefix, it->second->projection());
    const rocksdb::Status found =
        database_->db->Get(rocksdb::ReadOptions(), database_->own, key, &name);
    if (!found.IsNotFound()) FD_RETURN_IF_ERROR(FromRocksDb(found, "reading what is active"));
    const auto current = it++;
    if (found.ok() && name == current->first) {
      active_[current->second->projection()] = name;
    } else {
      FD_RETURN_IF_ERROR(DropLocked(current));
    }
  }
  return absl::OkStatus();
}

absl::Status StoredRows::DropLocked(Generations::iterator it) {
  const std::shared_ptr<StoredGeneration> generation = it->second;
  generations_.erase(it);
  return FromRocksDb(database_->db->DropColumnFamily(generation->column()),
                     "dropping a generation");
}

absl::Status StoredRows::CheckSpace() const {
  std::error_code error;
  const std::filesystem::space_info space = std::filesystem::space(directory_, error);
  if (error || space.available >= min_free_bytes_) return absl::OkStatus();
  return absl::ResourceExhaustedError(
      absl::StrCat("the disk of ",
                   directory_,
                   " has ",
                   space.available >> 20,
                   " MiB left; free some, and the read models go on"));
}

std::shared_ptr<Generation> StoredRows::Active(absl::string_view projection,
                                               uint32_t version) const {
  MutexLock lock(mutex_);
  const auto name = active_.find(projection);
  if (name == active_.end()) return nullptr;
  const auto it = generations_.find(name->second);
  if (it == generations_.end() || it->second->version() != version) return nullptr;
  return it->second;
}

absl::StatusOr<std::shared_ptr<Generation>> StoredRows::Create(absl::string_view projection,
                                                               uint32_t version) {
  FD_RETURN_IF_ERROR(CheckSpace());
  MutexLock lock(mutex_);
  const uint64_t number = ++last_number_;
  const std::string name = absl::StrCat(projection, " ", version, " ", number);
  rocksdb::ColumnFamilyHandle* column = nullptr;
  FD_RETURN_IF_ERROR(FromRocksDb(database_->db->CreateColumnFamily(options_, name, &column),
                                 "creating a generation"));
  return generations_[name] = std::make_shared<StoredGeneration>(
             database_, column, std::string(projection), version, number);
}

absl::Status StoredRows::Activate(const Generation& generation) {
  rocksdb::WriteOptions options;
  options.sync = true;
  const std::string name = Stored(generation).column_name();
  FD_RETURN_IF_ERROR(FromRocksDb(
      database_->db->Put(
          options, database_->own, absl::StrCat(kActivePrefix, generation.projection()), name),
      "activating a generation"));
  MutexLock lock(mutex_);
  active_[generation.projection()] = name;
  for (auto it = generations_.begin(); it != generations_.end();) {
    const auto current = it++;
    if (current->first == name || current->second->projection() != generation.projection()) {
      continue;
    }
    FD_RETURN_IF_ERROR(DropLocked(current));
  }
  return absl::OkStatus();
}

absl::Status StoredRows::Drop(const Generation& generation) {
  MutexLock lock(mutex_);
  const auto it = generations_.find(Stored(generation).column_name());
  return it == generations_.end() ? absl::OkStatus() : DropLocked(it);
}

absl::Status StoredRows::Apply(absl::string_view tenant, const std::vector<Write>& writes) {
  FD_RETURN_IF_ERROR(CheckSpace());
  rocksdb::WriteBatch batch;
  for (const Write& write : writes) {
    FD_RETURN_IF_ERROR(
        Stored(*write.generation).AddTo(batch, tenant, write.changes, write.checkpoint));
  }
  return FromRocksDb(database_->db->Write(rocksdb::WriteOptions(), &batch), "writing rows");
}

absl::Status StoredRows::Fill(const Generation& generation, absl::string_view tenant, NextRow next,
                              const Checkpoint& checkpoint) {
  const StoredGeneration& stored = Stored(generation);
  const std::string prefix = RowPrefix(tenant);
  const rocksdb::Options options(rocksdb::DBOptions(), options_);
  std::string key, value;
  for (bool more = next(key, value); more;) {
    FD_RETURN_IF_ERROR(CheckSpace());
    const std::string path = absl::StrCat(directory_, "/filling-", generation.number(), ".sst");
    rocksdb::SstFileWriter writer(rocksdb::EnvOptions(), options, stored.column());
    FD_RETURN_IF_ERROR(FromRocksDb(writer.Open(path), "opening a file of rows"));
    for (; more && writer.FileSize() < kFileBytes; more = next(key, value)) {
      FD_RETURN_IF_ERROR(FromRocksDb(writer.Put(prefix + key, value), "writing a file of rows"));
    }
    FD_RETURN_IF_ERROR(FromRocksDb(writer.Finish(), "ending a file of rows"));
    rocksdb::IngestExternalFileOptions ingestion;
    ingestion.move_files = true;
    FD_RETURN_IF_ERROR(
        FromRocksDb(database_->db->IngestExternalFile(stored.column(), {path}, ingestion),
                    "taking in a file of rows"));
  }
  return Apply(tenant, {{&generation, {}, checkpoint}});
}

}  // namespace

absl::StatusOr<std::unique_ptr<RowStore>> RowStore::Open(const std::string& directory,
                                                         uint64_t min_free_bytes) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) {
    return absl::InternalError(absl::StrCat("cannot make ", directory, ": ", error.message()));
  }
  auto store = std::make_unique<StoredRows>(
      directory, ColumnOptions(rocksdb::NewLRUCache(kBlockCacheBytes)), min_free_bytes);
  FD_RETURN_IF_ERROR(store->OpenDatabase());
  return store;
}

}  // namespace framdrift::projections
