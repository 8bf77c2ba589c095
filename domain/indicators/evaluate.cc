#include "domain/indicators/evaluate.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/indicators/groups.h"
#include "domain/indicators/refusals.h"
#include "domain/indicators/selection.h"

namespace framdrift::indicators {
namespace {

using indicator::v1::Measure;

// What one window and group have come to.
struct Cell {
  size_t above = 0;
  size_t below = 0;
  // Σw of rows above and of all, or Σwx and Σw, or the two sums of a ratio.
  double numerator = 0;
  double denominator = 0;
  std::array<size_t, kSkips> skipped{};
  size_t same_day = 0;
  std::vector<double> values;
  std::vector<Spell> spells;
  std::vector<double> bands;

  bool is_empty() const {
    return below == 0 &&
           std::all_of(skipped.begin(), skipped.end(), [](size_t n) { return n == 0; });
  }
};

absl::Status Ask(absl::string_view reason, absl::string_view message) {
  return StatusWithReason(absl::StatusCode::kInvalidArgument, reason, message);
}

absl::Status Check(const Question& question) {
  for (const Window& window : question.windows) {
    if (window.first > DayOf(question.as_of)) {
      return Ask(kPeriodInFuture,
                 absl::StrCat("The period from ",
                              absl::FormatCivilTime(CivilDayOf(window.first)),
                              " has not begun; ask for one that has."));
    }
  }
  return absl::OkStatus();
}

// Where any row stands for a person: the best of the person's rows stands, the others are outside.
void LeaveOneOfEachPerson(const FactTable& table, const Entries& entries, Outcomes& out) {
  std::vector<size_t> order(entries.size());
  std::iota(order.begin(), order.end(), size_t{0});
  const auto person = [&](size_t i) {
    return std::tuple(entries.windows[i], table.key(entries.rows[i]).case_id);
  };
  // The best last; of equals the latest.
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return std::tuple(person(a), out.counted[a], table.key(entries.rows[a]).ordinal) <
           std::tuple(person(b), out.counted[b], table.key(entries.rows[b]).ordinal);
  });
  for (size_t i = 0; i + 1 < order.size(); ++i) {
    if (person(order[i]) == person(order[i + 1])) out.counted[order[i]] = Counted::kOutside;
  }
}

class Evaluation {
 public:
  Evaluation(const Plan& plan, const FactTable& table, const Question& question,
             const WorkingDays& working_days)
      : plan_(plan),
        table_(table),
        question_(question),
        by_(plan.across          ? &*plan.across
            : question.breakdown ? &plan.breakdowns[*question.breakdown]
                                 : nullptr),
        groups_(by_ == nullptr ? 0 : GroupsEnd(table, *by_)),
        measurer_(plan, table, question.as_of, working_days) {}

  size_t cell_count() const { return question_.windows.size() * (groups_ + 1); }

  // Calls `receive` with entries, what they count as, and their groups (empty: no breakdown).
  template <typename Receive>
  void Walk(const Receive& receive) {
    Outcomes outcomes;
    std::vector<uint32_t> codes;
    Select(plan_, table_, question_.as_of, question_.windows, [&](const Entries& entries) {
      measurer_.Measure(entries, outcomes);
      if (plan_.counts_persons && plan_.pick == indicator::v1::PICK_ANY) {
        LeaveOneOfEachPerson(table_, entries, outcomes);
      }
      if (by_ != nullptr) {
        codes.resize(entries.size());
        ReadCodes(table_, *by_, entries.looked(), codes.data());
        // A code of a later version of its list is none of the groups there are.
        for (uint32_t& code : codes) {
          if (by_->type != FieldType::kSet && code >= groups_) code = 0;
        }
      }
      receive(entries, outcomes, codes);
    });
  }

  Answer Run() {
    cells_.resize(cell_count());
    Walk([&](const Entries& entries, const Outcomes& out, const std::vector<uint32_t>& codes) {
      for (size_t i = 0; i < entries.size(); ++i) {
        if (out.counted[i] == Counted::kOutside) continue;
        const size_t whole = entries.windows[i] * (groups_ + 1);
        Add(out, i, cells_[whole]);
        if (by_ == nullptr) continue;
        ForEachGroup(
            *by_, codes[i], [&](uint32_t group) { Add(out, i, cells_[whole + 1 + group]); });
      }
    });
    return Told();
  }

  const Operand* by() const { return by_; }
  std::optional<uint32_t> GroupNamed(absl::string_view name) const {
    for (uint32_t group = 0; group < groups_; ++group) {
      if (GroupName(table_, *by_, group) == name) return group;
    }
    return std::nullopt;
  }

