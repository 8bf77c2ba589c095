// What figures need of staff and of activities: capacity since when, and what was booked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "domain/history/ids.h"
#include "domain/history/recorded.h"
#include "domain/history/streams.h"
#include "framdrift/activity/v1/activity_events.pb.h"
#include "framdrift/facts/v1/fact_rows.pb.h"
#include "framdrift/organisation/v1/organisation_events.pb.h"

namespace framdrift::indicators {

// Share of a full-time equivalent in percent, from then on.
struct CapacitySince {
  history::Occurred since;
  int32_t fte_percent = 0;
};

struct StaffHistory {
  // None until registered.
  std::optional<history::Occurred> registered;
  std::optional<history::Occurred> ended;
  history::UnitId unit;
  // In the order of the fold; full time from the registration until it is said to be otherwise.
  std::vector<CapacitySince> capacities;
  // In the order of the fold.
  std::vector<facts::v1::FactCost> costs;
};

// Corrections, voidings and late entries mean what they do to any fold.
struct StaffHistoryDecider {
  using Event = organisation::v1::StaffEvent;
  using State = StaffHistory;
  static constexpr history::StreamKind kKind = history::StreamKind::kStaff;

  // Total over any subset of a history in any order.
  static void Evolve(StaffHistory& history, const history::Recorded<Event>& entry);
};

struct ActivityCosts {
  history::UnitId unit;
  codes::v1::ActivityType type = codes::v1::ACTIVITY_TYPE_UNSPECIFIED;
  // In the order of the fold.
  std::vector<facts::v1::FactCost> costs;
};

struct ActivityCostsDecider {
  using Event = activity::v1::ActivityEvent;
  using State = ActivityCosts;
  static constexpr history::StreamKind kKind = history::StreamKind::kActivity;

  // Total over any subset of a history in any order.
  static void Evolve(ActivityCosts& state, const history::Recorded<Event>& entry);
};

// Costs by their first day. Days are those of `zone`.
facts::v1::FactStaff FactsOf(const StaffHistory& history, absl::TimeZone zone);
// Empty where nothing was booked.
facts::v1::FactActivity FactsOf(const ActivityCosts& state);

}  // namespace framdrift::indicators
