// Names of people who do not exist.
#pragma once

#include <string>

#include "clients/demo/rng.h"

namespace framdrift::demo {

struct Name {
  std::string given;
  std::string family;
};

// A common given name, of Sweden or of elsewhere, and a family name put together from two words, as
// Swedish ones are.
Name InventName(Rng& rng, bool woman, bool born_abroad);

// What a workplace could be called: "Granviks bageri".
std::string InventWorkplace(Rng& rng);

}  // namespace framdrift::demo
