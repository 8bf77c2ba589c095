// A household as the contracts show it.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "domain/household/household.h"
#include "domain/household/refusals.h"
#include "framdrift/household/v1/household.pb.h"
#include "services/reading.h"

namespace framdrift::services {

struct HouseholdResource {
  using Decider = household::HouseholdDecider;
  using Message = household::v1::Household;
  static constexpr char kCollection[] = "households";
  static constexpr const char* kNotFound = household::kHouseholdNotFound;
  // The household as it stands, its type that of today.
  static absl::Status Render(Reading& reading, const StreamView<Decider>& view, Message& out);
  // The household as `state` says, a state of the same stream at another time, its type that of
  // `day`.
  static void RenderState(const Reading& reading, const StreamView<Decider>& view,
                          const household::Household& state, absl::CivilDay day, Message& out);
};

}  // namespace framdrift::services
