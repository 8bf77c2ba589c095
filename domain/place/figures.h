// What is computed of a place: needs, staff, travel, account, service and partners.
#pragma once

#include <map>
#include <string>

#include "absl/time/civil_time.h"
#include "domain/indicators/indicator.h"
#include "domain/place/place.h"
#include "framdrift/place/v1/place.pb.h"

namespace framdrift::place {

// The figures of `place` at the end of `day`. Amounts are exact rational numbers until each is
// rounded once, by Rounded; no figure is computed from a rounded one, so that the rows of a year
// need not sum to its whole.
v1::PlaceFigures FiguresOf(const Place& place, absl::CivilDay day);
// The same, with how far the goals have come by their indicators, by id; one that is not among them
// says nothing.
v1::PlaceFigures FiguresOf(const Place& place, absl::CivilDay day,
                           const std::map<std::string, indicators::Indicator>& by_id);

}  // namespace framdrift::place
