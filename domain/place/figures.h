// What is computed of a place: needs, staff, travel, account, service and partners.
#pragma once

#include "absl/time/civil_time.h"
#include "domain/place/place.h"
#include "framdrift/place/v1/place.pb.h"

namespace framdrift::place {

// The figures of `place` at the end of `day`. Amounts are exact rational numbers until each is
// rounded once, by Rounded; no figure is computed from a rounded one, so that the rows of a year
// need not sum to its whole.
v1::PlaceFigures FiguresOf(const Place& place, absl::CivilDay day);

}  // namespace framdrift::place
