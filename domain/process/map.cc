#include "domain/process/map.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace framdrift::process {

MapFold::Activity& MapFold::At(uint32_t activity) {
  if (activity >= activities_.size()) activities_.resize(activity + 1);
  return activities_[activity];
}

void MapFold::Add(const Trace& trace) {
  if (trace.empty()) return;
  ++case_;
  for (size_t i = 0; i < trace.size(); ++i) {
    Activity& activity = At(trace.activities[i]);
    ++activity.counts.count;
    if (std::exchange(activity.last_case, case_) != case_) ++activity.counts.cases;
    if (i == 0) continue;
    Step& step = steps_[uint64_t{trace.activities[i - 1]} << 32 | trace.activities[i]];
    if (std::exchange(step.last_case, case_) != case_) ++step.cases;
    step.times_us.push_back(trace.times_us[i] - trace.times_us[i - 1]);
  }
  ++At(trace.activities.front()).counts.first;
  ++At(trace.activities.back()).counts.last;
}

ProcessMap MapFold::Finish(const Alphabet& alphabet) {
  ProcessMap map;
  for (uint32_t number = 0; number < activities_.size(); ++number) {
    MapActivity& counts = activities_[number].counts;
    counts.activity = number;
    if (counts.count > 0) map.activities.push_back(counts);
  }
  for (auto& [key, step] : steps_) {
    map.steps.push_back({static_cast<uint32_t>(key >> 32),
                         static_cast<uint32_t>(key),
                         static_cast<int64_t>(step.times_us.size()),
                         step.cases,
                         SpreadOf(step.times_us)});
  }
  std::sort(map.activities.begin(), map.activities.end(), [&](const auto& a, const auto& b) {
    const auto rank = [&](const MapActivity& one) {
      return std::tuple<int64_t, const std::string&>(-one.count, alphabet.code(one.activity));
    };
    return rank(a) < rank(b);
  });
  std::sort(map.steps.begin(), map.steps.end(), [&](const auto& a, const auto& b) {
    const auto rank = [&](const MapStep& one) {
      return std::tuple<int64_t, const std::string&, const std::string&>(
          -one.count, alphabet.code(one.from), alphabet.code(one.to));
    };
    return rank(a) < rank(b);
  });
  return map;
}

}  // namespace framdrift::process
