// One row of facts on its way into a table; reused from row to row.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "base/check.h"
#include "base/strong_id.h"
#include "domain/indicators/fields.h"
#include "domain/indicators/moment.h"

namespace framdrift::indicators {

// `ordinal` tells the rows of one case apart: the number of the episode from 1, and so on; a later
// span has a higher one.
struct RowKey {
  Id16 case_id{};
  int32_t ordinal = 0;

  friend bool operator==(const RowKey&, const RowKey&) = default;
};

// From `from` on it is `value`: a code, a name's number, a set's bits, or a bool as 1 and 2. Of
// kDays: what happened on `from`, and its code.
struct Change {
  DayNumber from = kNoDay;
  uint32_t value = 0;

  friend bool operator==(const Change&, const Change&) = default;
};

// Not thread-safe. Everything is missing until it is set.
class FactRow {
 public:
  explicit FactRow(const Fields& fields) : cells_(fields.size()) {}

  // Everything is missing again; memory is kept.
  void Clear() {
    for (Cell& cell : cells_) {
      cell.day = kNoDay;
      cell.moment = kNoMoment;
      cell.value = 0;
      cell.has_number = false;
      cell.changes.clear();
    }
  }
  void SetDay(FieldId field, DayNumber day) { cells_[field].day = day; }
  void SetMoment(FieldId field, Moment moment) { cells_[field].moment = moment; }
  // kCode: the enum's number; kSet: the bits; kName: FactTable::Intern.
  void SetValue(FieldId field, uint32_t value) { cells_[field].value = value; }
  void SetBool(FieldId field, bool value) { cells_[field].value = value ? 2 : 1; }
  void SetNumber(FieldId field, double number) {
    cells_[field].number = number;
    cells_[field].has_number = true;
  }
  // Of a varying field or kDays; days rise. The same day again replaces a varying field's value.
  void AddChange(FieldId field, DayNumber from, uint32_t value) {
    std::vector<Change>& changes = cells_[field].changes;
    FD_CHECK(changes.empty() || changes.back().from <= from);
    changes.push_back({from, value});
  }

  DayNumber day(FieldId field) const { return cells_[field].day; }
  Moment moment(FieldId field) const { return cells_[field].moment; }
  uint32_t value(FieldId field) const { return cells_[field].value; }
  bool has_number(FieldId field) const { return cells_[field].has_number; }
  double number(FieldId field) const { return cells_[field].number; }
  absl::Span<const Change> changes(FieldId field) const { return cells_[field].changes; }

 private:
  struct Cell {
    DayNumber day = kNoDay;
    Moment moment = kNoMoment;
    uint32_t value = 0;
    bool has_number = false;
    double number = 0;
    std::vector<Change> changes;
  };
  std::vector<Cell> cells_;
};

}  // namespace framdrift::indicators
