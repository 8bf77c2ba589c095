// Where and when an event stands in a case, kept by whatever it left in the state.
#pragma once

#include <cstdint>

#include "absl/time/civil_time.h"
#include "domain/history/recorded.h"

namespace framdrift::cases {

struct Stamp {
  // Where the event's sealed text is found.
  int64_t position = 0;
  history::Occurred occurred;
  absl::CivilDay day;

  static Stamp Of(const history::Envelope& envelope) {
    return {envelope.position, envelope.occurred, envelope.day};
  }

  friend bool operator==(const Stamp&, const Stamp&) = default;
};

// True when `envelope` happened before `stamp`. Within a day that one of them is known only to,
// neither is before the other.
inline bool IsBefore(const history::Envelope& envelope, const Stamp& stamp) {
  if (envelope.day != stamp.day) return envelope.day < stamp.day;
  const bool by_second = envelope.occurred.precision == history::Precision::kSecond &&
                         stamp.occurred.precision == history::Precision::kSecond;
  return by_second && envelope.occurred.at < stamp.occurred.at;
}

}  // namespace framdrift::cases
