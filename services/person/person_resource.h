// A person as the contracts show it.
#pragma once

#include "absl/status/status.h"
#include "domain/person/person.h"
#include "domain/person/refusals.h"
#include "framdrift/person/v1/person.pb.h"
#include "services/reading.h"

namespace framdrift::services {

struct PersonResource {
  using Decider = person::PersonDecider;
  using Message = person::v1::Person;
  static constexpr char kCollection[] = "persons";
  static constexpr const char* kNotFound = person::kPersonNotFound;
  // The person as it stands.
  static absl::Status Render(Reading& reading, const StreamView<Decider>& view, Message& out);
  // The person as `state` says, a state of the same stream at another time.
  static void RenderState(const Reading& reading, const StreamView<Decider>& view,
                          const person::Person& state, Message& out);
};

// The twelve characters of the number `state` holds; empty when there is none or it is erased.
std::string NormalisedNumber(const StreamView<person::PersonDecider>& view,
                             const person::Person& state);

}  // namespace framdrift::services
