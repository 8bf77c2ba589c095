// A LogBackend that passes everything on to a RocksDB one: what a test overrides, it changes.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "eventstore/rocksdb_backend.h"

namespace framdrift::eventstore {

class WrappedBackend : public LogBackend {
 public:
  explicit WrappedBackend(std::unique_ptr<LogBackend> inner) : inner_(std::move(inner)) {}

  absl::StatusOr<uint64_t> BecomeWriter() override { return inner_->BecomeWriter(); }
  std::unique_ptr<RecordBatch> NewBatch() override { return inner_->NewBatch(); }
  absl::Status Append(absl::Span<const LogAdvance> logs, uint64_t epoch,
                      RecordBatch& batch) override {
    return inner_->Append(logs, epoch, batch);
  }
  absl::Status Put(Column column, absl::string_view key, absl::string_view value) override {
    return inner_->Put(column, key, value);
  }
  absl::StatusOr<std::optional<std::string>> Get(Column column,
                                                 absl::string_view key) const override {
    return inner_->Get(column, key);
  }
  absl::StatusOr<std::vector<std::string>> GetAll(
      Column column, absl::Span<const std::string> keys) const override {
    return inner_->GetAll(column, keys);
  }
  std::unique_ptr<RecordCursor> Scan(Column column, ScanKind kind, absl::string_view lower,
                                     absl::string_view upper) const override {
    return inner_->Scan(column, kind, lower, upper);
  }

 protected:
  const std::unique_ptr<LogBackend> inner_;
};

}  // namespace framdrift::eventstore
