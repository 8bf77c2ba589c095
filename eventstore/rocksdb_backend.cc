#include "eventstore/rocksdb_backend.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/mutex.h"
#include "base/status_macros.h"
#include "eventstore/rocksdb_options.h"
#include "rocksdb/write_batch.h"

namespace framdrift::eventstore {
namespace {

constexpr char kEpochKey[] = "epoch";
constexpr size_t kSweepReadahead = size_t{2} << 20;

rocksdb::Slice Sliced(absl::string_view text) { return {text.data(), text.size()}; }
absl::string_view Viewed(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

// The default column family, then those of `Column` in its order.
struct Columns {
  std::array<rocksdb::ColumnFamilyHandle*, kColumns + 1> all{};
  rocksdb::ColumnFamilyHandle* own() const { return all[0]; }
  rocksdb::ColumnFamilyHandle* of(Column column) const {
    return all[static_cast<size_t>(column) + 1];
  }
};

class RocksDbBatch final : public RecordBatch {
 public:
  explicit RocksDbBatch(const Columns& columns) : columns_(columns) {}
  // A batch of ours is far below RocksDB's 4 GiB, the only limit a Put can meet.
  void Put(Column column, absl::string_view key, absl::string_view value) override {
    failed_ |= !batch_.Put(columns_.of(column), Sliced(key), Sliced(value)).ok();
  }
  void Clear() override {
    batch_.Clear();
    failed_ = false;
  }
  bool failed() const { return failed_; }
  rocksdb::WriteBatch* batch() { return &batch_; }

 private:
  const Columns& columns_;
  rocksdb::WriteBatch batch_;
  bool failed_ = false;
};

class RocksDbCursor final : public RecordCursor {
 public:
  RocksDbCursor(rocksdb::DB& db, rocksdb::ColumnFamilyHandle* column, ScanKind kind,
                absl::string_view lower, absl::string_view upper)
      : lower_(lower), upper_(upper), lower_slice_(lower_), upper_slice_(upper_) {
    rocksdb::ReadOptions options;
    options.iterate_lower_bound = &lower_slice_;
    options.iterate_upper_bound = &upper_slice_;
    if (kind == ScanKind::kSweep) {
      options.total_order_seek = true;
      options.readahead_size = kSweepReadahead;
      options.fill_cache = false;
    } else {
      options.prefix_same_as_start = true;
    }
    iterator_.reset(db.NewIterator(options, column));
  }
  void Seek(absl::string_view key) override { iterator_->Seek(Sliced(key)); }
  void SeekForPrev(absl::string_view key) override { iterator_->SeekForPrev(Sliced(key)); }
  void Next() override { iterator_->Next(); }
  void Prev() override { iterator_->Prev(); }
  bool Valid() const override { return iterator_->Valid(); }
  absl::Status status() const override {
    return FromRocksDb(iterator_->status(), "reading the log");
  }
  absl::string_view key() const override { return Viewed(iterator_->key()); }
  absl::string_view value() const override { return Viewed(iterator_->value()); }

 private:
  const std::string lower_;
  const std::string upper_;
  const rocksdb::Slice lower_slice_;
  const rocksdb::Slice upper_slice_;
  std::unique_ptr<rocksdb::Iterator> iterator_;
};

class RocksDbBackend final : public LogBackend {
 public:
  RocksDbBackend(std::unique_ptr<rocksdb::DB> db, const Columns& columns)
      : db_(std::move(db)), columns_(columns) {}
  // The Debian build aborts when a handle outlives the database.
  ~RocksDbBackend() override {
    for (rocksdb::ColumnFamilyHandle* column : columns_.all) {
      const rocksdb::Status ignored = db_->DestroyColumnFamilyHandle(column);
      ignored.PermitUncheckedError();
    }
  }

  absl::StatusOr<uint64_t> BecomeWriter() override {
    std::string last;
    const rocksdb::Status found =
        db_->Get(rocksdb::ReadOptions(), columns_.own(), kEpochKey, &last);
    uint64_t epoch = 0;
    if (!found.IsNotFound()) {
      FD_RETURN_IF_ERROR(FromRocksDb(found, "reading the writer's epoch"));
      if (!absl::SimpleAtoi(last, &epoch)) {
        return absl::DataLossError("the writer's epoch in the log is not a number");
      }
    }
    ++epoch;
    rocksdb::WriteOptions options;
    options.sync = true;
    FD_RETURN_IF_ERROR(
        FromRocksDb(db_->Put(options, columns_.own(), kEpochKey, absl::StrCat(epoch)),
                    "writing the writer's epoch"));
    epoch_ = epoch;
    return epoch;
  }

  std::unique_ptr<RecordBatch> NewBatch() override {
    return std::make_unique<RocksDbBatch>(columns_);
  }

  absl::Status Append(absl::Span<const LogAdvance> logs, uint64_t epoch,
                      RecordBatch& batch) override {
    if (epoch != epoch_) return absl::AbortedError("another epoch writes this log");
    for (const LogAdvance& log : logs) {
      const auto [head, first] = heads_.try_emplace(log.log, log.expected_head);
      if (head->second != log.expected_head) return absl::AbortedError("the log has another head");
      head->second = log.head;
    }
    RocksDbBatch& records = static_cast<RocksDbBatch&>(batch);
    if (records.failed()) return absl::InternalError("a record did not fit into the batch");
    return Write(*records.batch());
  }

  absl::Status Put(Column column, absl::string_view key, absl::string_view value) override {
    rocksdb::WriteBatch batch;
    FD_RETURN_IF_ERROR(
        FromRocksDb(batch.Put(columns_.of(column), Sliced(key), Sliced(value)), "writing the log"));
    return Write(batch);
  }

  absl::StatusOr<std::optional<std::string>> Get(Column column,
                                                 absl::string_view key) const override {
    std::string value;
    const rocksdb::Status status =
        db_->Get(rocksdb::ReadOptions(), columns_.of(column), Sliced(key), &value);
    if (status.IsNotFound()) return std::optional<std::string>();
    FD_RETURN_IF_ERROR(FromRocksDb(status, "reading the log"));
    return std::optional<std::string>(std::move(value));
  }

  absl::StatusOr<std::vector<std::string>> GetAll(
      Column column, absl::Span<const std::string> keys) const override {
    std::vector<rocksdb::Slice> slices(keys.begin(), keys.end());
    std::vector<rocksdb::PinnableSlice> found(keys.size());
    std::vector<rocksdb::Status> statuses(keys.size());
    db_->MultiGet(rocksdb::ReadOptions(),
                  columns_.of(column),
                  slices.size(),
                  slices.data(),
                  found.data(),
                  statuses.data(),
                  /*sorted_input=*/true);
    std::vector<std::string> values;
    values.reserve(keys.size());
    for (size_t i = 0; i < keys.size(); ++i) {
      if (statuses[i].IsNotFound()) {
        return absl::DataLossError("the log lacks a record that its index names");
      }
      FD_RETURN_IF_ERROR(FromRocksDb(statuses[i], "reading the log"));
      values.push_back(found[i].ToString());
    }
    return values;
  }

  std::unique_ptr<RecordCursor> Scan(Column column, ScanKind kind, absl::string_view lower,
                                     absl::string_view upper) const override {
    return std::make_unique<RocksDbCursor>(*db_, columns_.of(column), kind, lower, upper);
  }

 private:
  // One write at a time: RocksDB would have one thread write the batches of others too.
  absl::Status Write(rocksdb::WriteBatch& batch) ABSL_LOCKS_EXCLUDED(append_) {
    rocksdb::WriteOptions options;
    options.sync = true;
    MutexLock lock(append_);
    return FromRocksDb(db_->Write(options, &batch), "writing the log");
  }

  Mutex append_;
  const std::unique_ptr<rocksdb::DB> db_;
  const Columns columns_;
  uint64_t epoch_ = 0;
  // Heads of the logs written in this epoch, to refuse a gap.
  absl::flat_hash_map<LogId, uint64_t> heads_;
};

// Whether nothing was ever written here: RocksDB makes a write-ahead log only once it has opened.
bool HoldsNoRecords(const std::string& directory) {
  std::error_code error;
  for (std::filesystem::directory_iterator entry(directory, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::filesystem::path extension = entry->path().extension();
    if (extension == ".log" || extension == ".sst") return false;
  }
  return true;
}

}  // namespace

absl::StatusOr<std::unique_ptr<LogBackend>> OpenRocksDbBackend(const std::string& directory) {
  const auto logger = std::make_shared<RocksDbLogger>(directory);
  rocksdb::DBOptions options = RocksDbOptions(logger);
  // A store that lost its CURRENT file must not be mistaken for one that is still to be made.
  options.create_if_missing = HoldsNoRecords(directory);
  std::error_code ignored;
  std::filesystem::create_directories(directory, ignored);
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* opened = nullptr;
  const rocksdb::Status status =
      rocksdb::DB::Open(options, directory, RocksDbColumns(), &handles, &opened);
  if (!status.ok()) {
    const absl::Status wrapped = FromRocksDb(status, absl::StrCat("opening ", directory));
    if (absl::IsUnavailable(wrapped)) {
      return absl::UnavailableError(absl::StrCat(
          "another process has the log open (", wrapped.message(), "): stop it first"));
    }
    if (absl::IsResourceExhausted(wrapped)) return wrapped;
    const std::string about = logger->LastAboutAFile();
    return absl::DataLossError(absl::StrCat(wrapped.message(), about.empty() ? "" : "; ", about));
  }
  std::unique_ptr<rocksdb::DB> db(opened);
  Columns columns{};
  std::copy(handles.begin(), handles.end(), columns.all.begin());
  return std::unique_ptr<LogBackend>(std::make_unique<RocksDbBackend>(std::move(db), columns));
}

}  // namespace framdrift::eventstore
