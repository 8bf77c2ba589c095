// Which activity directly follows which, how often and after how long.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "domain/process/spread.h"
#include "domain/process/trace.h"

namespace framdrift::process {

struct MapActivity {
  uint32_t activity = 0;
  int64_t count = 0;
  int64_t cases = 0;
  int64_t first = 0;
  int64_t last = 0;
};

struct MapStep {
  uint32_t from = 0;
  uint32_t to = 0;
  int64_t count = 0;
  int64_t cases = 0;
  Spread times;
};

struct ProcessMap {
  // Both the most frequent first, then by code.
  std::vector<MapStep> steps;
  std::vector<MapActivity> activities;
};

// Takes in case by case. Not thread-safe.
class MapFold {
 public:
  void Add(const Trace& trace);
  // Once, after the last case. `alphabet` is what the traces were read with.
  ProcessMap Finish(const Alphabet& alphabet);

 private:
  struct Step {
    int64_t cases = 0;
    // The case that counted last, so that none counts twice.
    int64_t last_case = 0;
    std::vector<int64_t> times_us;
  };
  struct Activity {
    MapActivity counts;
    int64_t last_case = 0;
  };
  Activity& At(uint32_t activity);

  int64_t case_ = 0;
  std::vector<Activity> activities_;
  absl::flat_hash_map<uint64_t, Step> steps_;
};

}  // namespace framdrift::process
