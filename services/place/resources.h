// Places as the contracts show them.
#pragma once

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "domain/place/commands.h"
#include "domain/place/place.h"
#include "domain/place/refusals.h"
#include "framdrift/place/v1/place.pb.h"
#include "services/reading.h"

namespace framdrift::services {

struct PlaceResource {
  using Decider = place::PlaceDecider;
  using Message = place::v1::Place;
  static constexpr char kCollection[] = "places";
  static constexpr const char* kNotFound = place::kPlaceNotFound;
  static absl::Status Render(Reading& reading, const StreamView<Decider>& view, Message& out);
  // `state` as it stood at the end of `day`.
  static void RenderState(const Reading& reading, const StreamView<Decider>& view,
                          const place::Place& state, absl::CivilDay day, Message& out);
};

}  // namespace framdrift::services
