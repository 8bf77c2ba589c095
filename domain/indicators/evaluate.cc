#include "domain/indicators/evaluate.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/indicators/cells.h"
#include "domain/indicators/dividing.h"
#include "domain/indicators/groups.h"
#include "domain/indicators/refusals.h"

namespace framdrift::indicators {
namespace {

using indicator::v1::Measure;

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

// Where any row stands for a person: the best of the person's rows stands, of equals the latest;
// the others are outside.
void LeaveOneOfEachPerson(const FactTable& table, const Entries& entries, Outcomes& out) {
  const auto rank = [&](size_t i) {
    return std::pair(out.counted[i], table.key(entries.rows[i]).ordinal);
  };
  const std::vector<uint8_t> kept =
      BestOfEachPerson(table, entries, [&](size_t a, size_t b) { return rank(b) < rank(a); });
  for (size_t i = 0; i < kept.size(); ++i) {
    if (kept[i] == 0) out.counted[i] = Counted::kOutside;
  }
}

class Evaluation {
 public:
  Evaluation(const Plan& plan, const FactTable& table, const Question& question,
             const WorkingDays& working_days, Selections* selections)
      : plan_(plan),
        table_(table),
        question_(question),
        by_(plan.across          ? &*plan.across
            : question.breakdown ? &plan.breakdowns[*question.breakdown]
                                 : nullptr),
        groups_(by_ == nullptr ? 0 : GroupsEnd(table, *by_)),
        selections_(selections),
        measurer_(plan, table, question.as_of, question.windows, working_days) {}

  size_t cell_count() const { return question_.windows.size() * (groups_ + 1); }

  // Calls `receive` with entries, what they count as, and their groups (empty: no breakdown).
  template <typename Receive>
  void Walk(const Receive& receive) {
    Outcomes outcomes;
    std::vector<uint32_t> codes;
    const auto walk = [&](const Entries& entries) {
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
    };
    if (selections_ != nullptr) {
      selections_->Get(plan_, table_, question_.as_of, question_.windows, walk);
    } else {
      Select(plan_, table_, question_.as_of, question_.windows, walk);
    }
  }

  Answer Run() {
    cells_.resize(cell_count());
    if (OnlyTallies()) return RunByTally();
    Walk([&](const Entries& entries, const Outcomes& out, const std::vector<uint32_t>& codes) {
      for (size_t i = 0; i < entries.size(); ++i) {
        if (out.counted[i] == Counted::kOutside) continue;
        const size_t whole = entries.windows[i] * (groups_ + 1);
        AddRow(plan_, out, i, cells_[whole]);
        if (by_ == nullptr) continue;
        ForEachGroup(*by_, codes[i], [&](uint32_t group) {
          AddRow(plan_, out, i, cells_[whole + 1 + group]);
        });
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
  // Whether it is enough to know how many rows of each kind there are, each in one group.
  bool OnlyTallies() const {
    const bool counts =
        plan_.measure.kind == Measure::kCount || plan_.measure.kind == Measure::kShare;
    return counts && !plan_.weight && (by_ == nullptr || by_->type != FieldType::kSet);
  }

  Answer RunByTally() {
    std::vector<uint32_t> tallies(cell_count() * kKinds, 0);
    Walk([&](const Entries& entries, const Outcomes& out, const std::vector<uint32_t>& codes) {
      for (size_t i = 0; i < entries.size(); ++i) {
        const size_t group = by_ == nullptr ? 0 : codes[i] + 1;
        ++tallies[(entries.windows[i] * (groups_ + 1) + group) * kKinds + KindOfRow(out, i)];
      }
    });
    for (size_t i = 0; i < cells_.size(); ++i) {
      const size_t whole = i - i % (groups_ + 1);
      AddTallies(&tallies[i * kKinds], cells_[i]);
      if (i != whole) AddTallies(&tallies[i * kKinds], cells_[whole]);
    }
    return Told();
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
      answer.figures.push_back(FigureIn(window, cells_[whole]));
      for (const uint32_t group : shown) {
        answer.figures.push_back(FigureIn(window, cells_[whole + 1 + group]));
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

  bool IsOver(size_t window) const {
    return IsTold(plan_.period, question_.windows[window], question_.as_of);
  }

  Figure FigureIn(size_t window, const Cell& cell) const {
    Figure figure = FigureOf(plan_, cell);
    const bool last = window + 1 == question_.windows.size();
    if (question_.curves && plan_.measure.is_survival() && last && IsOver(window)) {
      figure.curve = Survival(cell.spells);
    }
    if (!IsOver(window)) {
      figure.value.reset();
      figure.interval.reset();
    }
    return figure;
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
      if (!plan_.compares) continue;
      estimates[groups.back().group] =
          EstimateOf(plan_, cells_[window * (groups_ + 1) + 1 + shown[i]]);
    }
    if (!plan_.compares) {
      TellSpread(plan_, groups, whole);
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
  Selections* const selections_;
  Measurer measurer_;
  // Window by window: the whole, then every group.
  std::vector<Cell> cells_;
};

absl::StatusOr<Answer> AnswerOf(const Plan& plan, const FactTable& table, const Question& question,
                                const WorkingDays& working_days, Selections* selections) {
  Evaluation evaluation(plan, table, question, working_days, selections);
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

// Of one table; rising.
std::vector<RowId> RowsOf(const Plan& plan, const FactTable& table, const Question& question,
                          absl::string_view group, Counted part, const WorkingDays& working_days) {
  Question first = question;
  if (first.windows.size() > 1) first.windows.resize(1);
  Evaluation evaluation(plan, table, first, working_days, nullptr);
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

absl::StatusOr<Answer> Evaluate(const Plan& plan, const Tables& tables, const Question& question,
                                const WorkingDays& working_days, Selections* selections) {
  FD_RETURN_IF_ERROR(Check(question));
  if (plan.below == nullptr) {
    return AnswerOf(plan, tables.own, question, working_days, selections);
  }
  FD_ASSIGN_OR_RETURN(const Answer above,
                      AnswerOf(plan, tables.own, question, working_days, selections));
  FD_ASSIGN_OR_RETURN(const Answer below,
                      AnswerOf(*plan.below, *tables.below, question, working_days, selections));
  return Divide(plan, question.as_of, above, below);
}

absl::StatusOr<std::vector<RowBehind>> RowsBehind(const Plan& plan, const Tables& tables,
                                                  const Question& question, absl::string_view group,
                                                  Counted part, const WorkingDays& working_days) {
  FD_RETURN_IF_ERROR(Check(question));
  std::vector<RowBehind> rows;
  const auto add = [&](const Plan& one, const FactTable& table, Counted of) {
    for (const RowId row : RowsOf(one, table, question, group, of, working_days)) {
      rows.push_back({&table, row});
    }
  };
  const bool two_spans = plan.below != nullptr;
  // All that a count or sum counts is above its own line.
  if (!two_spans || part != Counted::kBelow) add(plan, tables.own, part);
  if (two_spans && part != Counted::kAbove) add(*plan.below, *tables.below, part);
  return rows;
}

}  // namespace framdrift::indicators
