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

// True when `a` happened before `b`. Within a day that one of them is known only to, neither is
// before the other.
inline bool IsBefore(const Stamp& a, const Stamp& b) {
  if (a.day != b.day) return a.day < b.day;
  const bool by_second = a.occurred.precision == history::Precision::kSecond &&
                         b.occurred.precision == history::Precision::kSecond;
  return by_second && a.occurred.at < b.occurred.at;
}
inline bool IsBefore(const history::Envelope& envelope, const Stamp& stamp) {
  return IsBefore(Stamp::Of(envelope), stamp);
}

}  // namespace framdrift::cases
