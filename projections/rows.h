// Rows as folds write and readers see them: keys in byte order, opaque values, counters.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "eventstore/event.h"

namespace framdrift::projections {

// Up to where a tenant's main log is folded into the rows, and the log's root there.
struct Checkpoint {
  eventstore::Position position = 0;
  eventstore::Hash root{};

  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

std::string EncodeCheckpoint(const Checkpoint& checkpoint);
absl::StatusOr<Checkpoint> DecodeCheckpoint(absl::string_view value);  // else DATA_LOSS

// The rows of one tenant in one generation, as they were at one position. Thread-safe.
class RowView {
 public:
  virtual ~RowView() = default;
  virtual const Checkpoint& checkpoint() const = 0;
  // Nothing when there is no such row.
  virtual absl::StatusOr<std::optional<std::string>> Get(absl::string_view key) const = 0;
  // Visits, in order, the rows whose keys begin with `prefix` and are not below `from`, until
  // `visit` returns false. The views live for one visit.
  virtual absl::Status Scan(
      absl::string_view prefix, absl::string_view from,
      absl::FunctionRef<bool(absl::string_view key, absl::string_view value)> visit) const = 0;
};

// What a fold changes in the rows of one tenant. Of several changes of a key the last one counts;
// counters add up. A key is either put and deleted or counted, never both. Not thread-safe.
class RowChanges {
 public:
  void Put(std::string key, std::string value) { puts_[std::move(key)] = std::move(value); }
  void Delete(std::string key) { puts_[std::move(key)] = std::nullopt; }
  // Adds to a counter; one that comes to zero is no row.
  void Count(const std::string& key, int64_t delta) { counts_[key] += delta; }

  // Turns what was counted into rows put or deleted, given the rows that `view` sees.
  absl::Status Settle(const RowView& view);

  // Sorted by key; nothing means deleted.
  const std::map<std::string, std::optional<std::string>>& puts() const { return puts_; }
  const std::map<std::string, int64_t>& counts() const { return counts_; }

 private:
  std::map<std::string, std::optional<std::string>> puts_;
  std::map<std::string, int64_t> counts_;
};

// The value of a counter's row, eight bytes, and back. DATA_LOSS when `value` is none.
std::string EncodeCount(int64_t count);
absl::StatusOr<int64_t> DecodeCount(absl::string_view value);

// What tells whether two generations are equal: a hash over all rows, sorted by key.
struct RowDigest {
  Checkpoint checkpoint;
  eventstore::Hash hash{};
  int64_t rows = 0;
};
absl::StatusOr<RowDigest> DigestOf(const RowView& view);

}  // namespace framdrift::projections
