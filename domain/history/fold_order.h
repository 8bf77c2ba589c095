// In which order a stream's events are folded, as far as one pass over them can follow it.
#pragma once

#include <algorithm>
#include <optional>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "domain/history/recorded.h"

namespace framdrift::history {

// Where a fold by (occurred_at, position) has come to: by position alone within a civil day that
// holds an event known only to the day or month. Takes envelopes with their `day` set. Not
// thread-safe.
class FoldOrder {
 public:
  // True when an event recorded after all that were folded is also folded after them.
  bool FoldsLast(const Envelope& envelope) const {
    if (!latest_) return true;
    if (envelope.day != day_) return envelope.day > day_;
    if (day_is_whole_) return true;
    return envelope.occurred.precision == Precision::kSecond && envelope.occurred.at >= *latest_;
  }

  // The event was folded.
  void Advance(const Envelope& envelope) {
    if (!latest_ || envelope.day > day_) day_is_whole_ = false;
    day_is_whole_ |= envelope.occurred.precision != Precision::kSecond;
    day_ = envelope.day;
    latest_ = latest_ ? std::max(*latest_, envelope.occurred.at) : envelope.occurred.at;
  }

 private:
  // The latest instant folded, its day, and whether that day holds an event known only to the day.
  std::optional<absl::Time> latest_;
  absl::CivilDay day_;
  bool day_is_whole_ = false;
};

}  // namespace framdrift::history
