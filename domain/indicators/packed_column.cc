#include "domain/indicators/packed_column.h"

#include <limits>

#include "domain/indicators/growing.h"

namespace framdrift::indicators {
namespace {

int WidthOf(uint32_t value) {
  if (value <= std::numeric_limits<uint8_t>::max()) return 1;
  return value <= std::numeric_limits<uint16_t>::max() ? 2 : 4;
}

template <typename To, typename From>
void Move(std::vector<From>& from, std::vector<To>& to) {
  to.assign(from.begin(), from.end());
  from = {};
}

template <typename T>
void Copy(const std::vector<T>& column, absl::Span<const RowId> rows, uint32_t* out) {
  for (size_t i = 0; i < rows.size(); ++i) out[i] = column[rows[i]];
}

}  // namespace

void PackedColumn::Gather(absl::Span<const RowId> rows, uint32_t* out) const {
  switch (width_) {
    case 1:
      Copy(ones_, rows, out);
      break;
    case 2:
      Copy(twos_, rows, out);
      break;
    case 4:
      Copy(fours_, rows, out);
      break;
    default:
      std::fill(out, out + rows.size(), 0);
  }
}

void PackedColumn::Append() {
  ++size_;
  if (width_ == 1) growing::Append(ones_, uint8_t{0});
  if (width_ == 2) growing::Append(twos_, uint16_t{0});
  if (width_ == 4) growing::Append(fours_, uint32_t{0});
}

void PackedColumn::Widen(uint32_t value) {
  const int width = WidthOf(value);
  if (width <= width_) return;
  if (width_ == 0) {
    if (width == 1) ones_.assign(size_, 0);
    if (width == 2) twos_.assign(size_, 0);
    if (width == 4) fours_.assign(size_, 0);
  } else if (width == 2) {
    Move(ones_, twos_);
  } else if (width_ == 1) {
    Move(ones_, fours_);
  } else {
    Move(twos_, fours_);
  }
  width_ = width;
}

void PackedColumn::Set(RowId row, uint32_t value) {
  if (value != 0) Widen(value);
  if (width_ == 1) ones_[row] = static_cast<uint8_t>(value);
  if (width_ == 2) twos_[row] = static_cast<uint16_t>(value);
  if (width_ == 4) fours_[row] = value;
}

void PackedColumn::Erase(RowId row) {
  --size_;
  growing::MoveLastTo(ones_, row);
  growing::MoveLastTo(twos_, row);
  growing::MoveLastTo(fours_, row);
}

void PackedColumn::Shrink() {
  ones_.shrink_to_fit();
  twos_.shrink_to_fit();
  fours_.shrink_to_fit();
}

size_t PackedColumn::bytes() const {
  return growing::BytesOf(ones_) + growing::BytesOf(twos_) + growing::BytesOf(fours_);
}

}  // namespace framdrift::indicators
