#include "domain/indicators/fact_table.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/hash/hash.h"
#include "base/check.h"

namespace framdrift::indicators {
namespace {

constexpr size_t kFewestSlots = 16;

// What the column of a field is made of.
enum class Kind : uint8_t { kNone, kDays, kMoments, kValues, kNumbers, kChanges };

Kind KindOf(const Field& field) {
  if (field.follows) return Kind::kNone;
  if (field.varying) return Kind::kChanges;
  switch (field.type) {
    case FieldType::kDay:
      return Kind::kDays;
    case FieldType::kMoment:
      return Kind::kMoments;
    case FieldType::kCode:
    case FieldType::kName:
    case FieldType::kSet:
    case FieldType::kBool:
      break;
    case FieldType::kNumber:
      return Kind::kNumbers;
    case FieldType::kDays:
      return Kind::kChanges;
  }
  return Kind::kValues;
}

}  // namespace

// FactTable.

FactTable::FactTable(const Fields& fields) : fields_(&fields), columns_(fields.size()) {
  for (FieldId field = 0; field < columns_.size(); ++field) {
    columns_[field].names.emplace_back();
    columns_[field].changes = ChangeLists(fields[field].rare);
  }
  Rehash(kFewestSlots);
}

void FactTable::Shrink() {
  keys_.shrink_to_fit();
  for (Column& column : columns_) {
    column.days.Shrink();
    column.moments.shrink_to_fit();
    column.values.Shrink();
    column.numbers.shrink_to_fit();
    column.changes.Shrink();
  }
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
  growing::Append(keys_, key);
  for (FieldId field = 0; field < columns_.size(); ++field) {
    Column& column = columns_[field];
    switch (KindOf((*fields_)[field])) {
      case Kind::kNone:
        break;
      case Kind::kDays:
        column.days.Append();
        break;
      case Kind::kMoments:
        growing::Append(column.moments, kNoMoment);
        break;
      case Kind::kValues:
        column.values.Append();
        break;
      case Kind::kNumbers:
        growing::Append(column.numbers, std::numeric_limits<double>::quiet_NaN());
        break;
      case Kind::kChanges:
        column.changes.Append();
        break;
    }
  }
}

void FactTable::Write(RowId id, const FactRow& row) {
  for (FieldId field = 0; field < columns_.size(); ++field) {
    Column& column = columns_[field];
    switch (KindOf((*fields_)[field])) {
      case Kind::kNone:
        break;
      case Kind::kDays:
        column.days.Set(id, row.day(field));
        break;
      case Kind::kMoments:
        column.moments[id] = row.moment(field);
        break;
      case Kind::kValues:
        column.values.Set(id, row.value(field));
        break;
      case Kind::kNumbers:
        column.numbers[id] =
            row.has_number(field) ? row.number(field) : std::numeric_limits<double>::quiet_NaN();
        break;
      case Kind::kChanges:
        column.changes.Set(id, row.changes(field));
        break;
    }
  }
}

void FactTable::Read(RowId id, FactRow& row) const {
  row.Clear();
  for (FieldId field = 0; field < columns_.size(); ++field) {
    const Column& column = columns_[field];
    switch (KindOf((*fields_)[field])) {
      case Kind::kNone:
        break;
      case Kind::kDays:
        row.SetDay(field, column.days[id]);
        break;
      case Kind::kMoments:
        row.SetMoment(field, column.moments[id]);
        break;
      case Kind::kValues:
        row.SetValue(field, column.values[id]);
        break;
      case Kind::kNumbers:
        if (column.numbers[id] == column.numbers[id]) row.SetNumber(field, column.numbers[id]);
        break;
      case Kind::kChanges:
        for (const Change& change : column.changes.Get(id)) {
          row.AddChange(field, change.from, change.value);
        }
        break;
    }
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
  growing::MoveLastTo(keys_, row);
  for (FieldId field = 0; field < columns_.size(); ++field) {
    Column& column = columns_[field];
    switch (KindOf((*fields_)[field])) {
      case Kind::kNone:
        break;
      case Kind::kDays:
        column.days.Erase(row);
        break;
      case Kind::kMoments:
        growing::MoveLastTo(column.moments, row);
        break;
      case Kind::kValues:
        column.values.Erase(row);
        break;
      case Kind::kNumbers:
        growing::MoveLastTo(column.numbers, row);
        break;
      case Kind::kChanges:
        column.changes.Erase(row);
        break;
    }
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

absl::string_view FactTable::NameOf(FieldId field, uint32_t number) const {
  return columns_[field].names[number];
}

uint32_t FactTable::names_end(FieldId field) const {
  return static_cast<uint32_t>(columns_[field].names.size());
}

uint32_t FactTable::ValueOn(FieldId field, RowId row, DayNumber day) const {
  const Field& described = (*fields_)[field];
  const Column& column = columns_[field];
  if (described.follows) {
    const uint32_t number = ValueOn(*described.follows, row, day);
    return number < column.followed.size() ? column.followed[number] : 0;
  }
  return described.varying ? column.changes.Get(row).ValueOn(day) : column.values[row];
}

DayNumber FactTable::DayOfField(FieldId field, RowId row) const {
  const Column& column = columns_[field];
  return column.moments.empty() ? column.days[row] : DayOf(column.moments[row]);
}

size_t FactTable::bytes() const {
  size_t bytes = growing::BytesOf(keys_) + growing::BytesOf(index_);
  for (const Column& column : columns_) {
    bytes += column.days.bytes() + growing::BytesOf(column.moments) + column.values.bytes() +
             growing::BytesOf(column.numbers) + growing::BytesOf(column.followed) +
             column.changes.bytes();
    for (const std::string& name : column.names) {
      bytes += 2 * (sizeof(name) + name.capacity()) + sizeof(uint32_t);
    }
  }
  return bytes;
}

}  // namespace framdrift::indicators
