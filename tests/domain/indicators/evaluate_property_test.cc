// Over random tables every measure is what a plain program finds that walks rows with loops.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/indicators/evaluate.h"
#include "tests/domain/indicators/facts.h"

namespace framdrift::indicators {
namespace {

constexpr DayNumber kFirstOpened = 19'700;

// An episode in the plainest form: days, and what it is called.
struct AnyRow {
  int person = 0;
  int ordinal = 0;
  int opened = 0;
  std::optional<int> planned;
  std::optional<int> exited;
  std::optional<int> reopened;
  std::optional<int> observation_ended;
  int unit = 0;  // 0: missing
  std::optional<int> moved_to_other_unit;
  bool result = false;
};

std::optional<int> MaybeDay(int first, int most) {
  if (*rc::gen::inRange(0, 3) == 0) return std::nullopt;
  return first + *rc::gen::inRange(0, most);
}

std::vector<AnyRow> RandomRows() {
  std::vector<AnyRow> rows(static_cast<size_t>(*rc::gen::inRange(0, 25)));
  std::map<int, int> episodes;
  for (AnyRow& row : rows) {
    row.person = *rc::gen::inRange(0, 8);
    row.ordinal = ++episodes[row.person];
    row.opened = kFirstOpened + *rc::gen::inRange(0, 90);
    row.planned = MaybeDay(row.opened - 2, 40);
    row.exited = MaybeDay(row.opened, 60);
    if (row.exited) row.reopened = MaybeDay(*row.exited, 60);
    row.observation_ended = *rc::gen::inRange(0, 4) == 0 ? MaybeDay(row.opened, 80) : std::nullopt;
    row.unit = *rc::gen::inRange(0, 3);
    if (row.unit != 0) row.moved_to_other_unit = MaybeDay(row.opened, 40);
    row.result = *rc::gen::arbitrary<bool>();
  }
  return rows;
}

std::string Text(int day) { return absl::FormatCivilTime(CivilDayOf(day)); }
std::string UnitName(int unit) { return unit == 0 ? kMissingGroup : unit == 1 ? "a" : "b"; }

std::string UnitOn(const AnyRow& row, int day) {
  if (row.unit == 0 || day < row.opened) return kMissingGroup;
  const bool moved = row.moved_to_other_unit && day >= *row.moved_to_other_unit;
  return UnitName(moved ? 3 - row.unit : row.unit);
}

void Fill(Facts& facts, const std::vector<AnyRow>& rows) {
  for (const AnyRow& row : rows) {
    std::map<std::string, std::string> values = {{"opened", Text(row.opened)}};
    if (row.planned) values["planned"] = Text(*row.planned);
    if (row.exited) values["exited"] = Text(*row.exited);
    if (row.exited) values["exit_class"] = row.result ? "RESULT" : "NO_RESULT";
    if (row.reopened) values["reopened"] = Text(*row.reopened);
    if (row.observation_ended) values["observation_ended"] = Text(*row.observation_ended);
    if (row.unit != 0) {
      values["unit"] = Text(row.opened) + "=" + UnitName(row.unit);
      const bool moves = row.moved_to_other_unit && *row.moved_to_other_unit > row.opened;
      if (moves) {
        values["unit"] += ";" + Text(*row.moved_to_other_unit) + "=" + UnitName(3 - row.unit);
      } else if (row.moved_to_other_unit) {
        values["unit"] = Text(row.opened) + "=" + UnitName(3 - row.unit);
      }
    }
    facts.Put(row.person, row.ordinal, values);
  }
}

bool By(const std::optional<int>& day, int as_of) { return day && *day <= as_of; }

// The day a row is looked at in [first, last], or none.
using Anchored = std::function<std::optional<int>(const AnyRow&, int first, int last, int as_of)>;
// What it comes to in `value`, or nothing to tell.
using Counting = std::function<std::optional<double>(const std::vector<AnyRow>&, int as_of)>;

std::optional<int> AtOpening(const AnyRow& row, int first, int last, int as_of) {
  const bool in = row.opened >= first && row.opened <= last && row.opened <= as_of;
  return in ? std::optional(row.opened) : std::nullopt;
}
std::optional<int> AtExit(const AnyRow& row, int first, int last, int as_of) {
  const bool in = By(row.exited, as_of) && *row.exited >= first && *row.exited <= last;
  return in ? row.exited : std::nullopt;
}
std::optional<int> InStock(const AnyRow& row, int, int last, int as_of) {
  const int day = std::min(last, as_of);
  return row.opened <= day && !By(row.exited, day) ? std::optional(day) : std::nullopt;
}
std::optional<int> Overlapping(const AnyRow& row, int first, int last, int as_of) {
  const int horizon = std::min(last, as_of);
  if (row.opened > horizon) return std::nullopt;
  if (By(row.exited, horizon) && *row.exited < first) return std::nullopt;
  return std::max(row.opened, first);
}

// Compares every figure of `definition` with `count` of the rows that `anchored` places there.
void Compare(const std::string& definition, const Anchored& anchored, const Counting& count) {
  const std::vector<AnyRow> rows = RandomRows();
  Facts facts(Subject::kEpisode);
  Fill(facts, rows);
  const int as_of = kFirstOpened + *rc::gen::inRange(60, 200);
  const Answer answer = facts.Ask(definition +
                                      " breakdowns: 'unit' period { unit: "
                                      "PERIOD_UNIT_WEEK rolling: 3 }",
                                  Text(kFirstOpened),
                                  Text(kFirstOpened + 60),
                                  Text(as_of));
  for (size_t w = 0; w < answer.windows.size(); ++w) {
    std::map<std::string, std::vector<AnyRow>> groups;
    groups[""];
    for (const AnyRow& row : rows) {
      const auto day = anchored(row, answer.windows[w].first, answer.windows[w].end - 1, as_of);
      if (!day) continue;
      groups[""].push_back(row);
      groups[UnitOn(row, *day)].push_back(row);
    }
    for (size_t g = 0; g < answer.groups.size(); ++g) {
      const std::optional<double> expected = count(groups[answer.groups[g]], as_of);
      const std::optional<double> told = answer.at(w, g).value;
      RC_ASSERT(expected.has_value() == told.has_value());
      if (expected) RC_ASSERT(std::abs(*expected - *told) < 1e-9);
      groups.erase(answer.groups[g]);
    }
    // A group that is not told has nobody in any window.
    RC_ASSERT(groups.empty());
  }
}

RC_GTEST_PROP(EvaluateProperty, Counts, ()) {
  Compare("measure { count {} } anchor { milestone: 'exited' }",
          AtExit,
          [](const std::vector<AnyRow>& rows, int) { return static_cast<double>(rows.size()); });
}

RC_GTEST_PROP(EvaluateProperty, SharesInStock, ()) {
  // Weekly stock at the end of each: what was planned by then.
  const std::vector<AnyRow> rows = RandomRows();
  Facts facts(Subject::kEpisode);
  Fill(facts, rows);
  const int as_of = kFirstOpened + *rc::gen::inRange(60, 200);
  const Answer answer = facts.Ask(
      "measure { share { numerator: 'planned:*' } } anchor { kind: ANCHOR_KIND_STOCK } "
      "period { unit: PERIOD_UNIT_WEEK }",
      Text(kFirstOpened),
      Text(kFirstOpened + 60),
      Text(as_of));
  for (size_t w = 0; w < answer.windows.size(); ++w) {
    const int last = std::min(answer.windows[w].end - 1, as_of);
    double open = 0;
    double planned = 0;
    for (const AnyRow& row : rows) {
      if (!InStock(row, 0, last, as_of)) continue;
      ++open;
      planned += By(row.planned, last) ? 1 : 0;
    }
    RC_ASSERT(*answer.at(w, 0).denominator == open);
    RC_ASSERT(*answer.at(w, 0).numerator == planned);
  }
}

RC_GTEST_PROP(EvaluateProperty, CountsOverlaps, ()) {
  Compare("measure { count {} } anchor { kind: ANCHOR_KIND_OVERLAP }",
          Overlapping,
          [](const std::vector<AnyRow>& rows, int) { return static_cast<double>(rows.size()); });
}

RC_GTEST_PROP(EvaluateProperty, APersonCountsOnceByTheLatestStartOrByAnyRow, ()) {
  const std::vector<AnyRow> rows = RandomRows();
  Facts facts(Subject::kEpisode);
  Fill(facts, rows);
  const bool any = *rc::gen::arbitrary<bool>();
  const Answer answer = facts.Ask(
      std::string("count_of: COUNT_OF_PERSONS measure { share { numerator: 'exit_class = RESULT' } "
                  "} anchor { milestone: 'exited' } period { unit: PERIOD_UNIT_MONTH } ") +
          (any ? "pick: PICK_ANY" : ""),
      Text(kFirstOpened),
      Text(kFirstOpened + 90),
      Text(kFirstOpened + 200));
  for (size_t w = 0; w < answer.windows.size(); ++w) {
    std::map<int, const AnyRow*> picked;
    std::map<int, bool> counts;
    for (const AnyRow& row : rows) {
      if (!AtExit(row, answer.windows[w].first, answer.windows[w].end - 1, kFirstOpened + 200)) {
        continue;
      }
      const AnyRow*& latest = picked[row.person];
      const bool later = latest == nullptr || row.opened > latest->opened ||
                         (row.opened == latest->opened && row.ordinal > latest->ordinal);
      if (later) latest = &row;
      counts[row.person] = counts[row.person] || row.result;
    }
    double above = 0;
    for (const auto& [person, row] : picked) above += any ? counts[person] : row->result;
    RC_ASSERT(*answer.at(w, 0).denominator == static_cast<double>(picked.size()));
    RC_ASSERT(*answer.at(w, 0).numerator == above);
  }
}

std::vector<double> Days(const std::vector<AnyRow>& rows, int as_of) {
  std::vector<double> days;
  for (const AnyRow& row : rows) {
    if (!By(row.planned, as_of) || *row.planned < row.opened) continue;
    if (row.observation_ended && *row.planned > *row.observation_ended) continue;
    days.push_back(*row.planned - row.opened);
  }
  std::sort(days.begin(), days.end());
  return days;
}

RC_GTEST_PROP(EvaluateProperty, MeansAndMediansOfDurations, ()) {
  Compare(
      "measure { duration { from: 'opened' to: 'planned' statistic: "
      "DURATION_STATISTIC_MEAN } }",
      AtOpening,
      [](const std::vector<AnyRow>& rows, int as_of) -> std::optional<double> {
        double sum = 0;
        const std::vector<double> days = Days(rows, as_of);
        for (const double one : days) sum += one;
        if (days.empty()) return std::nullopt;
        return sum / static_cast<double>(days.size());
      });
  Compare("measure { duration { from: 'opened' to: 'planned' } }",
          AtOpening,
          [](const std::vector<AnyRow>& rows, int as_of) -> std::optional<double> {
            const std::vector<double> days = Days(rows, as_of);
            if (days.empty()) return std::nullopt;
            return (days[(days.size() - 1) / 2] + days[days.size() / 2]) / 2;
          });
}

RC_GTEST_PROP(EvaluateProperty, SharesOfReturn, ()) {
  Compare(
      "measure { return { from: 'exited' to: 'reopened' days: 30 after_days: 5 } } "
      "anchor { milestone: 'exited' }",
      AtExit,
      [](const std::vector<AnyRow>& rows, int as_of) -> std::optional<double> {
        double seen = 0;
        double back = 0;
        for (const AnyRow& row : rows) {
          const int last = *row.exited + 30;
          if (last > as_of || (row.observation_ended && last >= *row.observation_ended)) {
            continue;
          }
          ++seen;
          back += row.reopened && *row.reopened > *row.exited + 5 && *row.reopened <= last;
        }
        if (seen == 0) return std::nullopt;
        return back / seen;
      });
}

RC_GTEST_PROP(EvaluateProperty, SurvivalAtATime, ()) {
  Compare(
      "measure { duration { from: 'opened' to: 'exited' statistic: "
      "DURATION_STATISTIC_SURVIVAL_AT at: 20 event: 'exit_class = RESULT' } }",
      AtOpening,
      [](const std::vector<AnyRow>& rows, int as_of) -> std::optional<double> {
        double survival = 1;
        bool any = false;
        for (int time = 0; time <= 20; ++time) {
          double at_risk = 0;
          double events = 0;
          for (const AnyRow& row : rows) {
            const int seen = std::min(as_of, row.observation_ended.value_or(as_of));
            const bool ended = By(row.exited, seen);
            const int lasted = (ended ? *row.exited : seen) - row.opened;
            if (lasted < 0) continue;
            any = true;
            at_risk += lasted >= time ? 1 : 0;
            events += ended && row.result && lasted == time ? 1 : 0;
          }
          if (at_risk > 0) survival *= 1 - events / at_risk;
        }
        return any ? std::optional(survival) : std::nullopt;
      });
}

// Who has left with a result by day 20, where other exits compete.
RC_GTEST_PROP(EvaluateProperty, IncidenceAtATime, ()) {
  Compare(
      "measure { duration { from: 'opened' to: 'exited' statistic: "
      "DURATION_STATISTIC_INCIDENCE_AT at: 20 event: 'exit_class = RESULT' "
      "competing: 'exit_class = NO_RESULT' } }",
      AtOpening,
      [](const std::vector<AnyRow>& rows, int as_of) -> std::optional<double> {
        double incidence = 0;
        double free = 1;
        bool any = false;
        for (int time = 0; time <= 20; ++time) {
          double at_risk = 0;
          double events = 0;
          double ends = 0;
          for (const AnyRow& row : rows) {
            const int seen = std::min(as_of, row.observation_ended.value_or(as_of));
            const bool ended = By(row.exited, seen);
            const int lasted = (ended ? *row.exited : seen) - row.opened;
            if (lasted < 0) continue;
            any = true;
            at_risk += lasted >= time ? 1 : 0;
            ends += ended && lasted == time ? 1 : 0;
            events += ended && row.result && lasted == time ? 1 : 0;
          }
          if (at_risk == 0) break;
          incidence += free * events / at_risk;
          free *= 1 - ends / at_risk;
        }
        return any ? std::optional(incidence) : std::nullopt;
      });
}

RC_GTEST_PROP(EvaluateProperty, PercentilesOfDurations, ()) {
  Compare(
      "measure { duration { from: 'opened' to: 'planned' statistic: "
      "DURATION_STATISTIC_PERCENTILE percent: 30 } }",
      AtOpening,
      [](const std::vector<AnyRow>& rows, int as_of) -> std::optional<double> {
        const std::vector<double> days = Days(rows, as_of);
        if (days.empty()) return std::nullopt;
        return days[(days.size() * 3 + 9) / 10 - 1];
      });
}

// Whether `day` is before the same day of the month `months` on, clamped to its length.
bool IsWithin(int day, int from, int months) {
  const absl::CivilDay civil = CivilDayOf(from);
  absl::CivilDay end(absl::CivilMonth(civil) + months);
  while (end.day() < civil.day() && absl::CivilMonth(end + 1) == absl::CivilMonth(end)) ++end;
  return CivilDayOf(day) < end;
}

RC_GTEST_PROP(EvaluateProperty, SharesOfReturnWithinMonths, ()) {
  Compare(
      "measure { return { from: 'exited' to: 'reopened' months: 1 stayed: true } } "
      "anchor { milestone: 'exited' }",
      AtExit,
      [](const std::vector<AnyRow>& rows, int as_of) -> std::optional<double> {
        double seen = 0;
        double stayed = 0;
        for (const AnyRow& row : rows) {
          const int end = std::min(as_of + 1, row.observation_ended.value_or(as_of + 1));
          if (IsWithin(end, *row.exited, 1)) continue;
          ++seen;
          const bool back = row.reopened && *row.reopened > *row.exited &&
                            IsWithin(*row.reopened, *row.exited, 1);
          stayed += back ? 0 : 1;
        }
        if (seen == 0) return std::nullopt;
        return stayed / seen;
      });
}

RC_GTEST_PROP(EvaluateProperty, SharesObservableSoLongAfterAMilestone, ()) {
  Compare(
      "measure { share { numerator: 'exit_class = RESULT' observable: 'exited + 1 months' } } "
      "anchor { milestone: 'exited' }",
      AtExit,
      [](const std::vector<AnyRow>& rows, int as_of) -> std::optional<double> {
        double seen = 0;
        double results = 0;
        for (const AnyRow& row : rows) {
          const int last = std::min(as_of, row.observation_ended.value_or(as_of));
          if (IsWithin(last, *row.exited, 1)) continue;
          ++seen;
          results += row.result ? 1 : 0;
        }
        if (seen == 0) return std::nullopt;
        return results / seen;
      });
}

}  // namespace
}  // namespace framdrift::indicators
