#include "domain/indicators/change_lists.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/check.h"

namespace framdrift::indicators {
namespace {

// A pool smaller than this is not worth packing.
constexpr size_t kSmallPool = 1024;

// Any uint32 stands in a day's place, none lost.
DayNumber AsDay(size_t number) { return static_cast<DayNumber>(number); }

}  // namespace

void ChangeLists::Append() {
  if (rare_) {
    ++size_;
    return;
  }
  if (heads_.size() == heads_.capacity()) {
    heads_.reserve(heads_.size() + heads_.size() / 8 + 64);
  }
  heads_.push_back({});
}

const Change* ChangeLists::HeadOf(RowId row) const {
  if (!rare_) return &heads_[row];
  const auto found = rare_heads_.find(row);
  return found == rare_heads_.end() ? nullptr : &found->second;
}

absl::Span<const Change> ChangeLists::Get(RowId row) const {
  const Change* const head = HeadOf(row);
  if (head == nullptr || head->from == kNoDay) return {};
  if (head->from != kPooled) return {head, 1};
  return {&pool_[head->value + 1], static_cast<size_t>(pool_[head->value].from)};
}

void ChangeLists::Set(RowId row, absl::Span<const Change> changes) {
  if (rare_ && changes.empty() && HeadOf(row) == nullptr) return;
  Change& head = rare_ ? rare_heads_[row] : heads_[row];
  const size_t room = head.from == kPooled ? pool_[head.value].value : 0;
  if (changes.size() > 1 && changes.size() <= room) {
    pool_[head.value].from = AsDay(changes.size());
    std::copy(changes.begin(), changes.end(), pool_.begin() + head.value + 1);
    return;
  }
  if (room > 0) left_behind_ += room + 1;
  if (changes.size() <= 1) {
    head = changes.empty() ? Change{} : changes.front();
  } else {
    FD_CHECK(pool_.size() + changes.size() < std::numeric_limits<uint32_t>::max());
    head = {kPooled, static_cast<uint32_t>(pool_.size())};
    if (pool_.size() + changes.size() + 1 > pool_.capacity()) {
      pool_.reserve(pool_.size() + pool_.size() / 8 + changes.size() + 64);
    }
    pool_.push_back({AsDay(changes.size()), static_cast<uint32_t>(changes.size())});
    pool_.insert(pool_.end(), changes.begin(), changes.end());
  }
  if (rare_ && changes.empty()) rare_heads_.erase(row);
  if (pool_.size() > kSmallPool && left_behind_ * 2 > pool_.size()) Pack();
}

void ChangeLists::Erase(RowId row) {
  Set(row, {});
  if (!rare_) {
    heads_[row] = heads_.back();
    heads_.pop_back();
    return;
  }
  const auto last = rare_heads_.find(static_cast<RowId>(--size_));
  if (last == rare_heads_.end()) return;
  const Change head = last->second;
  rare_heads_.erase(last);
  if (row != size_) rare_heads_[row] = head;
}

void ChangeLists::Pack() {
  std::vector<Change> packed;
  packed.reserve(pool_.size() - left_behind_ + 64);
  const auto pack = [&](Change& head) {
    if (head.from != kPooled) return;
    const size_t count = static_cast<size_t>(pool_[head.value].from);
    const auto first = pool_.begin() + head.value + 1;
    head.value = static_cast<uint32_t>(packed.size());
    packed.push_back({AsDay(count), static_cast<uint32_t>(count)});
    packed.insert(packed.end(), first, first + static_cast<ptrdiff_t>(count));
  };
  for (Change& head : heads_) pack(head);
  for (auto& [row, head] : rare_heads_) pack(head);
  pool_ = std::move(packed);
  left_behind_ = 0;
}

size_t ChangeLists::bytes() const {
  return (heads_.capacity() + pool_.capacity()) * sizeof(Change) +
         rare_heads_.capacity() * (sizeof(std::pair<RowId, Change>) + 1);
}

}  // namespace framdrift::indicators
