// Ids that follow from the seed, so that equal flags make equal content.
#pragma once

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace framdrift::demo {

// Makes the ids of one tenant: version 8 UUIDs from SHA-256 of seed, tenant, purpose and numbers.
class Ids {
 public:
  Ids(uint64_t seed, absl::string_view tenant);

  // The same arguments, the same id.
  std::string Of(absl::string_view purpose, int64_t first, int64_t second = 0,
                 int64_t third = 0) const;

 private:
  std::string prefix_;
};

}  // namespace framdrift::demo
