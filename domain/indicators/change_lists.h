// For each row of a table a list of changes, kept without an allocation a row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "domain/indicators/fact_row.h"
#include "domain/indicators/growing.h"
#include "domain/indicators/packed_column.h"

namespace framdrift::indicators {

// The changes of one row, each unpacked as it is read. Valid until the lists change.
class ChangeList {
 public:
  class Iterator {
   public:
    Iterator(const uint32_t* word, bool wide) : word_(word), wide_(wide) {}

    Change operator*() const {
      if (wide_) return {static_cast<DayNumber>(word_[0]), word_[1]};
      return {UnpackDay(*word_ & kDayMask), *word_ >> kDayBits};
    }
    Iterator& operator++() {
      word_ += wide_ ? 2 : 1;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return word_ != other.word_; }

   private:
    const uint32_t* word_;
    bool wide_;
  };

  ChangeList() = default;
  ChangeList(const uint32_t* words, size_t size, bool wide)
      : words_(words), size_(size), wide_(wide) {}

  Iterator begin() const { return {words_, wide_}; }
  Iterator end() const { return {words_ + size_ * (wide_ ? 2 : 1), wide_}; }
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  // What holds on `day`: the value of the last change by then, 0 before the first.
  uint32_t ValueOn(DayNumber day) const;

 private:
  friend class ChangeLists;
  static constexpr int kDayBits = 16;
  static constexpr uint32_t kDayMask = 0xffff;

  // A word a change: its day packed, and above it the value; or, where either does not fit, two.
  const uint32_t* words_ = nullptr;
  size_t size_ = 0;
  bool wide_ = false;
};

// A list of one stands in place, longer ones in a pool that is packed when half of it is left
// behind. Where lists are rare, empty ones take no room. Not thread-safe; may be read by many
// threads while none writes.
class ChangeLists {
 public:
  explicit ChangeLists(bool rare = false) : rare_(rare) {}

  // A row with an empty list.
  void Append();
  void Set(RowId row, absl::Span<const Change> changes);
  // The last row takes the place of `row`.
  void Erase(RowId row);
  // Gives back what is set aside for rows to come.
  void Shrink();
  ChangeList Get(RowId row) const {
    const uint32_t* const head = HeadOf(row);
    if (head == nullptr || *head == 0) return {};
    if (*head < kPooled) return {head, 1, false};
    const uint32_t* const words = &pool_[*head - kPooled];
    return {words + 1, *words & ~kWide, (*words & kWide) != 0};
  }
  size_t bytes() const;

 private:
  static constexpr uint32_t kPooled = uint32_t{1} << 31;
  static constexpr uint32_t kWide = uint32_t{1} << 31;

  // Null where the list is empty and rare.
  const uint32_t* HeadOf(RowId row) const {
    if (!rare_) return &heads_[row];
    const auto found = rare_heads_.find(row);
    return found == rare_heads_.end() ? nullptr : &found->second;
  }
  void SetHead(RowId row, uint32_t head);
  // Words of the pool that a list takes.
  size_t WordsOf(uint32_t head) const;
  void PackIfHalfIsLeft();
  void Pack();

  bool rare_;
  // 0: none; below kPooled: a change of one word; else kPooled + the place in the pool.
  std::vector<uint32_t> heads_;
  // Of rare lists, those that are not empty.
  absl::flat_hash_map<RowId, uint32_t> rare_heads_;
  size_t size_ = 0;
  // How many changes, with kWide where they are of two words; then the changes.
  std::vector<uint32_t> pool_;
  size_t left_behind_ = 0;
};

}  // namespace framdrift::indicators
