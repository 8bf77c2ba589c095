#include "domain/indicators/fact_table.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/hash/hash.h"
#include "base/check.h"

namespace framdrift::indicators {
namespace {

// Vectors grow by an eighth: most of what is set aside is used.
template <typename T>
void Grow(std::vector<T>& vector) {
  if (vector.size() == vector.capacity()) {
    vector.reserve(vector.size() + vector.size() / 8 + 64);
  }
}

template <typename T>
void Append(std::vector<T>& vector, T value) {
  Grow(vector);
  vector.push_back(value);
}

template <typename T>
void MoveLastTo(std::vector<T>& vector, RowId row) {
  if (vector.empty()) return;
  vector[row] = vector.back();
  vector.pop_back();
}

template <typename T>
size_t BytesOf(const std::vector<T>& vector) {
  return vector.capacity() * sizeof(T);
}

constexpr size_t kFewestSlots = 16;

}  // namespace

// FactTable.

FactTable::FactTable(const Fields& fields) : fields_(&fields), columns_(fields.size()) {
  for (FieldId field = 0; field < columns_.size(); ++field) {
    columns_[field].names.emplace_back();
    columns_[field].changes = ChangeLists(fields[field].rare);
  }
  Rehash(kFewestSlots);
}

void FactTable::Reserve(size_t rows) {
  keys_.reserve(rows);
  size_t slots = kFewestSlots;
  while (slots * 2 < rows * 3) slots *= 2;
  if (slots > index_.size()) Rehash(slots);
}

size_t FactTable::SlotOf(const RowKey& key) const {
  const size_t mask = index_.size() - 1;
  size_t slot = absl::HashOf(key.case_id, key.ordinal) & mask;
  while (index_[slot] != 0 && keys_[index_[slot] - 1] != key) slot = (slot + 1) & mask;
  return slot;
}

void FactTable::Rehash(size_t slots) {
  index_.assign(slots, 0);
  for (RowId row = 0; row < keys_.size(); ++row) index_[SlotOf(keys_[row])] = row + 1;
}

std::optional<RowId> FactTable::Find(const RowKey& key) const {
  const RowId found = index_[SlotOf(key)];
  if (found == 0) return std::nullopt;
  return found - 1;
}

void FactTable::Put(const RowKey& key, const FactRow& row) {
  const size_t slot = SlotOf(key);
  if (index_[slot] != 0) {
    Write(index_[slot] - 1, row);
    return;
  }
  FD_CHECK(keys_.size() < kMostRows);
  Append(key);
  const RowId id = static_cast<RowId>(keys_.size() - 1);
  index_[slot] = id + 1;
  if (keys_.size() * 3 > index_.size() * 2) Rehash(index_.size() * 2);
  Write(id, row);
}

void FactTable::Append(const RowKey& key) {
  indicators::Append(keys_, key);
  for (FieldId field = 0; field < columns_.size(); ++field) {
    Column& column = columns_[field];
    if ((*fields_)[field].follows) continue;
    if ((*fields_)[field].varying) {
      column.changes.Append();
      continue;
    }
    switch ((*fields_)[field].type) {
      case FieldType::kDay:
        indicators::Append(column.days, kNoDay);
        break;
      case FieldType::kMoment:
        indicators::Append(column.moments, kNoMoment);
        break;
      case FieldType::kCode:
      case FieldType::kBool:
        indicators::Append(column.codes, uint8_t{0});
        break;
      case FieldType::kName:
      case FieldType::kSet:
        indicators::Append(column.values, uint32_t{0});
        break;
      case FieldType::kNumber:
        indicators::Append(column.numbers, std::numeric_limits<double>::quiet_NaN());
        break;
      case FieldType::kDays:
        column.changes.Append();
        break;
    }
  }
}

void FactTable::Write(RowId id, const FactRow& row) {
  for (FieldId field = 0; field < columns_.size(); ++field) {
    Column& column = columns_[field];
    if ((*fields_)[field].follows) continue;
    if ((*fields_)[field].varying) {
      column.changes.Set(id, row.changes(field));
      continue;
    }
    switch ((*fields_)[field].type) {
      case FieldType::kDay:
        column.days[id] = row.day(field);
        break;
      case FieldType::kMoment:
        column.moments[id] = row.moment(field);
        break;
      case FieldType::kCode:
      case FieldType::kBool:
        FD_CHECK(row.value(field) <= std::numeric_limits<uint8_t>::max());
        column.codes[id] = static_cast<uint8_t>(row.value(field));
        break;
      case FieldType::kName:
      case FieldType::kSet:
        column.values[id] = row.value(field);
        break;
      case FieldType::kNumber:
        column.numbers[id] =
            row.has_number(field) ? row.number(field) : std::numeric_limits<double>::quiet_NaN();
        break;
      case FieldType::kDays:
        column.changes.Set(id, row.changes(field));
        break;
    }
  }
}

void FactTable::Read(RowId id, FactRow& row) const {
  row.Clear();
  for (FieldId field = 0; field < columns_.size(); ++field) {
    const Column& column = columns_[field];
    for (const Change& change :
         column.changes.size() == 0 ? absl::Span<const Change>() : column.changes.Get(id)) {
      row.AddChange(field, change.from, change.value);
    }
    if (!column.days.empty()) row.SetDay(field, column.days[id]);
    if (!column.moments.empty()) row.SetMoment(field, column.moments[id]);
    if (!column.codes.empty()) row.SetValue(field, column.codes[id]);
    if (!column.values.empty()) row.SetValue(field, column.values[id]);
    const bool has_number = !column.numbers.empty() && column.numbers[id] == column.numbers[id];
    if (has_number) row.SetNumber(field, column.numbers[id]);
  }
}

bool FactTable::Erase(const RowKey& key) {
  const size_t mask = index_.size() - 1;
  size_t hole = SlotOf(key);
  if (index_[hole] == 0) return false;
  const RowId row = index_[hole] - 1;
  index_[SlotOf(keys_.back())] = row + 1;
  // Rows whose way led over the freed slot move up.
  for (size_t slot = (hole + 1) & mask; index_[slot] != 0; slot = (slot + 1) & mask) {
    const RowKey& other = keys_[index_[slot] == row + 1 ? keys_.size() - 1 : index_[slot] - 1];
    const size_t home = absl::HashOf(other.case_id, other.ordinal) & mask;
    if (((slot - home) & mask) >= ((slot - hole) & mask)) {
      index_[hole] = index_[slot];
      hole = slot;
    }
  }
  index_[hole] = 0;
  MoveLastTo(keys_, row);
  for (Column& column : columns_) {
    MoveLastTo(column.days, row);
    MoveLastTo(column.moments, row);
    MoveLastTo(column.codes, row);
    MoveLastTo(column.values, row);
    MoveLastTo(column.numbers, row);
    if (column.changes.size() > 0) column.changes.Erase(row);
  }
  return true;
}

uint32_t FactTable::Intern(FieldId field, absl::string_view name) {
  if (name.empty()) return 0;
  Column& column = columns_[field];
  const auto [it, is_new] =
      column.numbers_of.try_emplace(name, static_cast<uint32_t>(column.names.size()));
  if (is_new) column.names.emplace_back(name);
  return it->second;
}

void FactTable::Follow(FieldId field, absl::string_view name, absl::string_view value) {
  const uint32_t number = Intern(*(*fields_)[field].follows, name);
  std::vector<uint32_t>& followed = columns_[field].followed;
  if (followed.size() <= number) followed.resize(number + 1, 0);
  followed[number] = Intern(field, value);
}

uint32_t FactTable::NumberOf(FieldId field, absl::string_view name) const {
  const auto it = columns_[field].numbers_of.find(name);
  return it == columns_[field].numbers_of.end() ? 0 : it->second;
}

absl::string_view FactTable::NameOf(FieldId field, uint32_t number) const {
  return columns_[field].names[number];
}

uint32_t FactTable::names_end(FieldId field) const {
  return static_cast<uint32_t>(columns_[field].names.size());
}

uint32_t FactTable::ValueOn(FieldId field, RowId row, DayNumber day) const {
  const Column& column = columns_[field];
  if (!column.codes.empty()) return column.codes[row];
  if (!column.values.empty()) return column.values[row];
  if (const std::optional<FieldId> other = (*fields_)[field].follows) {
    const uint32_t number = ValueOn(*other, row, day);
    return number < column.followed.size() ? column.followed[number] : 0;
  }
  uint32_t value = 0;
  for (const Change& change : column.changes.Get(row)) {
    if (change.from > day) break;
    value = change.value;
  }
  return value;
}

DayNumber FactTable::DayOfField(FieldId field, RowId row) const {
  const Column& column = columns_[field];
  return column.days.empty() ? DayOf(column.moments[row]) : column.days[row];
}

size_t FactTable::bytes() const {
  size_t bytes = BytesOf(keys_) + BytesOf(index_);
  for (const Column& column : columns_) {
    bytes += BytesOf(column.days) + BytesOf(column.moments) + BytesOf(column.codes) +
             BytesOf(column.values) + BytesOf(column.numbers) + BytesOf(column.followed) +
             column.changes.bytes();
    for (const std::string& name : column.names) {
      bytes += 2 * (sizeof(name) + name.capacity()) + sizeof(uint32_t);
    }
  }
  return bytes;
}

}  // namespace framdrift::indicators
