// From random logs, corrected, voided and entered late, every measure is what a plain program finds
// that walks the events with loops, as of any day and position.
#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/working_days.h"
#include "domain/indicators/evaluate.h"
#include "google/protobuf/text_format.h"
#include "projections/facts.h"
#include "tests/projections/plain_history.h"
#include "tests/projections/projector_fixture.h"

namespace framdrift::projections {
namespace {

using indicators::Answer;
using indicators::FactTables;

constexpr int kPersons = 12;
constexpr int kEvents = 260;
constexpr uint64_t kSeeds = 7;
constexpr double kClose = 1e-9;

using Value = std::optional<double>;

// What a definition is about: the rows of one subject, where each stands in a window, in which
// group, and what a group of them comes to.
template <typename Row>
struct Plain {
  std::string definition;
  std::vector<Row> rows;
  // The day a row is looked at, where it is in [first, last] at all.
  std::function<std::optional<int>(const Row&, int first, int last)> placed;
  std::function<int(const Row&, int day)> group;
  std::function<Value(const std::vector<Row>&)> come_to;
};

std::string GroupName(int unit) { return unit == 0 ? "missing" : FormatUuid(TestId(5, unit)); }

class FiguresTest : public ProjectorTest, public ::testing::WithParamInterface<uint64_t> {
 protected:
  void AppendHistory() {
    for (int left = kEvents; left > 0; left -= 4) {
      std::vector<eventstore::NewEvent> events;
      const auto head = static_cast<int64_t>(Head());
      for (int i = 1; i <= 4; ++i) events.push_back(history_.Next(head + i));
      Append(NewCommitOf(std::move(events)));
    }
  }

  // Facts as of the end of `day` as known at `position`, both ways.
  void Ask(int64_t position, int day) {
    position_ = position;
    day_ = day;
    const absl::Time end =
        absl::FromCivil(absl::CivilDay(1970, 1, 1) + day + 1, Stockholm()) - absl::Microseconds(1);
    auto tables = FoldFacts({*store_, kTenant, Stockholm()}, {.valid = end, .position = position});
    ASSERT_TRUE(tables.ok()) << tables.status();
    tables_ = *std::move(tables);
    facts_ = history_.At(position, day);
  }

  // The months up to the day.
  Answer AnswerTo(const std::string& text) {
    indicator::v1::Definition definition;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &definition)) << text;
    const auto& table = tables_->table(indicators::SubjectOf(definition));
    const auto plan = indicators::Compile(definition, table.fields(), Stockholm());
    EXPECT_TRUE(plan.ok()) << plan.status();
    if (!plan.ok()) return {};
    indicators::Question question;
    question.as_of = indicators::EndOf(day_);
    question.windows = indicators::PeriodsOf(plan->period, {day_ - 150, day_ + 1});
    if (!plan->breakdowns.empty()) question.breakdown = 0;
    const auto answer = indicators::Evaluate(*plan, {table}, question, WorkingDays());
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() ? *answer : Answer();
  }

  // Whether there is a group of rows with a value, that there is no group too many, and that each
  // value is the plain one.
  template <typename Row>
  void Compare(const Plain<Row>& plain) {
    SCOPED_TRACE(absl::StrCat(
        "seed ", GetParam(), " position ", position_, " day ", day_, ": ", plain.definition));
    const Answer answer = AnswerTo(plain.definition);
    std::set<std::string> known(answer.groups.begin(), answer.groups.end());
    for (size_t w = 0; w < answer.windows.size(); ++w) {
      std::map<std::string, std::vector<Row>> groups;
      groups[""];
      for (const Row& row : plain.rows) {
        const auto [first, past] = answer.windows[w];
        const std::optional<int> day = plain.placed(row, first, past - 1);
        if (!day) continue;
        groups[""].push_back(row);
        if (plain.group) groups[GroupName(plain.group(row, *day))].push_back(row);
      }
      for (const auto& [name, rows] : groups) EXPECT_TRUE(known.count(name)) << name;
      for (size_t g = 0; g < answer.groups.size(); ++g) {
        const Value expected = plain.come_to(groups[answer.groups[g]]);
        const Value told = answer.at(w, g).value;
        ASSERT_EQ(told.has_value(), expected.has_value())
            << "window " << w << " group " << answer.groups[g];
        if (!expected) continue;
        EXPECT_NEAR(*told, *expected, kClose) << "window " << w << " group " << answer.groups[g];
        ++compared_;
      }
    }
  }

