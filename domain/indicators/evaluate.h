// The figures of an indicator, and the rows behind each.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "domain/indicators/fact_table.h"
#include "domain/indicators/measuring.h"
#include "domain/indicators/period.h"
#include "domain/indicators/plan.h"
#include "domain/indicators/selection.h"
#include "domain/indicators/statistics.h"
#include "domain/indicators/survival.h"

namespace framdrift::indicators {

// Windows times groups; beyond it the question is to be asked in parts.
inline constexpr size_t kMostCells = 100'000;
// The name of the group of what is unknown.
inline constexpr char kMissingGroup[] = "missing";

// `missing`, `not_ended`, `not_yet_observable`, `end_before_start`.
absl::string_view NameOf(Skip skip);

struct Question {
  // What is true by then. The end of a day: EndOf(day).
  Moment as_of = 0;
  // Rising; none begins after `as_of`.
  std::vector<Window> windows;
  // A place in the plan's breakdowns; none: only the whole.
  std::optional<size_t> breakdown;
  // With the curves of the last window, of measures that have one.
  bool curves = false;
};

// Without a value where there is no denominator, or where a year is not over.
struct Figure {
  std::optional<double> value;
  // None where the value is no quotient. Of a mean: the sum.
  std::optional<double> numerator;
  // Rows or weights; of a ratio the sum below.
  std::optional<double> denominator;
  // 95 %: Wilson's of a share, Greenwood's of survival at a time.
  std::optional<Interval> interval;
  // Rows in the denominator, and of them in the numerator.
  size_t below = 0;
  size_t above = 0;
  std::array<size_t, kSkips> skipped{};
  // Of a return: those who came back on the very day, which is none.
  size_t same_day = 0;
  // Of a distribution: rows in each band.
  std::vector<double> bands;
  // Of a spread and a comparison; the value is the coefficient of variation or the difference.
  std::optional<SpreadFigure> spread;
  std::optional<Comparison> comparison;
  // Of survival and incidence, where curves are asked for.
  std::optional<Survival> curve;
};

struct Answer {
  std::vector<Window> windows;
  // The whole, with an empty name, first; then the groups that any window has, the missing last.
  std::vector<std::string> groups;
  // A row can be in several groups: their figures do not add up to the whole.
  bool overlapping = false;
  // Window by window.
  std::vector<Figure> figures;

  const Figure& at(size_t window, size_t group) const {
    return figures[window * groups.size() + group];
  }
};

// What a question is asked of; borrows.
struct Tables {
  // Of the plan's subject.
  const FactTable& own;
  // Of a ratio of two spans: of what is below the line; else nothing looks at it.
  const FactTable* below = nullptr;
};

// INVALID_ARGUMENT with PERIOD_IN_FUTURE or CELLS_TOO_MANY. The tables hold what was true as of
// then. Of several questions to the same tables those given the same `selections` cost less.
absl::StatusOr<Answer> Evaluate(const Plan& plan, const Tables& tables, const Question& question,
                                const WorkingDays& working_days, Selections* selections = nullptr);

struct RowBehind {
  const FactTable* table = nullptr;
  RowId id = 0;

  const RowKey& key() const { return table->key(id); }
};
// The rows behind a figure of the question's first window, in the tables' order: kAbove, kBelow or
// kSkipped. Those above are among those below unless the ratio is of two spans. Empty when the
// breakdown has no such group.
absl::StatusOr<std::vector<RowBehind>> RowsBehind(const Plan& plan, const Tables& tables,
                                                  const Question& question, absl::string_view group,
                                                  Counted part, const WorkingDays& working_days);

}  // namespace framdrift::indicators
