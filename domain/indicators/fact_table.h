// The facts of one subject in columns made for scanning.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "domain/indicators/change_lists.h"
#include "domain/indicators/fact_row.h"
#include "domain/indicators/fields.h"
#include "domain/indicators/packed_column.h"

namespace framdrift::indicators {

// The most rows a table holds.
inline constexpr size_t kMostRows = size_t{1} << 30;

// Not thread-safe; may be read by many threads while none writes. `fields` must outlive it.
class FactTable {
 public:
  explicit FactTable(const Fields& fields);
  FactTable(FactTable&&) = default;

  const Fields& fields() const { return *fields_; }
  size_t size() const { return keys_.size(); }
  // Gives back the memory that is set aside for rows to come.
  void Shrink();

  // Adds the row or replaces the one with its key.
  void Put(const RowKey& key, const FactRow& row);
  // Whether there was one. The last row takes its place.
  bool Erase(const RowKey& key);
  std::optional<RowId> Find(const RowKey& key) const;
  const RowKey& key(RowId row) const { return keys_[row]; }
  // Puts a row's facts into `row`, as they were put.
  void Read(RowId id, FactRow& row) const;

  // The number that stands for `name` in that kName field, from 1; 0 for the empty name.
  uint32_t Intern(FieldId field, absl::string_view name);
  // Wherever the field it follows has the name `name`, this one has `value`.
  void Follow(FieldId field, absl::string_view name, absl::string_view value);
  // Empty for 0. Stays valid as long as the table does.
  absl::string_view NameOf(FieldId field, uint32_t number) const;
  // Numbers are below it.
  uint32_t names_end(FieldId field) const;

  // One element a row; of fields that do not vary, each of its type.
  const DayColumn& days(FieldId field) const { return columns_[field].days; }
  absl::Span<const Moment> moments(FieldId field) const { return columns_[field].moments; }
  // kCode, kBool, kName and kSet.
  const PackedColumn& values(FieldId field) const { return columns_[field].values; }
  absl::Span<const double> numbers(FieldId field) const { return columns_[field].numbers; }
  // Varying fields and kDays.
  const ChangeLists& changes(FieldId field) const { return columns_[field].changes; }

  // The value of a kCode, kName, kSet or kBool field on `day`; 0 is missing.
  uint32_t ValueOn(FieldId field, RowId row, DayNumber day) const;
  // The day of a kDay or kMoment field; kNoDay when missing.
  DayNumber DayOfField(FieldId field, RowId row) const;

  // What the table takes, all told.
  size_t bytes() const;

 private:
  struct Column {
    DayColumn days;
    std::vector<Moment> moments;
    PackedColumn values;
    std::vector<double> numbers;
    ChangeLists changes;
    // kName: names[0] is empty.
    std::deque<std::string> names;
    absl::flat_hash_map<std::string, uint32_t> numbers_of;
    // Of a field that follows: its number by that of the other's name; 0 beyond.
    std::vector<uint32_t> followed;
  };

  void Append(const RowKey& key);
  void Write(RowId id, const FactRow& row);
  // Where the row of that key stands in the index, or the free slot where it would.
  size_t SlotOf(const RowKey& key) const;
  void Rehash(size_t slots);

  const Fields* fields_;
  std::vector<RowKey> keys_;
  std::vector<Column> columns_;
  // Open addressing: row + 1, or 0 where free. A power of two, at most two thirds full.
  std::vector<RowId> index_;
};

}  // namespace framdrift::indicators
