// Which rows a period is told of, and on which day each is looked at.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/types/span.h"
#include "domain/indicators/fact_table.h"
#include "domain/indicators/period.h"
#include "domain/indicators/plan.h"
#include "domain/indicators/reading.h"

namespace framdrift::indicators {

// Rows of the population, element by element: the day each is looked at and its window's place.
struct Entries {
  std::vector<RowId> rows;
  std::vector<DayNumber> days;
  std::vector<uint32_t> windows;
  // What has not happened by then is not looked at.
  Moment horizon = 0;

  size_t size() const { return rows.size(); }
  Looked looked() const { return {rows, days, horizon}; }
  void Add(RowId row, DayNumber day, uint32_t window);
  // Those of `other` from `begin` to `end`.
  void Append(const Entries& other, size_t begin, size_t end);
  void Clear();
  // Keeps those whose element is not 0.
  void Keep(const std::vector<uint8_t>& kept);
};

// One element an entry: 1 for the best of its person's in its window, else 0. `is_better(a, b)`
// says whether entry a is better than entry b; none is as good as another.
std::vector<uint8_t> BestOfEachPerson(const FactTable& table, const Entries& entries,
                                      absl::FunctionRef<bool(size_t a, size_t b)> is_better);

// Hands over the entries of every window, in pieces; of persons each one's picked row alone, or,
// where any is picked, all rows of a window at once. As of the end of a day: EndOf(day).
void Select(const Plan& plan, const FactTable& table, Moment as_of,
            absl::Span<const Window> windows, absl::FunctionRef<void(const Entries&)> receive);

// Selects once for all plans that ask for the same rows, as the indicators of a dashboard do. Not
// thread-safe. Tables it was given outlive it and do not change while it lives.
class Selections {
 public:
  // What `Select` hands over.
  void Get(const Plan& plan, const FactTable& table, Moment as_of, absl::Span<const Window> windows,
           absl::FunctionRef<void(const Entries&)> receive);

 private:
  // Beyond so many entries no more are kept: some megabytes.
  static constexpr size_t kMostEntries = 1'000'000;

  struct Kept {
    const FactTable* table = nullptr;
    Moment as_of = 0;
    std::vector<Window> windows;
    indicator::v1::AnchorKind anchor_kind = indicator::v1::ANCHOR_KIND_UNSPECIFIED;
    FieldId anchor = 0;
    bool counts_persons = false;
    indicator::v1::Pick pick = indicator::v1::PICK_UNSPECIFIED;
    std::string population;
    absl::TimeZone zone;

    friend bool operator==(const Kept&, const Kept&) = default;
  };
  struct Selected {
    Kept question;
    std::vector<Entries> pieces;
  };

  std::vector<Selected> selected_;
  size_t entries_ = 0;
};

}  // namespace framdrift::indicators
