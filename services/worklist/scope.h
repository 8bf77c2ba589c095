// Whose worklist is meant, and what the one who looks at it keeps.
#pragma once

#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "domain/history/ids.h"
#include "domain/history/timeline.h"
#include "domain/organisation/worklist_settings.h"
#include "framdrift/worklist/v1/worklist_service.pb.h"
#include "projections/worklist.h"
#include "services/reading.h"

namespace framdrift::services {

// Who answers for a case at a moment; empty where nobody does.
struct CaseHolder {
  history::StaffId caseworker;
  history::UnitId unit;

  friend bool operator==(const CaseHolder&, const CaseHolder&) = default;
};

struct WorklistScope {
  // Who looks.
  history::StaffId viewer;
  // Whose cases: a member of staff's, or where `unit` is set the unit's.
  history::StaffId staff;
  history::UnitId unit;
  // The lists its items stand on: one of staff or of a unit, and those of who is to answer. No item
  // is on two of them.
  std::vector<projections::ListOf> lists;
  // The viewer's.
  organisation::WorklistSettings settings;

  bool covers() const { return unit.empty() && viewer != staff; }
  bool HasCaseOf(const CaseHolder& holder) const {
    return unit.empty() ? !staff.empty() && holder.caseworker == staff : holder.unit == unit;
  }
  bool HasItem(const worklist::v1::WorkItem& item) const;
};

// Beyond the rules of fields: InvalidField where both a unit and a colleague are named.
absl::Status CheckScope(const worklist::v1::WorklistScope& asked);

// The scope asked for, with what stands in its streams at the reading's position, or stood there as
// of then; whom the person stands in for is as of today. NOT_COVERING.
absl::StatusOr<WorklistScope> ScopeAsked(Reading& reading, const worklist::v1::WorklistScope& asked,
                                         const std::optional<history::AsOf>& as_of = std::nullopt);

// When the viewer's cover of the colleague ends, counted from a day on which it holds; never for a
// scope that is no cover.
absl::Time EndOfCover(const WorklistScope& scope, absl::TimeZone zone);

absl::Status NotCovering(const WorklistScope& scope);

}  // namespace framdrift::services
