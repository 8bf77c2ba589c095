// One number for each row of a table, in as few bytes as the largest needs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "domain/indicators/moment.h"

namespace framdrift::indicators {

// A row's place; rows move when others are erased.
using RowId = uint32_t;

// 0 where nothing was set; as long as that is so of all rows it takes no memory. Not thread-safe;
// may be read by many threads while none writes.
class PackedColumn {
 public:
  uint32_t operator[](RowId row) const {
    switch (width_) {
      case 1:
        return ones_[row];
      case 2:
        return twos_[row];
      case 4:
        return fours_[row];
      default:
        return 0;
    }
  }
  // Fills `out`, one element for each of `rows`.
  void Gather(absl::Span<const RowId> rows, uint32_t* out) const;
  // Calls `use` with the elements as they stand, a span of uint8_t, uint16_t or uint32_t; with an
  // empty one as long as nothing was set.
  template <typename Use>
  void WithElements(const Use& use) const {
    if (width_ == 4) return use(absl::MakeConstSpan(fours_));
    if (width_ == 2) return use(absl::MakeConstSpan(twos_));
    use(absl::MakeConstSpan(ones_));
  }

  void Append();
  void Set(RowId row, uint32_t value);
  // The last row takes its place.
  void Erase(RowId row);
  // Gives back what is set aside for rows to come.
  void Shrink();
  size_t bytes() const;

 private:
  void Widen(uint32_t value);

  size_t size_ = 0;
  // Of the vector that is in use; 0: none is.
  int width_ = 0;
  std::vector<uint8_t> ones_;
  std::vector<uint16_t> twos_;
  std::vector<uint32_t> fours_;
};

// A civil day as 1 to 65535 where it is between 1915 and 2094, and 0 where it is missing; each
// other day as a number beyond.
inline constexpr DayNumber kPackedDays = 20000;
inline uint32_t PackDay(DayNumber day) {
  if (day == kNoDay) return 0;
  if (day == -kPackedDays) day = kNoDay;
  return static_cast<uint32_t>(day) + static_cast<uint32_t>(kPackedDays);
}
inline DayNumber UnpackDay(uint32_t packed) {
  const auto day = static_cast<DayNumber>(packed - static_cast<uint32_t>(kPackedDays));
  if (day == -kPackedDays) return kNoDay;
  return day == kNoDay ? -kPackedDays : day;
}

// As PackedColumn, of days: kNoDay where nothing was set.
class DayColumn {
 public:
  DayNumber operator[](RowId row) const { return UnpackDay(packed_[row]); }
  // As PackDay packs them.
  const PackedColumn& packed() const { return packed_; }

  void Append() { packed_.Append(); }
  void Set(RowId row, DayNumber day) { packed_.Set(row, PackDay(day)); }
  void Erase(RowId row) { packed_.Erase(row); }
  void Shrink() { packed_.Shrink(); }
  size_t bytes() const { return packed_.bytes(); }

 private:
  PackedColumn packed_;
};

}  // namespace framdrift::indicators
