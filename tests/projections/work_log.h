// Random histories of staff and activities, and what follows from their events by plain loops.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <tuple>
#include <vector>

#include "base/strong_id.h"
#include "eventstore/event.h"

namespace framdrift::projections {

// From, until and öre.
using PlainCost = std::tuple<int, int, int64_t>;

struct PlainWork {
  // Of one of the staff who is registered: percent that day; none once ended.
  std::optional<int> fte_percent;
  bool registered = false;
  std::vector<PlainCost> costs;
};

// Three of the staff and three activities: capacity set and costs booked, some of it late, some
// struck through again. Not thread-safe.
class WorkLog {
 public:
  static constexpr int kStaff = 3;
  static constexpr int kStreams = 6;

  explicit WorkLog(uint64_t seed) : random_(seed) {}

  // The event to be recorded at `position`.
  eventstore::NewEvent Next(int64_t position);
  // What had happened to the stream by the end of `day` as known at `position`; days count from the
  // first event's.
  PlainWork At(int stream, int64_t position, int day) const;

  // The first kStaff streams are of staff.
  static eventstore::StreamId StreamOf(int stream);
  // The end of that day.
  static absl::Time EndOf(int day);

 private:
  enum class Kind { kBegan, kCapacity, kEnded, kBooked, kVoided };
  struct Recorded {
    Kind kind = Kind::kBegan;
    int stream = 0;
    int64_t position = 0;
    int day = 0;
    int fte_percent = 0;
    PlainCost cost;
    int64_t target = 0;
  };

  int Below(int end) { return static_cast<int>(random_() % static_cast<uint64_t>(end)); }
  // What happens next to the stream.
  Recorded Any(int stream, int64_t position);
  static eventstore::NewEvent EventOf(const Recorded& one);

  std::mt19937_64 random_;
  std::vector<Recorded> recorded_;
};

}  // namespace framdrift::projections
