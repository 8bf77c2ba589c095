// A ratio whose line parts two spans: what is wrong with one, and that over random tables it is
// what a plain program finds that walks rows and days with loops.
#include "domain/indicators/span_ratio.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "domain/indicators/evaluate.h"
#include "tests/domain/indicators/facts.h"

namespace framdrift::indicators {
namespace {

using ::testing::ElementsAre;
using ::testing::Optional;
using ::testing::UnorderedElementsAre;

constexpr DayNumber kFirstPlainDay = 19'700;
constexpr int kPlainDays = 60;

std::vector<std::string> FieldsWrong(const std::string& definition) {
  const Fields fields(SubjectOf(DefinitionOf(definition)));
  const auto plan = Compile(DefinitionOf(definition), fields, Stockholm());
  std::vector<std::string> wrong;
  for (const Refusal& refusal : RefusalsOf(plan.status())) {
    wrong.push_back(refusal.metadata.at("field"));
    EXPECT_EQ(refusal.message.substr(0, wrong.back().size()), wrong.back());
  }
  return wrong;
}

TEST(SpanRatioTest, SaysWhatIsWrongUnderTheNameItHasInTheDefinition) {
  EXPECT_THAT(FieldsWrong("measure { ratio { denominator { field: 'fte' } below { span: SPAN_STAFF "
                          "anchor { kind: ANCHOR_KIND_STOCK } } } } "
                          "anchor { kind: ANCHOR_KIND_STOCK } breakdowns: 'caseworker'"),
              ElementsAre());
  EXPECT_THAT(FieldsWrong("measure { ratio { numerator { field: 'fte' } "
                          "denominator { field: 'minutes' } below { span: SPAN_STAFF "
                          "population: 'opened:*' anchor { milestone: 'exited' } } } }"),
              UnorderedElementsAre("measure.ratio.numerator.field",
                                   "measure.ratio.below.population",
                                   "measure.ratio.below.anchor.milestone",
                                   "measure.ratio.denominator.field"));
  EXPECT_THAT(FieldsWrong("count_of: COUNT_OF_PERSONS weight: 'age' measure { ratio { "
                          "numerator_filter: 'planned:*' denominator_filter: 'fte > 0' "
                          "below { span: SPAN_STAFF } } } breakdowns: 'flow'"),
              UnorderedElementsAre("measure.ratio.numerator_filter",
                                   "measure.ratio.denominator_filter",
                                   "count_of",
                                   "weight",
                                   "breakdowns[0]"));
  // The fields of that name are of two kinds.
  EXPECT_THAT(FieldsWrong("span: SPAN_SESSION measure { spread { by: 'activity_type' of { ratio { "
                          "below { span: SPAN_EPISODE } } } } }"),
              ElementsAre("measure.spread.by"));
  EXPECT_THAT(FieldsWrong("span: SPAN_COST measure { sum { of { field: 'amount' by_days: true } } "
                          "} anchor { milestone: 'from' }"),
              ElementsAre("measure.sum.of.by_days"));
}

TEST(SpanRatioTest, LocalFieldsOfCasesAreKnownBelowTheLine) {
  const Fields fields(Subject::kCost, {{"pathway", "", FieldType::kName}});
  EXPECT_EQ(fields.Find("attr.pathway"), std::nullopt);
  EXPECT_TRUE(
      Compile(DefinitionOf("span: SPAN_COST measure { ratio { numerator { field: 'amount' } "
                           "below { span: SPAN_EPISODE population: 'attr.pathway = a' } } "
                           "}"),
              fields,
              Stockholm())
          .ok());
}

struct PlainCase {
  int opened = 0;
  std::optional<int> exited;
  // Until it moves; 0 is nobody.
  int caseworker = 0;
  int moves = 0;
  int then = 0;

  bool IsOpenOn(int day) const { return opened <= day && (!exited || *exited > day); }
  int CaseworkerOn(int day) const { return day < opened ? 0 : day < moves ? caseworker : then; }
};
struct PlainStaff {
  int caseworker = 0;
  int registered = 0;
  std::optional<int> ended;
  int fte = 0;  // in quarters
  int changes = 0;
  int fte_then = 0;

