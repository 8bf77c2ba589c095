// The orders of activities that cases go through, with how many cases go each way.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "domain/process/spread.h"
#include "domain/process/trace.h"

namespace framdrift::process {

struct Variant {
  // As VariantOf.
  std::string name;
  std::vector<uint32_t> activities;
  // From the first activity to the last.
  Spread times;
};

// Takes in case by case. Not thread-safe.
class VariantFold {
 public:
  void Add(const Trace& trace);
  // The most frequent first, then by name. Once, after the last case.
  std::vector<Variant> Finish(const Alphabet& alphabet);

 private:
  absl::flat_hash_map<std::vector<uint32_t>, std::vector<int64_t>> times_us_;
};

}  // namespace framdrift::process
