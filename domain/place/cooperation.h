// Who works together in a place: groups, partners, joint goals, and what meetings agreed on.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/time/civil_time.h"
#include "base/refusal.h"
#include "domain/history/ids.h"
#include "domain/history/recorded.h"
#include "domain/place/ids.h"
#include "framdrift/place/v1/place_events.pb.h"

namespace framdrift::place {

struct Agreement {
  history::PartnerId partner;
  std::optional<absl::CivilDay> from;
  // The first day it does not hold; none means until further notice.
  std::optional<absl::CivilDay> until;
  v1::PartnerAgreed content;

  // Whether it holds on a day from `first` to the day before `after`.
  bool HoldsWithin(absl::CivilDay first, absl::CivilDay after) const {
    return from && *from < after && (!until || first < *until);
  }
};

struct Meeting {
  absl::CivilDay day;
  v1::MeetingHeld content;
};

struct Cooperation {
  // In order of forming, agreeing, setting and meeting.
  std::vector<v1::GroupFormed> groups;
  std::vector<Agreement> agreements;
  std::vector<v1::JointGoalSet> goals;
  std::vector<Meeting> meetings;
};

// Events of other matters change and refuse nothing.
void Evolve(Cooperation& cooperation, const history::Recorded<v1::PlaceEvent>& entry);
// GROUP_EXISTS, GROUP_KIND_UNKNOWN, GROUP_UNKNOWN, AGREEMENT_EXISTS, DATES_OUT_OF_ORDER,
// SECTOR_UNKNOWN, MEETING_EXISTS, ACTION_INCOMPLETE, QUANTITY_OUT_OF_RANGE.
void Check(const Cooperation& before, const v1::PlaceEvent& event, Refusals& out);

}  // namespace framdrift::place
