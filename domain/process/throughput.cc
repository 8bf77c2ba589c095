#include "domain/process/throughput.h"

#include <algorithm>
#include <cstddef>

#include "framdrift/casework/v1/case_events.pb.h"

namespace framdrift::process {

using casework::v1::CaseEvent;

absl::CivilDay PeriodStart(absl::CivilDay day, v1::ProcessPeriod period) {
  switch (period) {
    case v1::PROCESS_PERIOD_DAY:
      return day;
    case v1::PROCESS_PERIOD_WEEK:
      return absl::PrevWeekday(day + 1, absl::Weekday::monday);
    case v1::PROCESS_PERIOD_QUARTER:
      return absl::CivilDay(day.year(), (day.month() - 1) / 3 * 3 + 1, 1);
    case v1::PROCESS_PERIOD_YEAR:
      return absl::CivilDay(day.year(), 1, 1);
    default:
      return absl::CivilDay(absl::CivilMonth(day));
  }
}

absl::CivilDay NextPeriod(absl::CivilDay start, v1::ProcessPeriod period) {
  switch (period) {
    case v1::PROCESS_PERIOD_DAY:
      return start + 1;
    case v1::PROCESS_PERIOD_WEEK:
      return start + 7;
    case v1::PROCESS_PERIOD_QUARTER:
      return absl::CivilDay(absl::CivilMonth(start) + 3);
    case v1::PROCESS_PERIOD_YEAR:
      return absl::CivilDay(absl::CivilYear(start) + 1);
    default:
      return absl::CivilDay(absl::CivilMonth(start) + 1);
  }
}

PeriodCounts& ThroughputFold::At(int64_t time_us) {
  if (latest_.counts == nullptr || time_us < latest_.begin_us || time_us >= latest_.end_us) {
    const absl::CivilDay day = absl::ToCivilDay(absl::FromUnixMicros(time_us), zone_);
    const absl::CivilDay start = PeriodStart(day, period_);
    latest_ = {absl::ToUnixMicros(absl::FromCivil(start, zone_)),
               absl::ToUnixMicros(absl::FromCivil(NextPeriod(start, period_), zone_)),
               &periods_[start]};
  }
  return *latest_.counts;
}

void ThroughputFold::Add(const Trace& trace) {
  if (trace.empty()) return;
  for (const int64_t time_us : trace.times_us) ++At(time_us).activities;
  ++At(trace.times_us.front()).started;
  ++At(trace.times_us.back()).finished;
}

std::vector<PeriodCounts> ThroughputFold::Finish(size_t limit) const {
  std::vector<PeriodCounts> all;
  int64_t under_way = 0;
  for (const auto& [start, counts] : periods_) {
    while (!all.empty()) {
      const absl::CivilDay next = NextPeriod(all.back().start, period_);
      if (next >= start) break;
      all.push_back({.start = next, .under_way = under_way});
    }
    under_way += counts.started - counts.finished;
    all.push_back(counts);
    all.back().start = start;
    all.back().under_way = under_way;
  }
  const size_t left_out = all.size() - std::min(all.size(), limit);
  all.erase(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(left_out));
  return all;
}

void AddStatus(const Trace& trace, int64_t at_us, StatusCounts& counts) {
  const auto after = std::upper_bound(trace.times_us.begin(), trace.times_us.end(), at_us);
  const auto happened = static_cast<size_t>(after - trace.times_us.begin());
  if (happened == 0) return;
  const bool under_way = trace.IsUnderWayAt(at_us);
  ++counts.started;
  ++(under_way ? counts.under_way : counts.finished);
  counts.activities += static_cast<int64_t>(happened);
  StatusCounts::Activity& last = counts.last[trace.activities[happened - 1]];
  ++last.cases;
  if (under_way) ++last.under_way;
}

bool IsOpenAt(const v1::CasePath& path, int64_t at_us) {
  bool open = false;
  int64_t time_us = 0;
  for (int i = 0; i < path.acts_size() && i < path.gaps_us_size(); ++i) {
    time_us += path.gaps_us(i);
    if (time_us > at_us) break;
    if (path.acts(i) >= static_cast<uint32_t>(path.activities_size())) continue;
    const int event = path.activities(static_cast<int>(path.acts(i))).event();
    if (event == CaseEvent::kCaseOpened || event == CaseEvent::kCaseReopened) open = true;
    if (event == CaseEvent::kExitRecorded) open = false;
  }
  return open;
}

}  // namespace framdrift::process
