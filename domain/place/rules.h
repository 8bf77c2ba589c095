// What quantities and codes must be, in every event of a place.
#pragma once

#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "base/refusal.h"
#include "domain/place/refusals.h"
#include "framdrift/place/v1/place_events.pb.h"

namespace framdrift::place {

// QUANTITY_OUT_OF_RANGE, whose metadata `field` names `field`, unless `value` lies within.
template <typename Number>
void CheckWithin(absl::string_view field, Number value, Number least, Number most, Refusals& out) {
  if (std::isfinite(static_cast<double>(value)) && value >= least && value <= most) return;
  out.Add(kQuantityOutOfRange,
          absl::StrCat(field, " is ", value, ", and must be ", least, " to ", most, "."),
          {{"field", std::string(field)}});
}

// Hours of a week.
inline constexpr double kHoursOfWeek = 168;

inline void CheckSector(v1::Sector sector, Refusals& out) {
  if (sector == v1::SECTOR_UNSPECIFIED || !v1::Sector_IsValid(sector)) {
    out.Add(kSectorUnknown, "There is no such sector; use one the contract names.");
  }
}

}  // namespace framdrift::place