 private:
  void Add(const Outcomes& out, size_t i, Cell& cell) const {
    if (out.counted[i] == Counted::kSkipped) {
      ++cell.skipped[static_cast<size_t>(out.skips[i])];
      return;
    }
    const double weight = out.weights.empty() ? 1 : out.weights[i];
    const bool above = out.counted[i] == Counted::kAbove;
    ++cell.below;
    cell.above += above ? 1 : 0;
    switch (plan_.measure.kind) {
      case Measure::kSum:
      case Measure::kMean:
        cell.values.push_back(out.values[i]);
        cell.numerator += weight * out.values[i];
        cell.denominator += weight;
        return;
      case Measure::kDuration:
        if (plan_.measure.is_survival()) {
          cell.spells.push_back({out.values[i], out.ends[i]});
        } else {
          cell.values.push_back(out.values[i]);
        }
        cell.numerator += weight * out.values[i];
        cell.denominator += weight;
        return;
      case Measure::kRatio:
        cell.numerator += weight * out.values[i];
        cell.denominator += weight * out.below[i];
        return;
      case Measure::kDistribution: {
        cell.denominator += weight;
        const std::vector<Band>& bands = plan_.measure.bands;
        cell.bands.resize(bands.size(), 0);
        for (size_t band = 0; band < bands.size(); ++band) {
          if (bands[band].Holds(out.values[i])) cell.bands[band] += weight;
        }
        return;
      }
      default:
        if (!out.same_day.empty()) cell.same_day += out.same_day[i];
        cell.numerator += above ? weight : 0;
        cell.denominator += weight;
    }
  }

  Answer Told() const {
    Answer answer;
    answer.windows = question_.windows;
    answer.groups.emplace_back();
    answer.overlapping = by_ != nullptr && by_->type == FieldType::kSet;
    std::vector<uint32_t> shown;
    for (uint32_t n = 1; n <= groups_; ++n) {
      const uint32_t group = n % static_cast<uint32_t>(groups_);
      if (!IsShown(group)) continue;
      shown.push_back(group);
      answer.groups.push_back(GroupName(table_, *by_, group));
    }
    for (size_t window = 0; window < question_.windows.size(); ++window) {
      const size_t whole = window * (groups_ + 1);
      answer.figures.push_back(FigureOf(window, cells_[whole]));
      for (const uint32_t group : shown) {
        answer.figures.push_back(FigureOf(window, cells_[whole + 1 + group]));
      }
      if (plan_.across) Cross(window, shown, answer);
    }
    return answer;
  }

  bool IsShown(uint32_t group) const {
    for (size_t window = 0; window < question_.windows.size(); ++window) {
      if (!cells_[window * (groups_ + 1) + 1 + group].is_empty()) return true;
    }
    return false;
  }

  // Whether the value is the numerator by the denominator: a median or a curve cannot be pooled.
  bool IsQuotient() const { return !plan_.measure.is_survival(); }

  // A year has a figure once it is over.
  bool IsOver(size_t window) const {
    const bool is_year =
        plan_.period.unit() == indicator::v1::PERIOD_UNIT_YEAR && plan_.period.rolling() <= 1;
    return !is_year || MomentOf(question_.windows[window].end) <= question_.as_of + 1;
  }

  Figure FigureOf(size_t window, const Cell& cell) const {
    Figure figure;
    figure.below = cell.below;
    figure.above = cell.above;
    figure.skipped = cell.skipped;
    figure.same_day = cell.same_day;
    figure.numerator = cell.numerator;
    figure.denominator = cell.denominator;
    switch (plan_.measure.kind) {
      case Measure::kCount:
      case Measure::kSum:
        figure.value = cell.numerator;
        figure.denominator.reset();
        if (plan_.measure.kind == Measure::kSum && cell.below == 0) figure.value.reset();
        break;
      case Measure::kDuration:
        DurationOf(cell, figure);
        break;
      case Measure::kDistribution:
        figure.numerator.reset();
        figure.bands = cell.bands;
        figure.bands.resize(plan_.measure.bands.size(), 0);
        break;
      default:
        if (cell.denominator != 0) figure.value = cell.numerator / cell.denominator;
    }
    const bool is_share =
        plan_.measure.kind == Measure::kShare || plan_.measure.kind == Measure::kReturn;
    if (is_share) figure.interval = WilsonOf(cell.numerator, cell.denominator);
    if (!IsOver(window)) {
      figure.value.reset();
      figure.interval.reset();
    }
    return figure;
  }

