// Ramsjö, the village of the demo's Ljusdal where service is run together, with its account.
#pragma once

#include <vector>

#include "clients/demo/facts.h"
#include "clients/demo/world.h"

namespace framdrift::demo {

// Its people and partners, and all that happened from October 2016 to the end of 2018, with the
// account of 2015 as base year and of the three years after it, joint goals with their indicators,
// and an evaluation. Nothing for other municipalities.
std::vector<Fact> TellPlace(const World& world);

}  // namespace framdrift::demo
