// The facts of some streams under making, each with when it happened and when it was known.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "framdrift/migration/v1/migration_service.pb.h"

namespace framdrift::demo {

using migration::v1::Fact;

// A history may be written beyond the end of the simulated time: what had not happened by then is
// left out, and what is left of a history that rules allow they allow too. A reference to a fact
// that is left out may be filled in until the next is added. Not thread-safe.
class FactList {
 public:
  explicit FactList(absl::Time end) : end_(end) {}

  // A fact to be filled in, which happened at `at` and was entered `lag` later, but by the end at
  // the latest. Lives as long as this.
  Fact& Add(absl::string_view stream, absl::Time at, absl::Duration lag = absl::Minutes(2));
  // The same for one that is left out when it had not been entered by the end.
  Fact& AddIfEntered(absl::string_view stream, absl::Time at, absl::Duration lag);
  // The same for a fact of a whole day.
  Fact& AddOn(absl::string_view stream, absl::CivilDay day);

  // From now on nothing that happens at `limit` or later is kept.
  void SetLimit(absl::Time limit) { limit_ = limit; }
  absl::Time end() const { return end_; }
  // Those that had happened by the end, by time and then as added.
  std::vector<Fact> Take();

 private:
  struct Entry {
    absl::Time at;
    Fact fact;
  };

  // Null for what is not kept.
  Fact* AddEntry(absl::string_view stream, absl::Time at, absl::Time known);

  absl::Time end_;
  absl::Time limit_ = absl::InfiniteFuture();
  Fact dropped_;
  std::deque<Entry> entries_;
};

}  // namespace framdrift::demo
