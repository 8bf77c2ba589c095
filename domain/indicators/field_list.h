// The fields of each subject as the contracts name them, in the order of their ids.
#pragma once

#include <vector>

#include "domain/indicators/fields.h"

namespace framdrift::indicators {

// Without local attributes.
std::vector<Field> FieldList(Subject subject);

}  // namespace framdrift::indicators
