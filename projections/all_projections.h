// Every read model there is.
#pragma once

#include <memory>
#include <vector>

#include "projections/projection.h"

namespace framdrift::projections {

std::vector<std::unique_ptr<Projection>> AllProjections();

}  // namespace framdrift::projections
