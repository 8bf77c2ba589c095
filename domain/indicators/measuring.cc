#include "domain/indicators/measuring.h"

#include <algorithm>
#include <cmath>

#include "domain/history/when.h"
#include "domain/indicators/functions.h"

namespace framdrift::indicators {
namespace {

using indicator::v1::Measure;

constexpr double kDaysOfWeek = 7;
// Some 90,000 years on; a moment holds it.
constexpr DayNumber kNoDayIsAfter = 1 << 25;

void SkipRow(Outcomes& out, size_t i, Skip why) {
  out.counted[i] = Counted::kSkipped;
  out.skips[i] = why;
}

}  // namespace

Measurer::Measurer(const Plan& plan, const FactTable& table, Moment as_of,
                   absl::Span<const Window> windows, const WorkingDays& working_days)
    : plan_(plan),
      table_(table),
      as_of_(as_of),
      windows_(windows),
      working_days_(working_days),
      observation_ended_(plan.fields->Find("observation_ended")),
      numerator_(plan.measure.numerator, table, as_of),
      denominator_(plan.measure.denominator, table, as_of),
      known_(plan.measure.known, table, as_of),
      event_(plan.measure.event, table, as_of),
      competing_(plan.measure.competing, table, as_of) {}

void Measurer::Measure(const Entries& entries, Outcomes& out) {
  const size_t count = entries.size();
  out.counted.assign(count, Counted::kAbove);
  out.skips.assign(count, Skip::kMissing);
  out.same_day.clear();
  out.weights.clear();
  switch (plan_.measure.kind) {
    case Measure::kShare:
      Share(entries, out);
      break;
    case Measure::kDuration:
      if (plan_.measure.is_survival()) {
        Spells(entries, out);
      } else {
        Quantities(plan_.measure.quantity, entries, out.values, out);
      }
      break;
    case Measure::kSum:
    case Measure::kMean:
    case Measure::kDistribution:
      Quantities(plan_.measure.quantity, entries, out.values, out);
      break;
    case Measure::kRatio:
      Ratio(entries, out);
      break;
    case Measure::kReturn:
      Returns(entries, out);
      break;
    case Measure::kCount:
      if (plan_.measure.numerator.is_everything()) break;
      numerator_.Test(entries.looked(), above_);
      for (size_t i = 0; i < count; ++i) {
        if (above_[i] == 0) out.counted[i] = Counted::kOutside;
      }
      break;
    case Measure::kSpread:
    case Measure::kCompare:
    case Measure::KIND_NOT_SET:
      break;
  }
  if (plan_.weight) Weigh(entries, out);
}

void Measurer::Weigh(const Entries& entries, Outcomes& out) const {
  out.weights.resize(entries.size());
  ReadNumbers(table_, *plan_.weight, entries.looked(), out.weights.data());
  for (size_t i = 0; i < entries.size(); ++i) {
    const bool counts = out.counted[i] == Counted::kAbove || out.counted[i] == Counted::kBelow;
    if (counts && std::isnan(out.weights[i])) SkipRow(out, i, Skip::kMissing);
  }
}

DayNumber Measurer::ObservedUntil(RowId row) const {
  if (!observation_ended_) return kNoDayIsAfter;
  const DayNumber day = table_.days(*observation_ended_)[row];
  return day == kNoDay ? kNoDayIsAfter : day;
}

bool Measurer::IsSeenUntil(DayNumber end, RowId row) const {
  return MomentOf(end) <= as_of_ + 1 && end <= ObservedUntil(row);
}

void Measurer::Share(const Entries& entries, Outcomes& out) {
  numerator_.Test(entries.looked(), above_);
  denominator_.Test(entries.looked(), below_);
  for (size_t i = 0; i < entries.size(); ++i) {
    out.counted[i] = below_[i] == 0   ? Counted::kOutside
                     : above_[i] == 0 ? Counted::kBelow
                                      : Counted::kAbove;
  }
  SkipUnobservable(entries, out);
  if (plan_.measure.known.is_everything()) return;
  known_.Test(entries.looked(), above_);
  for (size_t i = 0; i < entries.size(); ++i) {
    const bool counts = out.counted[i] == Counted::kAbove || out.counted[i] == Counted::kBelow;
    if (counts && above_[i] == 0) SkipRow(out, i, Skip::kMissing);
  }
}

void Measurer::SkipUnobservable(const Entries& entries, Outcomes& out) const {
  const std::optional<Operand>& observable = plan_.measure.observable;
  if (observable && observable->months + observable->days == 0) {
    std::vector<Moment> from(entries.size());
    ReadMoments(table_, observable->field, entries.looked(), from.data());
    for (size_t i = 0; i < entries.size(); ++i) {
      if (out.counted[i] == Counted::kOutside || out.counted[i] == Counted::kSkipped) continue;
      if (from[i] == kNoMoment || from[i] > as_of_) SkipRow(out, i, Skip::kNotYetObservable);
    }
  } else if (observable) {
    for (size_t i = 0; i < entries.size(); ++i) {
      if (out.counted[i] == Counted::kOutside || out.counted[i] == Counted::kSkipped) continue;
      const RowId row = entries.rows[i];
      const DayNumber day = StateDay(table_, *observable, row, entries.horizon);
      const bool seen = day != kNoDay && day <= DayOf(as_of_) && day <= ObservedUntil(row);
      if (!seen) SkipRow(out, i, Skip::kNotYetObservable);
    }
  }
  for (const Operand& state : plan_.measure.states) {
    for (size_t i = 0; i < entries.size(); ++i) {
      if (out.counted[i] == Counted::kOutside || out.counted[i] == Counted::kSkipped) continue;
      const RowId row = entries.rows[i];
      const DayNumber day = StateDay(table_, state, row, entries.horizon);
      if (day == kNoDay) {
        SkipRow(out, i, Skip::kMissing);
      } else if (!IsSeenUntil(StatesEnd(table_, state, row, entries.horizon), row)) {
        SkipRow(out, i, Skip::kNotYetObservable);
      } else if (state.derived == Derived::kStateAt
                     ? table_.ValueOn(state.state, row, day) == 0
                     : StatesIn(table_, state, row, entries.horizon) == 0) {
        SkipRow(out, i, Skip::kMissing);
      }
    }
  }
}

double Measurer::Lasting(Moment from, Moment to, indicator::v1::DurationUnit unit) const {
  const DayNumber first = DayOf(from);
  const DayNumber last = DayOf(to);
  switch (unit) {
    case indicator::v1::DURATION_UNIT_ELAPSED_DAYS:
      // The end of a day is the first instant of the next.
      if (to == EndOf(last)) to = MomentOf(last + 1);
      return absl::FDivDuration(TimeOf(to, plan_.zone) - TimeOf(from, plan_.zone), absl::Hours(24));
    case indicator::v1::DURATION_UNIT_WORKING_DAYS:
      return working_days_.Between(CivilDayOf(first), CivilDayOf(last));
    case indicator::v1::DURATION_UNIT_WEEKS:
      return (last - first) / kDaysOfWeek;
    case indicator::v1::DURATION_UNIT_MONTHS:
      return history::CompleteMonths(CivilDayOf(first), CivilDayOf(last));
    default:
      return last - first;
  }
}

void Measurer::Quantities(const QuantityPlan& plan, const Entries& entries,
                          std::vector<double>& values, Outcomes& out) const {
  values.resize(entries.size());
  if (plan.number) {
    ReadNumbers(table_, *plan.number, entries.looked(), values.data());
    for (size_t i = 0; i < entries.size(); ++i) {
      if (std::isnan(values[i])) SkipRow(out, i, Skip::kMissing);
    }
    if (plan.by_days) ShareOutByDays(entries, values, out);
    return;
  }
  for (size_t i = 0; i < entries.size(); ++i) {
    const RowId row = entries.rows[i];
    const Moment from = MilestoneOf(table_, plan.from, row, entries.horizon);
    const Moment to = MilestoneFrom(table_, plan.to, row, from, entries.horizon);
    if (from == kNoMoment) {
      SkipRow(out, i, Skip::kMissing);
    } else if (to == kNoMoment || DayOf(to) > ObservedUntil(row)) {
      SkipRow(out, i, Skip::kNotEnded);
    } else if (DayOf(to) < DayOf(from)) {
      SkipRow(out, i, Skip::kEndBeforeStart);
    } else {
      values[i] = Lasting(from, to, plan.unit);
    }
  }
}

void Measurer::ShareOutByDays(const Entries& entries, std::vector<double>& values,
                              Outcomes& out) const {
  const FieldId start = plan_.fields->start();
  const FieldId end = *plan_.fields->end();
  const DayNumber seen = DayOf(as_of_) + 1;
  for (size_t i = 0; i < entries.size(); ++i) {
    const RowId row = entries.rows[i];
    const DayNumber from = table_.DayOfField(start, row);
    const DayNumber until = table_.DayOfField(end, row);
    if (until == kNoDay || until <= from) {
      SkipRow(out, i, Skip::kNotEnded);
      continue;
    }
    const DayNumber last = std::min({until, windows_[entries.windows[i]].end, seen});
    if (last <= entries.days[i]) {
      out.counted[i] = Counted::kOutside;
    } else {
      values[i] *= static_cast<double>(last - entries.days[i]) / (until - from);
    }
  }
}

void Measurer::Ratio(const Entries& entries, Outcomes& out) {
  numerator_.Test(entries.looked(), above_);
  denominator_.Test(entries.looked(), below_);
  Outcomes side;
  const auto add = [&](const QuantityPlan& plan,
                       const std::vector<uint8_t>& counts,
                       std::vector<double>& values) {
    side.counted.assign(entries.size(), Counted::kAbove);
    side.skips.assign(entries.size(), Skip::kMissing);
    Quantities(plan, entries, values, side);
    for (size_t i = 0; i < entries.size(); ++i) {
      if (counts[i] == 0) {
        values[i] = 0;
      } else if (side.counted[i] == Counted::kSkipped) {
        SkipRow(out, i, side.skips[i]);
      }
    }
  };
  add(plan_.measure.quantity, above_, out.values);
  add(plan_.measure.below, below_, out.below);
  for (size_t i = 0; i < entries.size(); ++i) {
    if (above_[i] == 0 && below_[i] == 0) out.counted[i] = Counted::kOutside;
  }
}

void Measurer::Spells(const Entries& entries, Outcomes& out) {
  const MeasurePlan& measure = plan_.measure;
  event_.Test(entries.looked(), above_);
  competing_.Test(entries.looked(), below_);
  out.values.resize(entries.size());
  out.ends.assign(entries.size(), SpellEnd::kCensored);
  for (size_t i = 0; i < entries.size(); ++i) {
    const RowId row = entries.rows[i];
    const Moment from = MilestoneOf(table_, measure.quantity.from, row, entries.horizon);
    if (from == kNoMoment) {
      SkipRow(out, i, Skip::kMissing);
      continue;
    }
    const Moment seen = std::min(as_of_, MomentOf(ObservedUntil(row)));
    Moment to = MilestoneFrom(table_, measure.quantity.to, row, from, entries.horizon);
    if (to != kNoMoment && DayOf(to) < DayOf(from)) {
      SkipRow(out, i, Skip::kEndBeforeStart);
      continue;
    }
    const bool ended = to != kNoMoment && DayOf(to) <= DayOf(seen);
    if (ended) {
      out.ends[i] = above_[i] != 0                                         ? SpellEnd::kEvent
                    : below_[i] != 0 && !measure.competing.is_everything() ? SpellEnd::kCompeting
                                                                           : SpellEnd::kCensored;
    }
    if (measure.competing_milestone) {
      const Moment other =
          MilestoneFrom(table_, *measure.competing_milestone, row, from, entries.horizon);
      const bool first = other != kNoMoment && DayOf(other) >= DayOf(from) &&
                         DayOf(other) <= DayOf(seen) && (!ended || other < to);
      if (first) {
        out.ends[i] = SpellEnd::kCompeting;
        to = other;
      }
    }
    const bool over = ended || out.ends[i] == SpellEnd::kCompeting;
    if (!over && DayOf(seen) < DayOf(from)) {
      SkipRow(out, i, Skip::kNotYetObservable);
      continue;
    }
    out.values[i] = Lasting(from, over ? to : std::max(seen, from), measure.quantity.unit);
    if (out.ends[i] != SpellEnd::kEvent) out.counted[i] = Counted::kBelow;
  }
}

void Measurer::Returns(const Entries& entries, Outcomes& out) const {
  const MeasurePlan& measure = plan_.measure;
  out.same_day.assign(entries.size(), 0);
  for (size_t i = 0; i < entries.size(); ++i) {
    const RowId row = entries.rows[i];
    const DayNumber from = DayOf(MilestoneOf(table_, measure.from, row, entries.horizon));
    if (from == kNoDay) {
      SkipRow(out, i, Skip::kMissing);
      continue;
    }
    // The first day after the window.
    const DayNumber end =
        measure.months > 0 ? AddMonths(from, measure.months) : from + measure.days + 1;
    if (!IsSeenUntil(std::max(end, from + measure.seen_days + 1), row)) {
      SkipRow(out, i, Skip::kNotYetObservable);
      continue;
    }
    DayNumber first = kNoDayIsAfter;
    for (const FieldId field : measure.to) {
      const auto since = [&](DayNumber day) {
        return DayOf(MilestoneFrom(table_, field, row, MomentOf(day), entries.horizon));
      };
      if (since(from) == from) out.same_day[i] = 1;
      const DayNumber day = since(from + 1);
      if (day > from) first = std::min(first, day);
    }
    const bool came_back = first > from + measure.after_days && first < end;
    out.counted[i] = came_back != measure.stayed ? Counted::kAbove : Counted::kBelow;
  }
}

}  // namespace framdrift::indicators
