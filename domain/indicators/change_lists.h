// For each row of a table a list of changes, kept without an allocation a row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "domain/indicators/fact_row.h"

namespace framdrift::indicators {

// A row's place; rows move when others are erased.
using RowId = uint32_t;

// A list of one stands in place, longer ones in a pool that is packed when half of it is left
// behind. Where lists are rare, empty ones take no room. Not thread-safe.
class ChangeLists {
 public:
  explicit ChangeLists(bool rare = false) : rare_(rare) {}

  size_t size() const { return rare_ ? size_ : heads_.size(); }
  // A row with an empty list.
  void Append();
  void Set(RowId row, absl::Span<const Change> changes);
  // The last row takes the place of `row`.
  void Erase(RowId row);
  absl::Span<const Change> Get(RowId row) const;
  size_t bytes() const;

 private:
  static constexpr DayNumber kPooled = kNoDay + 1;
  void Pack();
  // Null where the list is empty and rare.
  const Change* HeadOf(RowId row) const;

  bool rare_;
  size_t size_ = 0;
  absl::flat_hash_map<RowId, Change> rare_heads_;
  // {kNoDay, …} none; {kPooled, place in the pool}; else the one change.
  std::vector<Change> heads_;
  // {how many there are, how many there is room for}, then the changes.
  std::vector<Change> pool_;
  size_t left_behind_ = 0;
};

}  // namespace framdrift::indicators
