#include "domain/process/variants.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace framdrift::process {

void VariantFold::Add(const Trace& trace) {
  if (!trace.empty()) times_us_[trace.activities].push_back(trace.duration_us());
}

std::vector<Variant> VariantFold::Finish(const Alphabet& alphabet) {
  std::vector<Variant> variants;
  Trace trace;
  for (auto& [activities, times] : times_us_) {
    trace.activities = activities;
    variants.push_back({VariantOf(trace, alphabet), activities, SpreadOf(times)});
  }
  std::sort(variants.begin(), variants.end(), [](const Variant& a, const Variant& b) {
    return std::tuple<int64_t, const std::string&>(-a.times.count, a.name) <
           std::tuple<int64_t, const std::string&>(-b.times.count, b.name);
  });
  return variants;
}

}  // namespace framdrift::process
