// Every figure of the process view equals that of a plain second program that walks lists.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "domain/process/map.h"
#include "domain/process/spread.h"
#include "domain/process/throughput.h"
#include "domain/process/variants.h"
#include "tests/domain/process/given_path.h"

namespace framdrift::process {
namespace {

std::vector<Letters> RandomCases() {
  std::vector<Letters> cases(*rc::gen::inRange<size_t>(0, 12));
  for (Letters& one : cases) {
    int64_t hour = *rc::gen::inRange(0, 2000);
    const int count = *rc::gen::inRange(0, 9);
    for (int i = 0; i < count; ++i) {
      one.codes += *rc::gen::elementOf(std::string("abcd"));
      one.hours.push_back(hour);
      hour += *rc::gen::inRange(0, 40);
    }
  }
  return cases;
}

std::vector<v1::CasePath> PathsOf(const std::vector<Letters>& cases) {
  std::vector<v1::CasePath> paths;
  for (const Letters& one : cases) paths.push_back(PathOf(one));
  return paths;
}

double PlainMedian(std::vector<int64_t> hours) {
  std::sort(hours.begin(), hours.end());
  const size_t n = hours.size();
  const int64_t twice = n % 2 == 1 ? 2 * hours[n / 2] : hours[n / 2 - 1] + hours[n / 2];
  return static_cast<double>(twice) / 48;
}

double PlainP90(std::vector<int64_t> hours) {
  std::sort(hours.begin(), hours.end());
  const auto number =
      static_cast<size_t>(std::ceil(0.9 * static_cast<double>(hours.size()) - 1e-9));
  return static_cast<double>(hours[number - 1]) / 24;
}

void Near(double seen, double expected) { RC_ASSERT(std::abs(seen - expected) < 1e-9); }

RC_GTEST_PROP(ProcessProperty, TheMapIsThatOfAPlainProgram, ()) {
  const std::vector<Letters> cases = RandomCases();
  std::map<std::pair<std::string, std::string>, std::vector<int64_t>> steps;
  std::map<std::pair<std::string, std::string>, std::set<size_t>> cases_of;
  for (size_t k = 0; k < cases.size(); ++k) {
    for (size_t i = 1; i < cases[k].codes.size(); ++i) {
      const std::pair step(cases[k].codes.substr(i - 1, 1), cases[k].codes.substr(i, 1));
      steps[step].push_back(cases[k].hours[i] - cases[k].hours[i - 1]);
      cases_of[step].insert(k);
    }
  }
  const Traces traces(PathsOf(cases));
  MapFold fold;
  for (const Trace& trace : traces.all) fold.Add(trace);
  const ProcessMap map = fold.Finish(traces.alphabet);
  RC_ASSERT(map.steps.size() == steps.size());
  for (const MapStep& step : map.steps) {
    const std::pair key(traces.alphabet.code(step.from), traces.alphabet.code(step.to));
    RC_ASSERT(step.count == static_cast<int64_t>(steps[key].size()));
    RC_ASSERT(step.cases == static_cast<int64_t>(cases_of[key].size()));
    Near(step.times.median, PlainMedian(steps[key]));
    Near(step.times.p90, PlainP90(steps[key]));
  }
}

RC_GTEST_PROP(ProcessProperty, TheVariantsAreThoseOfAPlainProgram, ()) {
  const std::vector<Letters> cases = RandomCases();
  std::map<std::string, std::vector<int64_t>> expected;
  for (const Letters& one : cases) {
    if (!one.codes.empty()) expected[one.codes].push_back(one.hours.back() - one.hours.front());
  }
  const Traces traces(PathsOf(cases));
  VariantFold fold;
  for (const Trace& trace : traces.all) fold.Add(trace);
  const std::vector<Variant> variants = fold.Finish(traces.alphabet);
  RC_ASSERT(variants.size() == expected.size());
  std::set<std::string> names;
  for (const Variant& variant : variants) {
    std::string codes;
    for (const uint32_t activity : variant.activities) codes += traces.alphabet.code(activity);
    RC_ASSERT(variant.times.count == static_cast<int64_t>(expected[codes].size()));
    Near(variant.times.median, PlainMedian(expected[codes]));
    RC_ASSERT(names.insert(variant.name).second);
  }
}

RC_GTEST_PROP(ProcessProperty, TheStatusAtAnyHourIsThatOfAPlainProgram, ()) {
  const std::vector<Letters> cases = RandomCases();
  const int64_t hour = *rc::gen::inRange(0, 2400);
  std::map<std::string, int64_t> last;
  int64_t started = 0;
  int64_t under_way = 0;
  for (const Letters& one : cases) {
    int64_t happened = 0;
    for (size_t i = 0; i < one.codes.size() && one.hours[i] <= hour; ++i) ++happened;
    if (happened == 0) continue;
    ++started;
    if (one.hours.back() > hour) ++under_way;
    ++last[one.codes.substr(static_cast<size_t>(happened) - 1, 1)];
  }
  const Traces traces(PathsOf(cases));
  StatusCounts counts;
  for (const Trace& trace : traces.all) AddStatus(trace, hour * 3'600'000'000, counts);
  RC_ASSERT(counts.started == started);
  RC_ASSERT(counts.under_way == under_way);
  RC_ASSERT(counts.finished == started - under_way);
  RC_ASSERT(counts.last.size() == last.size());
  for (const auto& [activity, seen] : counts.last) {
    RC_ASSERT(seen.cases == last[traces.alphabet.code(activity)]);
  }
}

}  // namespace
}  // namespace framdrift::process
