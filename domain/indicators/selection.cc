#include "domain/indicators/selection.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <utility>

#include "absl/container/flat_hash_map.h"

namespace framdrift::indicators {
namespace {

using indicator::v1::ANCHOR_KIND_OVERLAP;
using indicator::v1::ANCHOR_KIND_STOCK;

// What the columns of so many rows take fits into the nearest cache.
constexpr size_t kPiece = 4096;
constexpr uint32_t kNoWindow = std::numeric_limits<uint32_t>::max();

class Selector {
 public:
  Selector(const Plan& plan, const FactTable& table, Moment as_of, absl::Span<const Window> windows,
           absl::FunctionRef<void(const Entries&)> receive)
      : plan_(plan),
        table_(table),
        as_of_(as_of),
        windows_(windows),
        receive_(receive),
        population_(plan.population, table, as_of) {}

  void Run() {
    const auto count = static_cast<uint32_t>(windows_.size());
    if (plan_.anchor_kind == ANCHOR_KIND_STOCK) {
      for (uint32_t window = 0; window < count; ++window) Stock(window);
    } else if (plan_.anchor_kind == ANCHOR_KIND_OVERLAP) {
      for (uint32_t window = 0; window < count; ++window) Overlap(window);
    } else if (AreApart()) {
      if (count > 0) Anchor(0, count);
    } else {
      for (uint32_t window = 0; window < count; ++window) Anchor(window, window + 1);
    }
  }

 private:
  bool AreApart() const {
    for (size_t i = 1; i < windows_.size(); ++i) {
      if (windows_[i].first < windows_[i - 1].end) return false;
    }
    return true;
  }

  // Of the windows from `begin` to `end`, which are apart: one pass over the anchor's column.
  void Anchor(uint32_t begin, uint32_t end) {
    Begin(as_of_);
    first_ = windows_[begin].first;
    window_of_.assign(static_cast<size_t>(windows_[end - 1].end - first_), kNoWindow);
    for (uint32_t window = begin; window < end; ++window) {
      std::fill(window_of_.begin() + (windows_[window].first - first_),
                window_of_.begin() + (windows_[window].end - first_),
                window);
    }
    const DayNumber past = std::min(windows_[end - 1].end, DayOf(as_of_) + 1);
    const Field& field = table_.fields()[plan_.anchor];
    const bool as_it_stands = !field.since && field.type != FieldType::kDays && past > first_;
    if (as_it_stands && field.type == FieldType::kMoment) {
      Scan(table_.moments(plan_.anchor),
           static_cast<uint64_t>(MomentOf(first_)),
           static_cast<uint64_t>(std::min(MomentOf(past), as_of_ + 1)),
           [](Moment at) { return DayOf(at); });
    } else if (as_it_stands && first_ > -kPackedDays) {
      table_.days(plan_.anchor).packed().WithElements([&](const auto& days) {
        Scan(days, PackDay(first_), PackDay(past), [](uint32_t day) { return UnpackDay(day); });
      });
    } else {
      ScanMilestone(past);
    }
    End();
  }

  // The rows whose element lies from `first` up to `past`, in its column's order of days.
  template <typename Column, typename DayOfElement>
  void Scan(const Column& column, uint64_t first, uint64_t past, const DayOfElement& day_of) {
    for (size_t begin = 0; begin < column.size(); begin += kPiece) {
      const size_t end = std::min(begin + kPiece, column.size());
      size_t found = 0;
      for (size_t row = begin; row < end; ++row) {
        found_[found] = static_cast<RowId>(row);
        found += static_cast<uint64_t>(column[row]) - first < past - first ? 1 : 0;
      }
      for (size_t i = 0; i < found; ++i) Place(found_[i], day_of(column[found_[i]]));
      FlushIfFull();
    }
  }

  // The same of a milestone that other columns bear on.
  void ScanMilestone(DayNumber past) {
    ForEachPiece([&](const Looked& looked) {
      ReadMoments(table_, plan_.anchor, looked, moments_.data());
      for (size_t i = 0; i < looked.rows.size(); ++i) {
        const DayNumber day = DayOf(moments_[i]);
        if (day >= first_ && day < past && moments_[i] <= as_of_) Place(looked.rows[i], day);
      }
    });
  }

