#include "domain/indicators/change_lists.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace framdrift::indicators {
namespace {

// A pool smaller than this is not worth packing.
constexpr size_t kSmallPool = 1024;
constexpr uint32_t kMostInWord = 0xffff;

bool FitsWord(const Change& change) {
  return change.from != kNoDay && PackDay(change.from) <= kMostInWord &&
         change.value <= kMostInWord;
}

uint32_t WordOf(const Change& change) { return PackDay(change.from) | change.value << 16; }

}  // namespace

uint32_t ChangeList::ValueOn(DayNumber day) const {
  uint32_t value = 0;
  for (const Change& change : *this) {
    if (change.from > day) break;
    value = change.value;
  }
  return value;
}

void ChangeLists::Append() {
  ++size_;
  if (!rare_) growing::Append(heads_, uint32_t{0});
}

void ChangeLists::SetHead(RowId row, uint32_t head) {
  if (!rare_) {
    heads_[row] = head;
  } else if (head == 0) {
    rare_heads_.erase(row);
  } else {
    rare_heads_[row] = head;
  }
}

size_t ChangeLists::WordsOf(uint32_t head) const {
  if (head < kPooled) return 0;
  const uint32_t count = pool_[head - kPooled];
  return 1 + static_cast<size_t>(count & ~kWide) * ((count & kWide) != 0 ? 2 : 1);
}

void ChangeLists::Set(RowId row, absl::Span<const Change> changes) {
  const uint32_t* const old = HeadOf(row);
  uint32_t head = old == nullptr ? 0 : *old;
  const size_t room = WordsOf(head);
  const bool narrow = std::all_of(changes.begin(), changes.end(), FitsWord);
  const bool in_place = changes.size() == 1 && narrow && WordOf(changes.front()) < kPooled;
  if (changes.empty() || in_place) {
    left_behind_ += room;
    SetHead(row, changes.empty() ? 0 : WordOf(changes.front()));
    PackIfHalfIsLeft();
    return;
  }
  const size_t words = 1 + changes.size() * (narrow ? 1 : 2);
  left_behind_ += words > room ? room : room - words;
  if (words > room) {
    FD_CHECK(pool_.size() + words < kPooled);
    head = kPooled + static_cast<uint32_t>(pool_.size());
    SetHead(row, head);
    if (pool_.size() + words > pool_.capacity()) {
      pool_.reserve(pool_.size() + pool_.size() / 8 + words + 64);
    }
    pool_.resize(pool_.size() + words);
  }
  uint32_t* out = &pool_[head - kPooled];
  *out++ = static_cast<uint32_t>(changes.size()) | (narrow ? 0 : kWide);
  for (const Change& change : changes) {
    if (narrow) {
      *out++ = WordOf(change);
      continue;
    }
    *out++ = static_cast<uint32_t>(change.from);
    *out++ = change.value;
  }
  PackIfHalfIsLeft();
}

void ChangeLists::Erase(RowId row) {
  Set(row, {});
  const auto last = static_cast<RowId>(--size_);
  if (!rare_) return growing::MoveLastTo(heads_, row);
  const auto found = rare_heads_.find(last);
  if (found == rare_heads_.end()) return;
  const uint32_t head = found->second;
  rare_heads_.erase(found);
  if (row != last) rare_heads_[row] = head;
}

void ChangeLists::Shrink() {
  Pack();
  heads_.shrink_to_fit();
}

void ChangeLists::PackIfHalfIsLeft() {
  if (pool_.size() > kSmallPool && left_behind_ * 2 > pool_.size()) Pack();
}

void ChangeLists::Pack() {
  std::vector<uint32_t> packed;
  packed.reserve(pool_.size() - left_behind_);
  const auto pack = [&](uint32_t& head) {
    const size_t words = WordsOf(head);
    if (words == 0) return;
    const auto first = pool_.begin() + (head - kPooled);
    head = kPooled + static_cast<uint32_t>(packed.size());
    packed.insert(packed.end(), first, first + static_cast<ptrdiff_t>(words));
  };
  for (uint32_t& head : heads_) pack(head);
  for (auto& [row, head] : rare_heads_) pack(head);
  pool_ = std::move(packed);
  left_behind_ = 0;
}

size_t ChangeLists::bytes() const {
  return growing::BytesOf(heads_) + growing::BytesOf(pool_) +
         rare_heads_.capacity() * (sizeof(std::pair<RowId, uint32_t>) + 1);
}

}  // namespace framdrift::indicators
