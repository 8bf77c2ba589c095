// What the actors of the demo's Ramsjö want together, and how far they have come with it.
#pragma once

#include <string>

#include "clients/demo/facts.h"
#include "clients/demo/world.h"

namespace framdrift::demo {

// Joint goals of `place`, each with an indicator of the municipality's, its baseline of 2016, its
// target of 2019 and what was published of the years between; and an evaluation at the end.
void TellPlaceGoals(const World& world, const std::string& place, FactList& facts);

}  // namespace framdrift::demo
