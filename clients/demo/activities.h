// The catalogue's activities, with a session a week each.
#pragma once

#include "clients/demo/facts.h"
#include "clients/demo/rng.h"
#include "clients/demo/world.h"

namespace framdrift::demo {

// Makes world.organisation.activities and adds their facts. The caseworkers are there already.
void AddActivities(World& world, Rng& rng, FactList& facts);

}  // namespace framdrift::demo
