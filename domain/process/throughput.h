// How many cases begin and end in each period, and how many are under way at an instant.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "base/calendar_unit.h"
#include "domain/process/trace.h"
#include "framdrift/process/v1/process.pb.h"
#include "framdrift/process/v1/process_rows.pb.h"

namespace framdrift::process {

struct PeriodCounts {
  absl::CivilDay start;
  int64_t started = 0;
  int64_t finished = 0;
  // When the period ends.
  int64_t under_way = 0;
  int64_t activities = 0;
};

// Takes in case by case. Not thread-safe.
class ThroughputFold {
 public:
  // An unspecified period is a month.
  ThroughputFold(v1::ProcessPeriod period, absl::TimeZone zone);

  void Add(const Trace& trace);
  // From the first that holds anything to the last, those between too; the last `limit` of them.
  std::vector<PeriodCounts> Finish(size_t limit) const;

 private:
  // The one that was last asked for, which the next is likely to be.
  struct Latest {
    int64_t begin_us = 0;
    int64_t end_us = 0;
    PeriodCounts* counts = nullptr;
  };
  PeriodCounts& At(int64_t time_us);

  const CalendarUnit unit_;
  const absl::TimeZone zone_;
  std::map<absl::CivilDay, PeriodCounts> periods_;
  Latest latest_;
};

struct StatusCounts {
  struct Activity {
    int64_t cases = 0;
    int64_t under_way = 0;
  };
  int64_t started = 0;
  int64_t under_way = 0;
  int64_t finished = 0;
  int64_t activities = 0;
  // By number, what had happened last.
  std::map<uint32_t, Activity> last;
};

// Adds what had happened in a case at `at_us` or before.
void AddStatus(const Trace& trace, int64_t at_us, StatusCounts& counts);

// Whether an episode was opened at `at_us` or before and not exited by then.
bool IsOpenAt(const v1::CasePath& path, int64_t at_us);

}  // namespace framdrift::process
