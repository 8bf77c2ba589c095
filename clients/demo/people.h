// The people of one municipality, by the day they arrive.
#pragma once

#include <vector>

#include "clients/demo/story.h"

namespace framdrift::demo {

struct Arrival {
  Profile who;
  absl::Time opened;
};

// World.settings.persons of them: some taken over at the start, the others spread over the years.
std::vector<Arrival> ArrivalsOf(const World& world);

}  // namespace framdrift::demo