  void Place(RowId row, DayNumber day) {
    const uint32_t window = window_of_[static_cast<size_t>(day - first_)];
    if (window != kNoWindow) pending_.Add(row, day, window);
  }

  void Stock(uint32_t window) {
    const DayNumber day = std::min(windows_[window].end - 1, DayOf(as_of_));
    Begin(std::min(as_of_, EndOf(day)));
    ForEachPiece([&](const Looked& looked) {
      ReadSpans(looked);
      for (size_t i = 0; i < looked.rows.size(); ++i) {
        if (moments_[i] != kNoMoment && ends_[i] == kNoMoment) {
          pending_.Add(looked.rows[i], day, window);
        }
      }
    });
    End();
  }

  void Overlap(uint32_t window) {
    const auto [first, past] = windows_[window];
    Begin(std::min(as_of_, EndOf(past - 1)));
    const Moment begins = MomentOf(first);
    const DayNumber first_day = first;
    ForEachPiece([&](const Looked& looked) {
      ReadSpans(looked);
      for (size_t i = 0; i < looked.rows.size(); ++i) {
        if (moments_[i] == kNoMoment || (ends_[i] != kNoMoment && ends_[i] < begins)) continue;
        pending_.Add(looked.rows[i], std::max(DayOf(moments_[i]), first_day), window);
      }
    });
    End();
  }

  // When each row begins and ends.
  void ReadSpans(const Looked& looked) {
    ReadMoments(table_, plan_.fields->start(), looked, moments_.data());
    if (const std::optional<FieldId> end = plan_.fields->end()) {
      ReadMoments(table_, *end, looked, ends_.data());
      // An end that is set ahead has not come.
      if ((*plan_.fields)[*end].foreseen) {
        std::replace_if(
            ends_.begin(), ends_.end(), [&](Moment at) { return at > looked.horizon; }, kNoMoment);
      }
    } else {
      ends_.fill(kNoMoment);
    }
  }

  // Looks at all rows, a piece at a time; days are not set.
  template <typename Look>
  void ForEachPiece(const Look& look) {
    for (size_t begin = 0; begin < table_.size(); begin += kPiece) {
      const size_t count = std::min(kPiece, table_.size() - begin);
      std::iota(found_.begin(), found_.begin() + count, static_cast<RowId>(begin));
      look(Looked{absl::MakeConstSpan(found_.data(), count), {}, pending_.horizon});
      FlushIfFull();
    }
  }

  void Begin(Moment horizon) { pending_.horizon = all_.horizon = horizon; }

  void FlushIfFull() {
    if (pending_.size() >= kPiece) Flush();
  }

  void Flush() {
    if (!plan_.population.is_everything()) {
      population_.Test(pending_.looked(), kept_);
      pending_.Keep(kept_);
    }
    if (plan_.counts_persons) {
      all_.Append(pending_, 0, pending_.size());
    } else if (pending_.size() > 0) {
      receive_(pending_);
    }
    pending_.Clear();
  }

  void End() {
    Flush();
    if (all_.size() == 0) return;
    if (plan_.pick == indicator::v1::PICK_ANY) {
      receive_(all_);
    } else {
      PickRows();
      for (size_t begin = 0; begin < all_.size(); begin += kPiece) {
        pending_.Append(all_, begin, std::min(begin + kPiece, all_.size()));
        receive_(pending_);
        pending_.Clear();
      }
    }
    all_.Clear();
  }

  // Leaves one row of each person and window: that which began first or last.
  void PickRows() {
    const bool first = plan_.pick == indicator::v1::PICK_FIRST;
    const auto began = [&](size_t i) {
      const RowId row = all_.rows[i];
      return std::pair(MilestoneOf(table_, plan_.fields->start(), row, as_of_),
                       table_.key(row).ordinal);
    };
    all_.Keep(BestOfEachPerson(table_, all_, [&](size_t a, size_t b) {
      return first ? began(a) < began(b) : began(b) < began(a);
    }));
  }

