// The kinds of streams, numbered for ever: an event's type is kind × 1000 + its number in the
// union.
#pragma once

#include <cstdint>

namespace framdrift::history {

enum class StreamKind : uint16_t {
  kPerson = 1,
  kHousehold = 2,
  kCase = 3,
  kActivity = 4,
  kPartner = 5,
  kUnit = 6,
  kStaff = 7,
  kPolicy = 8,
  kIndicator = 9,
  kTrial = 10,
  kProgramme = 11,
  kEvaluation = 12,
  kPlace = 13,
  kTenant = 14,
  kBoard = 15,
  kAccess = 16,
  kImport = 17,
  kPriceTable = 18,
  kNetwork = 19,
};

}  // namespace framdrift::history