  bool IsIn(const std::optional<int>& day, int first, int last) const {
    return day && *day >= first && *day <= std::min(last, day_);
  }
  // Until when a row is observed.
  int Seen(const PlainEpisode& row) const {
    return std::min(day_, row.observation_ended.value_or(day_));
  }

  Plain<PlainEpisode> OfEpisodes(const std::string& measure, const std::string& anchor) {
    Plain<PlainEpisode> plain;
    plain.definition = absl::StrCat(measure, " anchor { ", anchor, " } breakdowns: 'unit'");
    plain.rows = facts_.episodes;
    plain.group = [](const PlainEpisode& row, int day) { return UnitOn(row.units, day); };
    return plain;
  }
  Plain<PlainEpisode> Opened(const std::string& measure) {
    Plain<PlainEpisode> plain = OfEpisodes(measure, "milestone: 'opened'");
    plain.placed = [this](const PlainEpisode& row, int first, int last) {
      return IsIn(row.opened, first, last) ? row.opened : std::nullopt;
    };
    return plain;
  }
  Plain<PlainEpisode> Exited(const std::string& measure) {
    Plain<PlainEpisode> plain = OfEpisodes(measure, "milestone: 'exited'");
    plain.placed = [this](const PlainEpisode& row, int first, int last) {
      return IsIn(row.exited, first, last) ? row.exited : std::nullopt;
    };
    return plain;
  }

  void CompareAll();
  void CompareCounts();
  void CompareDurations();
  void CompareStates();
  void CompareOtherSubjects();

  PlainHistory history_{GetParam(), kPersons};
  std::unique_ptr<FactTables> tables_;
  PlainFacts facts_;
  int64_t position_ = 0;
  int day_ = 0;
  size_t compared_ = 0;
};

bool IsResult(const PlainEpisode& row) {
  return row.reason == codes::v1::EXIT_REASON_STUDY_WITH_STUDY_AID ||
         row.reason == codes::v1::EXIT_REASON_WORK_UNSUBSIDISED;
}

double CountOf(size_t count) { return static_cast<double>(count); }

Value Quotient(double above, double below) {
  return below == 0 ? std::nullopt : std::make_optional(above / below);
}

void FiguresTest::CompareCounts() {
  Plain<PlainEpisode> count = Opened("measure { count {} }");
  count.come_to = [](const auto& rows) { return CountOf(rows.size()); };
  Compare(count);

  Plain<PlainEpisode> share = Exited("measure { share { numerator: 'exit_class = RESULT' } }");
  share.come_to = [](const auto& rows) {
    return Quotient(CountOf(static_cast<size_t>(std::count_if(rows.begin(), rows.end(), IsResult))),
                    CountOf(rows.size()));
  };
  Compare(share);

  Plain<PlainEpisode> back =
      Exited("measure { return { from: 'exited' to: 'reopened' days: 40 } }");
  back.come_to = [this](const auto& rows) {
    double seen = 0;
    double came_back = 0;
    for (const PlainEpisode& row : rows) {
      const int last = *row.exited + 40;
      if (last > day_ || (row.observation_ended && last >= *row.observation_ended)) continue;
      ++seen;
      came_back += row.reopened && *row.reopened > *row.exited && *row.reopened <= last ? 1 : 0;
    }
    return Quotient(came_back, seen);
  };
  Compare(back);
}

