// What a place costs against its base year, as its report tells it.
#pragma once

#include <cstdint>
#include <string>

#include "domain/place/place.h"
#include "framdrift/place/v1/place.pb.h"
#include "framdrift/report/v1/report.pb.h"

namespace framdrift::place {

// An amount in kronor, exact: "-1234.50".
std::string Kronor(int64_t ore);

// A section of complete years against the base year and of the others by themselves; and warnings
// of years that lack an index or months, each once.
void AddCost(const Place& place, const v1::PlaceFigures& figures, report::v1::Report& out);

}  // namespace framdrift::place
