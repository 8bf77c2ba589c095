// The activities of one case that a question is about, as numbers, with when each happened.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "framdrift/process/v1/process_rows.pb.h"

namespace framdrift::process {

// Which of the things that happened in a case are its activities.
struct Selection {
  // Only acts of this system, where set.
  std::string source;
  // All, and not only what brings a case forward.
  bool all = false;
  // Only these codes, where any; then whatever `all` says.
  absl::flat_hash_set<std::string> activities;
};

bool IsSelected(const v1::PathActivity& activity, const Selection& selection);

// The codes met so far, each with a number. Not thread-safe.
class Alphabet {
 public:
  uint32_t Intern(const v1::PathActivity& activity);

  size_t size() const { return letters_.size(); }
  const std::string& code(uint32_t number) const { return letters_[number].code; }
  const std::string& label(uint32_t number) const { return letters_[number].label; }
  // The same for a code wherever and whenever it is met.
  uint64_t fingerprint(uint32_t number) const { return letters_[number].fingerprint; }

 private:
  struct Letter {
    std::string code;
    std::string label;
    uint64_t fingerprint = 0;
  };
  std::vector<Letter> letters_;
  absl::flat_hash_map<std::string, uint32_t> numbers_;
};

// In order; the times, in microseconds since 1970, never fall.
struct Trace {
  std::vector<uint32_t> activities;
  std::vector<int64_t> times_us;

  bool empty() const { return activities.empty(); }
  size_t size() const { return activities.size(); }
  // From the first to the last; 0 where there are none.
  int64_t duration_us() const { return empty() ? 0 : times_us.back() - times_us.front(); }
};

// Reads paths of many cases into one alphabet. Borrows `alphabet`, which must outlive it. Not
// thread-safe.
class Tracer {
 public:
  Tracer(Selection selection, Alphabet& alphabet)
      : selection_(std::move(selection)), alphabet_(alphabet) {}

  // The selected activities of `path`; `trace` is memory used again.
  void Read(const v1::CasePath& path, Trace& trace);

 private:
  const Selection selection_;
  Alphabet& alphabet_;
  std::vector<uint32_t> numbers_;
};

// Takes away what happened in the path after `time_us`.
void CutAfter(int64_t time_us, v1::CasePath& path);

// The name of the order of a trace's activities, 16 hexadecimal digits: of 64 bits, so that two
// orders of a tenant share one with a chance of one in 10^10 or less.
std::string VariantOf(const Trace& trace, const Alphabet& alphabet);

}  // namespace framdrift::process
