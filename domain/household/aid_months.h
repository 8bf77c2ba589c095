// What a household and each adult in it had of income support for a month, and the events that keep
// the adults' cases up with it.
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"
#include "domain/history/ids.h"
#include "domain/household/household.h"
#include "framdrift/casework/v1/outcome_events.pb.h"

namespace framdrift::household {

// Every amount is in öre.
struct AidMonth {
  // An application, not an enquiry, is for the month.
  bool applied = false;
  // A decision of the month refuses, wholly or in part.
  bool refused = false;
  int64_t granted_ore = 0;
  int64_t paid_ore = 0;
  int64_t reversed_ore = 0;

  // A month with net payment above zero; granted but unpaid is not one yet.
  bool is_support_month() const { return paid_ore > reversed_ore; }

  friend bool operator==(const AidMonth&, const AidMonth&) = default;
};

// The part of one adult. `share` is of the household's granted amount, 0 to 1; while nothing is
// granted, of the adults covered or applying.
struct AidShare {
  AidMonth month;
  casework::v1::AidRole role = casework::v1::AID_ROLE_UNSPECIFIED;
  double share = 0;

  friend bool operator==(const AidShare&, const AidShare&) = default;
};

using AidShares = std::map<std::pair<PersonId, absl::CivilMonth>, AidShare>;

// The household's sums: each amount counts once, however many adults share it.
std::map<absl::CivilMonth, AidMonth> MonthsOf(const Household& household);

// Each covered or applying adult's part of each month. What a decision granted, what was paid
// under it and what was taken back are each split equally over the adults it covers; öre left over
// go one each to the first of them by id, so that the parts add up to the whole.
AidShares SharesOf(const Household& household);

// `amount` in `count` parts that differ by at most 1, the larger first. `count` is above 0.
std::vector<int64_t> SplitEqually(int64_t amount, size_t count);

// An event for the case of `person`.
struct AidMonthWrite {
  PersonId person;
  history::Occurred occurred;
  casework::v1::AidMonthSet event;
};

// The events that bring the cases, which follow `before`, to follow `after`, for any change: back
// in time, a correction, a voiding. Each day the household's events changed a share, the share as
// of that day's end is written, occurring when the last event of that day did.
std::vector<AidMonthWrite> AidMonthWrites(const history::HouseholdId& household,
                                          const HouseholdTimeline& before,
                                          const HouseholdTimeline& after);

}  // namespace framdrift::household