  bool IsHereOn(int day) const { return registered <= day && (!ended || *ended > day); }
  double FteOn(int day) const { return (day < changes ? fte : fte_then) / 4.0; }
};
struct PlainCost {
  int from = 0;
  int until = 0;
  int amount = 0;
  int unit = 0;
};

std::string PlainText(int day) { return absl::FormatCivilTime(CivilDayOf(day)); }
std::string PlainName(int number) {
  return number == 0 ? kMissingGroup : absl::StrCat("n", number);
}
int AnyPlainDay() { return kFirstPlainDay + *rc::gen::inRange(0, kPlainDays); }
std::optional<int> MaybePlainDayAfter(int day) {
  if (*rc::gen::arbitrary<bool>()) return std::nullopt;
  return day + *rc::gen::inRange(0, 40);
}

std::vector<PlainCase> AnyCases(Facts& facts) {
  std::vector<PlainCase> cases(static_cast<size_t>(*rc::gen::inRange(0, 15)));
  int person = 0;
  for (PlainCase& one : cases) {
    one.opened = AnyPlainDay();
    one.exited = MaybePlainDayAfter(one.opened);
    one.caseworker = *rc::gen::inRange(1, 5);
    one.moves = one.opened + 1 + *rc::gen::inRange(0, 30);
    one.then = *rc::gen::inRange(1, 5);
    std::map<std::string, std::string> row = {{"opened", PlainText(one.opened)},
                                              {"caseworker",
                                               absl::StrCat(PlainText(one.opened),
                                                            "=",
                                                            PlainName(one.caseworker),
                                                            ";",
                                                            PlainText(one.moves),
                                                            "=",
                                                            PlainName(one.then))}};
    if (one.exited) row["exited"] = PlainText(*one.exited);
    facts.Put(++person, 1, row);
  }
  return cases;
}

std::vector<PlainStaff> AnyStaff(Facts& facts) {
  std::vector<PlainStaff> all(static_cast<size_t>(*rc::gen::inRange(0, 5)));
  int number = 0;
  for (PlainStaff& one : all) {
    one.caseworker = ++number;
    one.registered = AnyPlainDay() - 30;
    one.ended = MaybePlainDayAfter(one.registered);
    one.fte = *rc::gen::inRange(0, 5);
    one.changes = one.registered + 1 + *rc::gen::inRange(0, 50);
    one.fte_then = *rc::gen::inRange(0, 5);
    std::map<std::string, std::string> row = {{"registered", PlainText(one.registered)},
                                              {"caseworker", PlainName(one.caseworker)},
                                              {"fte",
                                               absl::StrCat(PlainText(one.registered),
                                                            "=",
                                                            one.fte / 4.0,
                                                            ";",
                                                            PlainText(one.changes),
                                                            "=",
                                                            one.fte_then / 4.0)}};
    if (one.ended) row["ended"] = PlainText(*one.ended);
    facts.Put(number, 1, row);
  }
  return all;
}

// What the definition tells of the weeks, and that each figure opens to as many rows as it says.
Answer ToldByWeek(const std::string& definition, const Facts& own, const Facts& below, int as_of) {
  const auto plan = Compile(DefinitionOf(definition), own.fields(), Stockholm());
  EXPECT_TRUE(plan.ok()) << plan.status();
  const Tables tables{own.table(), &below.table()};
  Question question;
  question.as_of = EndOf(as_of);
  question.windows =
      PeriodsOf(plan->period, {kFirstPlainDay, std::min(kFirstPlainDay + kPlainDays, as_of)});
  if (!plan->breakdowns.empty()) question.breakdown = 0;
  const Answer answer = *Evaluate(*plan, tables, question, WorkingDays());
  for (size_t window = 0; window < answer.windows.size(); ++window) {
    Question one = question;
    one.windows = {question.windows[window]};
    for (size_t group = 0; group < answer.groups.size(); ++group) {
      const auto rows = [&](Counted part) {
        return RowsBehind(*plan, tables, one, answer.groups[group], part, WorkingDays())->size();
      };
      EXPECT_EQ(rows(Counted::kAbove), answer.at(window, group).above);
      EXPECT_EQ(rows(Counted::kBelow), answer.at(window, group).below);
    }
  }
  return answer;
}

constexpr char kCaseload[] =
    "ratio { denominator { field: 'fte' } below { span: SPAN_STAFF population: 'fte > 0' "
    "anchor { kind: ANCHOR_KIND_STOCK } } }";
constexpr char kWeeklyStock[] =
    " anchor { kind: ANCHOR_KIND_STOCK } period { unit: PERIOD_UNIT_WEEK } ";

// Cases and full-time equivalents of each caseworker on a day; of all under 0.
std::map<int, std::pair<double, double>> PlainLoads(const std::vector<PlainCase>& cases,
                                                    const std::vector<PlainStaff>& staff, int day) {
  std::map<int, std::pair<double, double>> loads;
  for (const PlainCase& one : cases) {
    if (!one.IsOpenOn(day)) continue;
    ++loads[0].first;
    ++loads[one.CaseworkerOn(day)].first;
  }
  for (const PlainStaff& one : staff) {
    if (!one.IsHereOn(day) || one.FteOn(day) == 0) continue;
    loads[0].second += one.FteOn(day);
    loads[one.caseworker].second += one.FteOn(day);
  }
  return loads;
}

RC_GTEST_PROP(SpanRatioProperty, CasesByFullTimeEquivalentsOfEachCaseworker, ()) {
  Facts episodes(Subject::kEpisode);
  Facts people(Subject::kStaff);
  const std::vector<PlainCase> cases = AnyCases(episodes);
  const std::vector<PlainStaff> staff = AnyStaff(people);
  const int as_of = kFirstPlainDay + 1 + *rc::gen::inRange(0, 80);
  const Answer answer = ToldByWeek(
      absl::StrCat("measure { ", kCaseload, " }", kWeeklyStock, "breakdowns: 'caseworker'"),
      episodes,
      people,
      as_of);
  for (size_t window = 0; window < answer.windows.size(); ++window) {
    auto loads = PlainLoads(cases, staff, std::min(answer.windows[window].end - 1, as_of));
    for (size_t group = 0; group < answer.groups.size(); ++group) {
      const std::string& name = answer.groups[group];
      const int caseworker = name.empty() ? 0 : std::stoi(name.substr(1));
      const auto [open, fte] = loads[caseworker];
      const std::optional<double> told = answer.at(window, group).value;
      RC_ASSERT(told.has_value() == (fte > 0));
      if (told) RC_ASSERT(std::abs(*told - open / fte) < 1e-9);
      loads.erase(caseworker);
    }
    RC_ASSERT(loads.empty());
  }
}

RC_GTEST_PROP(SpanRatioProperty, HowEvenlyCaseworkersCarry, ()) {
  Facts episodes(Subject::kEpisode);
  Facts people(Subject::kStaff);
  const std::vector<PlainCase> cases = AnyCases(episodes);
  const std::vector<PlainStaff> staff = AnyStaff(people);
  const int as_of = kFirstPlainDay + 1 + *rc::gen::inRange(0, 80);
  const Answer answer = ToldByWeek(absl::StrCat("measure { spread { by: 'caseworker' statistic: "
                                                "SPREAD_STATISTIC_GINI of { ",
                                                kCaseload,
                                                " } } }",
                                                kWeeklyStock),
                                   episodes,
                                   people,
                                   as_of);
  for (size_t window = 0; window < answer.windows.size(); ++window) {
    std::vector<double> values;
    const int day = std::min(answer.windows[window].end - 1, as_of);
    for (const auto& [caseworker, load] : PlainLoads(cases, staff, day)) {
      if (caseworker != 0 && load.second > 0) values.push_back(load.first / load.second);
    }
    double sum = 0;
    double differences = 0;
    for (const double a : values) {
      sum += a;
      for (const double b : values) differences += std::abs(a - b);
    }
    const Figure& told = answer.at(window, 0);
    RC_ASSERT(told.value.has_value() == (sum > 0));
    if (sum == 0) continue;
    // n · mean is the sum.
    const double gini = differences / (2 * static_cast<double>(values.size()) * sum);
    RC_ASSERT(std::abs(*told.value - gini) < 1e-9);
    std::sort(values.begin(), values.end());
    const double median = (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2;
    RC_ASSERT(told.spread->max_over_median.has_value() == (median > 0));
    if (median > 0) {
      RC_ASSERT(std::abs(*told.spread->max_over_median - values.back() / median) < 1e-9);
    }
  }
}

RC_GTEST_PROP(SpanRatioProperty, CostsDayByDayByExits, ()) {
  Facts episodes(Subject::kEpisode);
  Facts costs(Subject::kCost);
  std::vector<PlainCost> booked(static_cast<size_t>(*rc::gen::inRange(0, 8)));
  int number = 0;
  for (PlainCost& one : booked) {
    one.from = AnyPlainDay() - 10;
    one.until = one.from + 1 + *rc::gen::inRange(0, 50);
    one.amount = *rc::gen::inRange(-100, 1000);
    one.unit = *rc::gen::inRange(0, 3);
    std::map<std::string, std::string> row = {{"from", PlainText(one.from)},
                                              {"until", PlainText(one.until)},
                                              {"amount", absl::StrCat(one.amount)}};
    if (one.unit != 0) row["unit"] = PlainName(one.unit);
    costs.Put(1, ++number, row);
  }
  // The exits and their units.
  std::vector<std::pair<int, int>> exits(static_cast<size_t>(*rc::gen::inRange(0, 10)));
  for (auto& [exited, unit] : exits) {
    exited = AnyPlainDay();
    unit = *rc::gen::inRange(1, 3);
    episodes.Put(++number,
                 1,
                 {{"opened", PlainText(exited - 5)},
                  {"exited", PlainText(exited)},
                  {"unit", absl::StrCat(PlainText(exited - 5), "=", PlainName(unit))}});
  }
  const int as_of = kFirstPlainDay + 1 + *rc::gen::inRange(0, 80);
  const Answer answer = ToldByWeek(
      "span: SPAN_COST measure { ratio { numerator { field: 'amount' by_days: true } "
      "below { span: SPAN_EPISODE anchor { milestone: 'exited' } } } } "
      "anchor { kind: ANCHOR_KIND_OVERLAP } period { unit: PERIOD_UNIT_WEEK rolling: 2 } "
      "breakdowns: 'unit'",
      costs,
      episodes,
      as_of);
  for (size_t window = 0; window < answer.windows.size(); ++window) {
    for (size_t group = 0; group < answer.groups.size(); ++group) {
      const std::string& name = answer.groups[group];
      double sum = 0;
      size_t rows = 0;
      double count = 0;
      for (const PlainCost& one : booked) {
        int days = 0;
        for (int day = answer.windows[window].first; day < answer.windows[window].end; ++day) {
          days += day <= as_of && day >= one.from && day < one.until ? 1 : 0;
        }
        if (days == 0 || (!name.empty() && name != PlainName(one.unit))) continue;
        ++rows;
        sum += static_cast<double>(one.amount) * days / (one.until - one.from);
      }
      for (const auto& [exited, unit] : exits) {
        const bool in = exited >= answer.windows[window].first &&
                        exited < answer.windows[window].end && exited <= as_of;
        count += in && (name.empty() || name == PlainName(unit)) ? 1 : 0;
      }
      const Figure& told = answer.at(window, group);
      RC_ASSERT(told.above == rows);
      RC_ASSERT(told.value.has_value() == (rows > 0 && count > 0));
      if (told.value) RC_ASSERT(std::abs(*told.value - sum / count) < 1e-9);
    }
  }
}

}  // namespace
}  // namespace framdrift::indicators
