// A field of facts as the contracts show it.
#pragma once

#include "domain/indicators/fact_table.h"
#include "domain/indicators/fields.h"
#include "framdrift/indicator/v1/indicator_service.pb.h"

namespace framdrift::services {

// `field` is one of the table's, or follows from them.
void AddField(const indicators::FactTable& table, const indicators::Field& field,
              indicator::v1::IndicatorField& out);

}  // namespace framdrift::services
