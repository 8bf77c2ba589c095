// What each row of a period counts as in a measure.
#pragma once

#include <cstdint>
#include <vector>

#include "base/working_days.h"
#include "domain/indicators/fact_table.h"
#include "domain/indicators/plan.h"
#include "domain/indicators/selection.h"
#include "domain/indicators/survival.h"

namespace framdrift::indicators {

// kAbove: in the numerator, and so in the denominator too.
enum class Counted : uint8_t { kOutside, kSkipped, kBelow, kAbove };

// Why a row is left out and counted as skipped.
enum class Skip : uint8_t {
  kMissing,           // a value is missing
  kNotEnded,          // the duration has not ended
  kNotYetObservable,  // its window is not over, or observation ended within it
  kEndBeforeStart,    // the duration ends before it begins
};
inline constexpr size_t kSkips = 4;

// One element a row.
struct Outcomes {
  std::vector<Counted> counted;
  std::vector<Skip> skips;
  // What is measured; of a ratio: above.
  std::vector<double> values;
  // Of a ratio.
  std::vector<double> below;
  std::vector<SpellEnd> ends;
  // A return on the very day of the end.
  std::vector<uint8_t> same_day;
  // Empty: each weighs 1.
  std::vector<double> weights;
};

// Borrows all it is given. Not thread-safe.
class Measurer {
 public:
  // `windows` are those of the entries to come.
  Measurer(const Plan& plan, const FactTable& table, Moment as_of, absl::Span<const Window> windows,
           const WorkingDays& working_days);

  void Measure(const Entries& entries, Outcomes& out);

  // How long from `from` to `to`.
  double Lasting(Moment from, Moment to, indicator::v1::DurationUnit unit) const;

 private:
  void Share(const Entries& entries, Outcomes& out);
  void SkipUnobservable(const Entries& entries, Outcomes& out) const;
  void Quantities(const QuantityPlan& plan, const Entries& entries, std::vector<double>& values,
                  Outcomes& out) const;
  // Leaves of each value what falls on the days in common with the period; a row that has none is
  // outside.
  void ShareOutByDays(const Entries& entries, std::vector<double>& values, Outcomes& out) const;
  void Ratio(const Entries& entries, Outcomes& out);
  void Spells(const Entries& entries, Outcomes& out);
  void Returns(const Entries& entries, Outcomes& out) const;
  void Weigh(const Entries& entries, Outcomes& out) const;
  // The day observation of the row ended, or a day no other is after.
  DayNumber ObservedUntil(RowId row) const;
  // Whether what happens before `end` is wholly seen.
  bool IsSeenUntil(DayNumber end, RowId row) const;

  const Plan& plan_;
  const FactTable& table_;
  const Moment as_of_;
  const absl::Span<const Window> windows_;
  const WorkingDays& working_days_;
  const std::optional<FieldId> observation_ended_;
  const BoundCondition numerator_;
  const BoundCondition denominator_;
  const BoundCondition known_;
  const BoundCondition event_;
  const BoundCondition competing_;
  std::vector<uint8_t> above_;
  std::vector<uint8_t> below_;
};

}  // namespace framdrift::indicators
