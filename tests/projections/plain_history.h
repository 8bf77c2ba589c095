// Random histories of persons, and what follows from their events by plain loops.
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <utility>
#include <vector>

#include "eventstore/event.h"

namespace framdrift::projections {

// One event in its plainest form. Days are those since 1970 in Stockholm.
struct PlainEvent {
  enum class Kind {
    kOpened,
    kReopened,
    kAssigned,
    kPlanned,
    kExited,
    kObservationEnded,
    kSupported,
    kAttended,
    kVoided,
    kCorrected,
  };

  Kind kind = Kind::kOpened;
  int person = 0;
  int64_t position = 0;
  int day = 0;
  // Within the day, from 1.
  int minute = 1;
  // Opened, reopened, assigned.
  int unit = 0;
  // Exited: codes::v1::ExitReason.
  int reason = 0;
  // Supported: months since 1970, and whether it was paid.
  int month = 0;
  bool paid = false;
  // Attended.
  int minutes = 0;
  bool at_workplace = false;
  // Voided and corrected: which position.
  int64_t target = 0;
  // Corrected: whether it happened on `day` instead, or only the contents are others.
  bool moves = false;
};

// Units from a day on, in order; 0 is none.
using PlainUnits = std::vector<std::pair<int, int>>;
int UnitOn(const PlainUnits& units, int day);

struct PlainEpisode {
  int person = 0;
  int ordinal = 0;
  std::optional<int> opened;
  std::optional<int> planned;
  std::optional<int> exited;
  int reason = 0;
  std::optional<int> reopened;
  std::optional<int> observation_ended;
  PlainUnits units;
};

struct PlainSession {
  int day = 0;
  int minutes = 0;
  bool at_workplace = false;
  int unit = 0;
};

struct PlainSpell {
  int person = 0;
  // Days.
  int started = 0;
  int ended = 0;
  int months = 0;
};

struct PlainFacts {
  std::vector<PlainEpisode> episodes;
  std::vector<PlainSession> sessions;
  std::vector<PlainSpell> spells;
};

// Events of so many persons in the order they are recorded; some happened before others, some void
// or correct. Not thread-safe.
class PlainHistory {
 public:
  PlainHistory(uint64_t seed, int persons);

  // The next event as the store takes it. `position` is where it will stand.
  eventstore::NewEvent Next(int64_t position);

  // What had happened by the end of `day` as known at `position`.
  PlainFacts At(int64_t position, int day) const;
  int last_day() const { return now_; }

 private:
  int Below(int limit) { return static_cast<int>(random_() % static_cast<uint64_t>(limit)); }
  PlainEvent Any(int64_t position);
  // Of a kind that amends nothing.
  void Fill(PlainEvent& event);

  std::mt19937_64 random_;
  const int persons_;
  int now_ = 0;
  std::vector<PlainEvent> recorded_;
};

}  // namespace framdrift::projections
