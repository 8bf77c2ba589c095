#include "domain/indicators/selection.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace framdrift::indicators {
namespace {

using indicator::v1::ANCHOR_KIND_OVERLAP;
using indicator::v1::ANCHOR_KIND_STOCK;

// What the columns of so many rows take fits into the nearest cache.
constexpr size_t kPiece = 4096;

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
    if (windows_.empty()) return;
    const bool by_milestone =
        plan_.anchor_kind != ANCHOR_KIND_STOCK && plan_.anchor_kind != ANCHOR_KIND_OVERLAP;
    if (by_milestone && AreApart()) {
      AnchorAll();
      return;
    }
    for (uint32_t window = 0; window < windows_.size(); ++window) {
      if (by_milestone) {
        Anchor(window);
      } else if (plan_.anchor_kind == ANCHOR_KIND_STOCK) {
        Stock(window);
      } else {
        Overlap(window);
      }
    }
  }

 private:
  bool AreApart() const {
    for (size_t i = 1; i < windows_.size(); ++i) {
      if (windows_[i].first < windows_[i - 1].end) return false;
    }
    return true;
  }

  DayNumber AnchorDay(RowId row) const {
    const Moment at = MilestoneOf(table_, plan_.anchor, row, as_of_);
    return at > as_of_ ? kNoDay : DayOf(at);
  }

  void AnchorAll() {
    const DayNumber first = windows_.front().first;
    // Day after `first` → window + 1, or 0.
    std::vector<uint32_t> window_of(static_cast<size_t>(windows_.back().end - first), 0);
    for (uint32_t window = 0; window < windows_.size(); ++window) {
      std::fill(window_of.begin() + (windows_[window].first - first),
                window_of.begin() + (windows_[window].end - first),
                window + 1);
    }
    Begin(as_of_);
    const auto place = [&](RowId row, DayNumber day) {
      if (day < first || day >= windows_.back().end) return;
      const uint32_t window = window_of[static_cast<size_t>(day - first)];
      if (window != 0) Found(row, day, window - 1);
    };
    const RowId rows = static_cast<RowId>(table_.size());
    if (table_.fields()[plan_.anchor].type == FieldType::kMoment) {
      const absl::Span<const Moment> moments = table_.moments(plan_.anchor);
      for (RowId row = 0; row < rows; ++row) {
        if (moments[row] <= as_of_) place(row, DayOf(moments[row]));
      }
    } else {
      for (RowId row = 0; row < rows; ++row) place(row, AnchorDay(row));
    }
    End();
  }

  void Anchor(uint32_t window) {
    Begin(as_of_);
    for (RowId row = 0; row < table_.size(); ++row) {
      const DayNumber day = AnchorDay(row);
      if (day >= windows_[window].first && day < windows_[window].end) Found(row, day, window);
    }
    End();
  }

  void Stock(uint32_t window) {
    const DayNumber day = std::min(windows_[window].end - 1, DayOf(as_of_));
    Begin(std::min(as_of_, EndOf(day)));
    const FieldId start = plan_.fields->start();
    const std::optional<FieldId> end = plan_.fields->end();
    for (RowId row = 0; row < table_.size(); ++row) {
      const bool is_on = MilestoneOf(table_, start, row, pending_.horizon) != kNoMoment &&
                         (!end || MilestoneOf(table_, *end, row, pending_.horizon) == kNoMoment);
      if (is_on) Found(row, day, window);
    }
    End();
  }

  void Overlap(uint32_t window) {
    const auto [first, past] = windows_[window];
    Begin(std::min(as_of_, EndOf(past - 1)));
    const FieldId start = plan_.fields->start();
    const FieldId end = *plan_.fields->end();
    for (RowId row = 0; row < table_.size(); ++row) {
      const DayNumber began = DayOf(MilestoneOf(table_, start, row, pending_.horizon));
      if (began == kNoDay) continue;
      const DayNumber ended = DayOf(MilestoneOf(table_, end, row, pending_.horizon));
      if (ended == kNoDay || ended >= first) Found(row, std::max(began, first), window);
    }
    End();
  }

  void Begin(Moment horizon) { pending_.horizon = all_.horizon = horizon; }

  void Found(RowId row, DayNumber day, uint32_t window) {
    pending_.Add(row, day, window);
    if (pending_.size() == kPiece) Flush();
  }

  void Flush() {
    if (!plan_.population.is_everything()) {
      population_.Test(pending_.looked(), kept_);
      pending_.Keep(kept_);
    }
    if (plan_.counts_persons) {
      for (size_t i = 0; i < pending_.size(); ++i) {
        all_.Add(pending_.rows[i], pending_.days[i], pending_.windows[i]);
      }
    } else if (pending_.size() > 0) {
      receive_(pending_);
    }
    pending_.Clear();
  }

  void End() {
    Flush();
    if (!plan_.counts_persons || all_.size() == 0) return;
    if (plan_.pick != indicator::v1::PICK_ANY) PickRows();
    receive_(all_);
    all_.Clear();
  }

  // Leaves one row of each person and window.
  void PickRows() {
    const FieldId start = plan_.fields->start();
    const bool first = plan_.pick == indicator::v1::PICK_FIRST;
    const auto place = [&](size_t i) {
      const RowKey& key = table_.key(all_.rows[i]);
      return std::tuple(all_.windows[i],
                        key.case_id,
                        MilestoneOf(table_, start, all_.rows[i], as_of_),
                        key.ordinal);
    };
    std::vector<size_t> order(all_.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return place(a) < place(b); });
    std::vector<uint8_t> kept(all_.size(), 0);
    const auto is_same = [&](size_t a, size_t b) {
      return all_.windows[a] == all_.windows[b] &&
             table_.key(all_.rows[a]).case_id == table_.key(all_.rows[b]).case_id;
    };
    for (size_t i = 0; i < order.size(); ++i) {
      const bool begins = i == 0 || !is_same(order[i - 1], order[i]);
      const bool ends = i + 1 == order.size() || !is_same(order[i], order[i + 1]);
      kept[order[i]] = first ? begins : ends;
    }
    all_.Keep(kept);
  }

  const Plan& plan_;
  const FactTable& table_;
  const Moment as_of_;
  const absl::Span<const Window> windows_;
  const absl::FunctionRef<void(const Entries&)> receive_;
  const BoundCondition population_;
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

}  // namespace

void Entries::Add(RowId row, DayNumber day, uint32_t window) {
  rows.push_back(row);
  days.push_back(day);
  windows.push_back(window);
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

void Select(const Plan& plan, const FactTable& table, Moment as_of,
            absl::Span<const Window> windows, absl::FunctionRef<void(const Entries&)> receive) {
  Selector(plan, table, as_of, windows, receive).Run();
}

}  // namespace framdrift::indicators
