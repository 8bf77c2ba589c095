// What people in a place need, and whether it is met.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "base/refusal.h"
#include "domain/history/recorded.h"
#include "domain/place/ids.h"
#include "framdrift/place/v1/place_events.pb.h"

namespace framdrift::place {

struct Need {
  NeedId id;
  // Where its sealed note stands.
  int64_t position = 0;
  v1::NeedRecorded content;
  v1::NeedStanding standing = v1::NEED_STANDING_OPEN;
  // The day since which it is open; none when it is not.
  std::optional<absl::CivilDay> open_since;
  // Civil days of the times it was open that are over.
  int64_t days_open_before = 0;
  std::string how;
  std::vector<std::string> contributors;

  // Civil days it has been open by `day`.
  int64_t DaysOpen(absl::CivilDay day) const;
};

// In order of recording.
using Needs = std::vector<Need>;

// Null when there is none such.
const Need* FindNeed(const Needs& needs, const NeedId& id);

// Events of other matters change and refuse nothing.
void Evolve(Needs& needs, const history::Recorded<v1::PlaceEvent>& entry);
// NEED_EXISTS, NEED_UNKNOWN, NEED_CODE_UNKNOWN, NEED_NOT_OPEN, NEED_UNCHANGED.
void Check(const Needs& before, const v1::PlaceEvent& event, Refusals& out);

}  // namespace framdrift::place
