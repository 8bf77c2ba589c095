// Boards, units, staff who come and go, partners, and activities with their sessions.
#pragma once

#include <vector>

#include "clients/demo/facts.h"
#include "clients/demo/world.h"

namespace framdrift::demo {

// The world of municipality `number`, without its organisation.
World WorldOf(const Settings& settings, uint64_t number);

// Makes world.organisation; the facts by which it came to be.
std::vector<Fact> Organise(World& world);

}  // namespace framdrift::demo