std::vector<double> Lasted(const std::vector<PlainEpisode>& rows,
                           std::optional<int> PlainEpisode::*to) {
  std::vector<double> days;
  for (const PlainEpisode& row : rows) {
    const std::optional<int>& end = row.*to;
    if (!end || *end < *row.opened) continue;
    if (row.observation_ended && *end > *row.observation_ended) continue;
    days.push_back(*end - *row.opened);
  }
  std::sort(days.begin(), days.end());
  return days;
}

void FiguresTest::CompareDurations() {
  Plain<PlainEpisode> median = Opened("measure { duration { from: 'opened' to: 'planned' } }");
  median.come_to = [](const auto& rows) -> Value {
    const std::vector<double> days = Lasted(rows, &PlainEpisode::planned);
    if (days.empty()) return std::nullopt;
    return (days[(days.size() - 1) / 2] + days[days.size() / 2]) / 2;
  };
  Compare(median);

  Plain<PlainEpisode> most = Opened(
      "measure { duration { from: 'opened' to: 'exited' statistic: "
      "DURATION_STATISTIC_PERCENTILE percent: 80 } }");
  most.come_to = [](const auto& rows) -> Value {
    const std::vector<double> days = Lasted(rows, &PlainEpisode::exited);
    if (days.empty()) return std::nullopt;
    return days[static_cast<size_t>(std::ceil(0.8 * CountOf(days.size()))) - 1];
  };
  Compare(most);

  // At each day from the first: those who left of those still there.
  const auto walk = [this](const std::vector<PlainEpisode>& rows, int until, const auto& step) {
    for (int time = 0; time <= until; ++time) {
      double there = 0;
      double results = 0;
      double others = 0;
      for (const PlainEpisode& row : rows) {
        const bool ended = row.exited && *row.exited <= Seen(row);
        const int lasted = (ended ? *row.exited : Seen(row)) - *row.opened;
        if (lasted < time) continue;
        ++there;
        if (!ended || lasted != time) continue;
        results += IsResult(row) ? 1 : 0;
        others += row.reason == codes::v1::EXIT_REASON_ENDED_BY_PARTICIPANT ? 1 : 0;
      }
      if (there > 0) step(time, results / there, others / there);
    }
  };
  const auto anyone = [this](const std::vector<PlainEpisode>& rows) {
    return std::any_of(rows.begin(), rows.end(), [&](const PlainEpisode& row) {
      return Seen(row) >= *row.opened || (row.exited && *row.exited <= Seen(row));
    });
  };
  Plain<PlainEpisode> quantile = Opened(
      "measure { duration { from: 'opened' to: 'exited' event: 'exit_class = RESULT' statistic: "
      "DURATION_STATISTIC_SURVIVAL_QUANTILE percent: 40 } }");
  quantile.come_to = [walk](const auto& rows) {
    double survival = 1;
    Value first;
    walk(rows, 400, [&](int time, double results, double) {
      survival *= 1 - results;
      if (!first && survival <= 0.6 + 1e-12) first = time;
    });
    return first;
  };
  Compare(quantile);

  Plain<PlainEpisode> incidence = Opened(
      "measure { duration { from: 'opened' to: 'exited' event: 'exit_class = RESULT' "
      "competing: 'exit_class = NO_RESULT' statistic: DURATION_STATISTIC_INCIDENCE_AT at: 30 } }");
  incidence.come_to = [walk, anyone](const auto& rows) -> Value {
    double survival = 1;
    double sum = 0;
    walk(rows, 30, [&](int, double results, double others) {
      sum += survival * results;
      survival *= 1 - results - others;
    });
    return anyone(rows) ? std::make_optional(sum) : std::nullopt;
  };
  Compare(incidence);
}