  const Plan& plan_;
  const FactTable& table_;
  const Moment as_of_;
  const absl::Span<const Window> windows_;
  const absl::FunctionRef<void(const Entries&)> receive_;
  const BoundCondition population_;
  // The first day of the windows that are looked for, and from it on the window of each.
  DayNumber first_ = 0;
  std::vector<uint32_t> window_of_;
  std::array<RowId, kPiece> found_;
  std::array<Moment, kPiece> moments_;
  std::array<Moment, kPiece> ends_;
  Entries pending_;
  Entries all_;
  std::vector<uint8_t> kept_;
};

template <typename T>
void KeepOf(std::vector<T>& vector, const std::vector<uint8_t>& kept) {
  size_t left = 0;
  for (size_t i = 0; i < vector.size(); ++i) {
    vector[left] = vector[i];
    left += kept[i];
  }
  vector.resize(left);
}

template <typename T>
void AppendOf(std::vector<T>& vector, const std::vector<T>& other, size_t begin, size_t end) {
  vector.insert(vector.end(),
                other.begin() + static_cast<ptrdiff_t>(begin),
                other.begin() + static_cast<ptrdiff_t>(end));
}

}  // namespace

void Entries::Add(RowId row, DayNumber day, uint32_t window) {
  rows.push_back(row);
  days.push_back(day);
  windows.push_back(window);
}

void Entries::Append(const Entries& other, size_t begin, size_t end) {
  AppendOf(rows, other.rows, begin, end);
  AppendOf(days, other.days, begin, end);
  AppendOf(windows, other.windows, begin, end);
}

void Entries::Clear() {
  rows.clear();
  days.clear();
  windows.clear();
}

void Entries::Keep(const std::vector<uint8_t>& kept) {
  KeepOf(rows, kept);
  KeepOf(days, kept);
  KeepOf(windows, kept);
}

std::vector<uint8_t> BestOfEachPerson(const FactTable& table, const Entries& entries,
                                      absl::FunctionRef<bool(size_t a, size_t b)> is_better) {
  std::vector<uint8_t> kept(entries.size(), 1);
  absl::flat_hash_map<std::pair<uint32_t, Id16>, size_t> best;
  const auto meet = [&](size_t i, size_t& other) {
    const bool better = is_better(i, other);
    kept[better ? other : i] = 0;
    if (better) other = i;
  };
  // Hardly a person has a second row: the first rows are looked up among those who do.
  for (size_t i = 0; i < entries.size(); ++i) {
    const RowKey& key = table.key(entries.rows[i]);
    if (key.ordinal == 1) continue;
    const auto [found, is_new] = best.try_emplace({entries.windows[i], key.case_id}, i);
    if (!is_new) meet(i, found->second);
  }
  for (size_t i = 0; i < entries.size() && !best.empty(); ++i) {
    const RowKey& key = table.key(entries.rows[i]);
    if (key.ordinal != 1) continue;
    const auto found = best.find({entries.windows[i], key.case_id});
    if (found != best.end()) meet(i, found->second);
  }
  return kept;
}

void Select(const Plan& plan, const FactTable& table, Moment as_of,
            absl::Span<const Window> windows, absl::FunctionRef<void(const Entries&)> receive) {
  Selector(plan, table, as_of, windows, receive).Run();
}

void Selections::Get(const Plan& plan, const FactTable& table, Moment as_of,
                     absl::Span<const Window> windows,
                     absl::FunctionRef<void(const Entries&)> receive) {
  Kept question{&table,
                as_of,
                {windows.begin(), windows.end()},
                plan.anchor_kind,
                plan.anchor,
                plan.counts_persons,
                plan.pick,
                plan.population_text,
                plan.zone};
  if (plan.anchor_kind == ANCHOR_KIND_STOCK) {
    // What is on at the end of a period does not depend on how long it was.
    for (Window& window : question.windows) window.first = window.end - 1;
  }
  const auto found = std::find_if(selected_.begin(), selected_.end(), [&](const Selected& one) {
    return one.question == question;
  });
  if (found != selected_.end()) {
    for (const Entries& piece : found->pieces) receive(piece);
    return;
  }
  Selected selected{std::move(question), {}};
  size_t entries = 0;
  Select(plan, table, as_of, windows, [&](const Entries& piece) {
    entries += piece.size();
    if (entries_ + entries <= kMostEntries) selected.pieces.push_back(piece);
    receive(piece);
  });
  if (entries_ + entries > kMostEntries) return;
  entries_ += entries;
  selected_.push_back(std::move(selected));
}

}  // namespace framdrift::indicators
