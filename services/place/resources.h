// Places as the contracts show them.
#pragma once

#include "absl/status/status.h"
#include "domain/place/commands.h"
#include "domain/place/place.h"
#include "domain/place/refusals.h"
#include "framdrift/place/v1/place.pb.h"
#include "services/place/place_then.h"
#include "services/reading.h"

namespace framdrift::services {

struct PlaceResource {
  using Decider = place::PlaceDecider;
  using Message = place::v1::Place;
  static constexpr char kCollection[] = "places";
  static constexpr const char* kNotFound = place::kPlaceNotFound;
  static absl::Status Render(Reading& reading, const StreamView<Decider>& view, Message& out);
  // What `view` was then.
  static void RenderThen(const Reading& reading, const StreamView<Decider>& view,
                         const PlaceThen& then, Message& out);
};

}  // namespace framdrift::services