void FiguresTest::CompareStates() {
  Plain<PlainEpisode> stock =
      OfEpisodes("measure { share { numerator: 'planned:*' } }", "kind: ANCHOR_KIND_STOCK");
  int end = 0;
  stock.placed = [&](const PlainEpisode& row, int, int last) -> std::optional<int> {
    end = std::min(last, day_);
    const bool is_on = row.opened && *row.opened <= end && !(row.exited && *row.exited <= end);
    return is_on ? std::make_optional(end) : std::nullopt;
  };
  stock.come_to = [&](const auto& rows) {
    double planned = 0;
    for (const PlainEpisode& row : rows) planned += row.planned && *row.planned <= end ? 1 : 0;
    return Quotient(planned, CountOf(rows.size()));
  };
  Compare(stock);

  Plain<PlainEpisode> persons =
      OfEpisodes("count_of: COUNT_OF_PERSONS measure { count {} }", "kind: ANCHOR_KIND_OVERLAP");
  persons.definition = persons.definition.substr(0, persons.definition.find(" breakdowns"));
  persons.group = nullptr;
  persons.placed = [this](const PlainEpisode& row, int first, int last) -> std::optional<int> {
    const int horizon = std::min(last, day_);
    if (!row.opened || *row.opened > horizon) return std::nullopt;
    const bool over = row.exited && *row.exited <= horizon && *row.exited < first;
    return over ? std::nullopt : std::make_optional(std::max(*row.opened, first));
  };
  persons.come_to = [](const auto& rows) {
    std::set<int> distinct;
    for (const PlainEpisode& row : rows) distinct.insert(row.person);
    return CountOf(distinct.size());
  };
  Compare(persons);
}

void FiguresTest::CompareOtherSubjects() {
  Plain<PlainSession> hours;
  hours.definition =
      "span: SPAN_SESSION measure { ratio { numerator { field: 'minutes' } numerator_filter: "
      "'workplace = true' denominator { field: 'minutes' } } } anchor { milestone: 'held' } "
      "breakdowns: 'unit'";
  hours.rows = facts_.sessions;
  hours.placed = [this](const PlainSession& row, int first, int last) {
    return IsIn(row.day, first, last) ? std::make_optional(row.day) : std::nullopt;
  };
  hours.group = [](const PlainSession& row, int) { return row.unit; };
  hours.come_to = [](const auto& rows) {
    double above = 0;
    double below = 0;
    for (const PlainSession& row : rows) {
      above += row.at_workplace ? row.minutes : 0;
      below += row.minutes;
    }
    return Quotient(above, below);
  };
  Compare(hours);

  Plain<PlainSpell> months;
  months.definition =
      "span: SPAN_SUPPORT_SPELL measure { mean { of { field: 'months' } } } anchor { milestone: "
      "'started' }";
  months.rows = facts_.spells;
  months.placed = [this](const PlainSpell& row, int first, int last) {
    return IsIn(row.started, first, last) ? std::make_optional(row.started) : std::nullopt;
  };
  months.come_to = [](const auto& rows) {
    double sum = 0;
    for (const PlainSpell& row : rows) sum += row.months;
    return Quotient(sum, CountOf(rows.size()));
  };
  Compare(months);

  months.definition =
      "span: SPAN_SUPPORT_SPELL weight: 'months' measure { share { numerator: 'months > 1' } } "
      "anchor { milestone: 'started' }";
  months.come_to = [](const auto& rows) {
    double above = 0;
    double below = 0;
    for (const PlainSpell& row : rows) {
      above += row.months > 1 ? row.months : 0;
      below += row.months;
    }
    return Quotient(above, below);
  };
  Compare(months);
}

void FiguresTest::CompareAll() {
  CompareCounts();
  CompareDurations();
  CompareStates();
  CompareOtherSubjects();
}

TEST_P(FiguresTest, AreThoseOfPlainLoopsAsOfAnyDayAndPosition) {
  AppendHistory();
  const auto head = static_cast<int64_t>(Head());
  const int last = history_.last_day();
  const int64_t positions[] = {head, head / 2, head * 3 / 4};
  const int days[] = {last + 45, last, last - 30};
  for (const int64_t position : positions) {
    for (const int day : days) {
      Ask(position, day);
      CompareAll();
    }
  }
  EXPECT_GT(compared_, 200u);
}

INSTANTIATE_TEST_SUITE_P(Seeds, FiguresTest, ::testing::Range(uint64_t{1}, kSeeds));

}  // namespace
}  // namespace framdrift::projections
