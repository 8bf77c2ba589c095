// Personal numbers of the series set aside for tests, which nobody living has.
#pragma once

#include <set>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace framdrift::demo {

// Whether the twelve digits have one of the serials 238, 239 and 980 to 989.
bool IsTestNumber(absl::string_view number);

// Gives out the numbers of one tenant, each once. Not thread-safe.
class NumberBook {
 public:
  // Twelve digits for somebody born on `birth`, which moves on by days until one is free.
  std::string Take(absl::CivilDay& birth, bool woman);

 private:
  std::set<std::string> taken_;
};

}  // namespace framdrift::demo