  void DurationOf(const Cell& cell, Figure& figure) const {
    const MeasurePlan& measure = plan_.measure;
    if (measure.is_survival()) {
      const Survival survival(cell.spells);
      figure.numerator = static_cast<double>(survival.events());
      figure.denominator = static_cast<double>(survival.size());
      switch (measure.statistic) {
        case indicator::v1::DURATION_STATISTIC_SURVIVAL_AT:
          figure.value = survival.SurvivalAt(measure.at);
          figure.interval = survival.BandAt(measure.at);
          break;
        case indicator::v1::DURATION_STATISTIC_INCIDENCE_AT:
          figure.value = survival.IncidenceAt(measure.at);
          break;
        default:
          figure.value = survival.Quantile(measure.percent / 100);
      }
      return;
    }
    switch (measure.statistic) {
      case indicator::v1::DURATION_STATISTIC_MEAN:
        if (cell.denominator != 0) figure.value = cell.numerator / cell.denominator;
        return;
      case indicator::v1::DURATION_STATISTIC_PERCENTILE:
        figure.value = PercentileOf(cell.values, measure.percent);
        break;
      default:
        figure.value = MedianOf(cell.values);
    }
    figure.numerator.reset();
  }

  std::optional<Estimate> EstimateOf(const Cell& cell) const {
    if (plan_.measure.kind == Measure::kMean) return MeanEstimate(cell.values);
    return ShareEstimate(cell.numerator, cell.denominator);
  }

  // What the groups of a window say together; the missing group is none of them.
  void Cross(size_t window, const std::vector<uint32_t>& shown, Answer& answer) const {
    const size_t first = answer.figures.size() - shown.size();
    Figure& whole = answer.figures[first - 1];
    whole.value.reset();
    whole.interval.reset();
    std::vector<GroupFigure> groups;
    std::map<std::string, std::optional<Estimate>> estimates;
    for (size_t i = 0; i < shown.size(); ++i) {
      if (shown[i] == 0) continue;
      const Figure& figure = answer.figures[first + i];
      groups.push_back({answer.groups[i + 1],
                        figure.value,
                        static_cast<double>(figure.below),
                        IsQuotient() ? figure.numerator : std::nullopt,
                        figure.denominator});
      estimates[groups.back().group] = EstimateOf(cells_[window * (groups_ + 1) + 1 + shown[i]]);
    }
    if (!plan_.compares) {
      whole.spread = SpreadOf(groups);
      whole.value = whole.spread->variation;
      return;
    }
    const std::optional<Estimate> a = estimates[plan_.group];
    const std::optional<Estimate> b = estimates[plan_.with];
    if (!a || !b) return;
    whole.comparison = CompareOf(*a, *b);
    whole.value = whole.comparison->difference;
  }

  const Plan& plan_;
  const FactTable& table_;
  const Question& question_;
  const Operand* by_;
  const size_t groups_;
  Measurer measurer_;
  // Window by window: the whole, then every group.
  std::vector<Cell> cells_;
};

}  // namespace

absl::string_view NameOf(Skip skip) {
  switch (skip) {
    case Skip::kMissing:
      return "missing";
    case Skip::kNotEnded:
      return "not_ended";
    case Skip::kNotYetObservable:
      return "not_yet_observable";
    case Skip::kEndBeforeStart:
      return "end_before_start";
  }
  return "";
}

absl::StatusOr<Answer> Evaluate(const Plan& plan, const FactTable& table, const Question& question,
                                const WorkingDays& working_days) {
  FD_RETURN_IF_ERROR(Check(question));
  Evaluation evaluation(plan, table, question, working_days);
  if (evaluation.cell_count() > kMostCells) {
    return Ask(kCellsTooMany,
               absl::StrCat("The question has ",
                            evaluation.cell_count(),
                            " cells; ask for fewer periods at once, at most ",
                            kMostCells,
                            " cells."));
  }
  return evaluation.Run();
}

absl::StatusOr<std::vector<RowId>> RowsBehind(const Plan& plan, const FactTable& table,
                                              const Question& question, absl::string_view group,
                                              Counted part, const WorkingDays& working_days) {
  FD_RETURN_IF_ERROR(Check(question));
  Question first = question;
  if (first.windows.size() > 1) first.windows.resize(1);
  Evaluation evaluation(plan, table, first, working_days);
  const std::optional<uint32_t> wanted = evaluation.GroupNamed(group);
  std::vector<RowId> rows;
  if (!group.empty() && !wanted) return rows;
  evaluation.Walk(
      [&](const Entries& entries, const Outcomes& out, const std::vector<uint32_t>& codes) {
        for (size_t i = 0; i < entries.size(); ++i) {
          const bool is_part = out.counted[i] == part ||
                               (part == Counted::kBelow && out.counted[i] == Counted::kAbove);
          if (!is_part) continue;
          bool is_in_group = group.empty();
          if (!is_in_group) {
            ForEachGroup(
                *evaluation.by(), codes[i], [&](uint32_t code) { is_in_group |= code == *wanted; });
          }
          if (is_in_group) rows.push_back(entries.rows[i]);
        }
      });
  std::sort(rows.begin(), rows.end());
  return rows;
}

}  // namespace framdrift::indicators
