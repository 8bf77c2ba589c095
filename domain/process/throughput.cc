#include "domain/process/throughput.h"

#include <algorithm>
#include <cstddef>

#include "framdrift/casework/v1/case_events.pb.h"

namespace framdrift::process {

using casework::v1::CaseEvent;

namespace {

CalendarUnit UnitOf(v1::ProcessPeriod period) {
  switch (period) {
    case v1::PROCESS_PERIOD_DAY:
      return CalendarUnit::kDay;
    case v1::PROCESS_PERIOD_WEEK:
      return CalendarUnit::kWeek;
    case v1::PROCESS_PERIOD_QUARTER:
      return CalendarUnit::kQuarter;
    case v1::PROCESS_PERIOD_YEAR:
      return CalendarUnit::kYear;
    default:
      return CalendarUnit::kMonth;
  }
}

}  // namespace

ThroughputFold::ThroughputFold(v1::ProcessPeriod period, absl::TimeZone zone)
    : unit_(UnitOf(period)), zone_(zone) {}

PeriodCounts& ThroughputFold::At(int64_t time_us) {
  if (latest_.counts == nullptr || time_us < latest_.begin_us || time_us >= latest_.end_us) {
    const absl::CivilDay day = absl::ToCivilDay(absl::FromUnixMicros(time_us), zone_);
    const absl::CivilDay start = FirstDayOf(unit_, day);
    latest_ = {absl::ToUnixMicros(absl::FromCivil(start, zone_)),
               absl::ToUnixMicros(absl::FromCivil(FirstDayLater(unit_, start, 1), zone_)),
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
      const absl::CivilDay next = FirstDayLater(unit_, all.back().start, 1);
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
  const bool under_way = happened < trace.size();
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
