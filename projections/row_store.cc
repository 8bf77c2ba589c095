#include "projections/row_store.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "base/check.h"
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
constexpr char kSuccessionPrefix[] = "generations/";

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
                   GenerationName name)
      : database_(std::move(database)), column_(column), name_(std::move(name)) {}
  ~StoredGeneration() override { database_->Destroy(column_); }

  const GenerationName& name() const override { return name_; }
  rocksdb::DB& db() const { return *database_->db; }
  rocksdb::ColumnFamilyHandle* column() const { return column_; }
  uint64_t bytes() const override {
    uint64_t bytes = 0;
    static_cast<void>(
        db().GetIntProperty(column_, rocksdb::DB::Properties::kLiveSstFilesSize, &bytes));
    return bytes;
  }

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
  const GenerationName name_;
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

rocksdb::ColumnFamilyOptions ColumnOptions() {
  rocksdb::ColumnFamilyOptions options;
  options.write_buffer_size = kWriteBufferBytes;
  options.max_write_buffer_number = 2;
  options.compression = rocksdb::kLZ4Compression;
  options.level_compaction_dynamic_level_bytes = true;
  rocksdb::BlockBasedTableOptions table;
  table.block_size = size_t{16} << 10;
  table.block_cache = rocksdb::NewLRUCache(kBlockCacheBytes);
  table.format_version = 5;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

class StoredRows final : public RowStore {
 public:
  StoredRows(std::string directory, uint64_t min_free_bytes)
      : directory_(std::move(directory)),
        options_(ColumnOptions()),
        min_free_bytes_(min_free_bytes) {}

  absl::Status OpenDatabase(std::vector<std::shared_ptr<Generation>>& found);
  absl::StatusOr<std::shared_ptr<Generation>> Create(const GenerationName& name) override;
  absl::Status Drop(const Generation& generation) override;
  absl::StatusOr<Succession> ReadSuccession(absl::string_view projection) const override;
  absl::Status WriteSuccession(absl::string_view projection, const Succession& next) override;
  absl::Status Apply(absl::string_view tenant, const std::vector<Write>& writes) override;
  absl::Status Fill(const Generation& generation, absl::string_view tenant, NextRow next,
                    const Checkpoint& checkpoint) override;

 private:
  absl::Status CheckSpace() const;

  const std::string directory_;
  const rocksdb::ColumnFamilyOptions options_;
  const uint64_t min_free_bytes_;
  std::shared_ptr<Database> database_;
};

absl::Status StoredRows::OpenDatabase(std::vector<std::shared_ptr<Generation>>& found) {
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
  for (size_t i = 0; i < names.size(); ++i) {
    if (names[i] == rocksdb::kDefaultColumnFamilyName) {
      database_->own = handles[i];
    } else {
      found.push_back(std::make_shared<StoredGeneration>(
          database_, handles[i], ParseGenerationName(names[i]).value_or(GenerationName())));
    }
  }
  return absl::OkStatus();
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

absl::StatusOr<std::shared_ptr<Generation>> StoredRows::Create(const GenerationName& name) {
  FD_RETURN_IF_ERROR(CheckSpace());
  rocksdb::ColumnFamilyHandle* column = nullptr;
  FD_RETURN_IF_ERROR(
      FromRocksDb(database_->db->CreateColumnFamily(options_, FormatGenerationName(name), &column),
                  "creating a generation"));
  return std::make_shared<StoredGeneration>(database_, column, name);
}

absl::Status StoredRows::Drop(const Generation& generation) {
  return FromRocksDb(database_->db->DropColumnFamily(Stored(generation).column()),
                     "dropping a generation");
}

absl::StatusOr<Succession> StoredRows::ReadSuccession(absl::string_view projection) const {
  std::string value;
  const rocksdb::Status found = database_->db->Get(
      rocksdb::ReadOptions(), database_->own, absl::StrCat(kSuccessionPrefix, projection), &value);
  if (found.IsNotFound()) return Succession();
  FD_RETURN_IF_ERROR(FromRocksDb(found, "reading which generation answers"));
  return Succession::Decode(value);
}

absl::Status StoredRows::WriteSuccession(absl::string_view projection, const Succession& next) {
  rocksdb::WriteOptions options;
  options.sync = true;
  return FromRocksDb(
      database_->db->Put(
          options, database_->own, absl::StrCat(kSuccessionPrefix, projection), next.Encode()),
      "writing which generation answers");
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
    const std::string path =
        absl::StrCat(directory_, "/filling-", generation.name().number, ".sst");
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

absl::StatusOr<std::unique_ptr<RowStore>> RowStore::Open(
    const std::string& directory, uint64_t min_free_bytes,
    std::vector<std::shared_ptr<Generation>>& found) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) {
    return absl::InternalError(absl::StrCat("cannot make ", directory, ": ", error.message()));
  }
  auto store = std::make_unique<StoredRows>(directory, min_free_bytes);
  FD_RETURN_IF_ERROR(store->OpenDatabase(found));
  return store;
}

}  // namespace framdrift::projections
