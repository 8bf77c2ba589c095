// A place where service is run together: what it is after its events.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "base/refusal.h"
#include "domain/history/recorded.h"
#include "domain/history/streams.h"
#include "domain/place/account.h"
#include "domain/place/cooperation.h"
#include "domain/place/needs.h"
#include "domain/place/service.h"
#include "domain/place/staff.h"
#include "framdrift/place/v1/place_events.pb.h"

namespace framdrift::place {

struct Evaluation {
  int64_t position = 0;
  history::Occurred at;
  absl::CivilDay day;
  v1::PlaceEvaluated content;
};

struct Place {
  // None until founded.
  std::optional<history::Occurred> founded;
  absl::CivilDay founded_on;
  v1::PlaceFounded founding;
  Needs needs;
  Staff staff;
  Account account;
  Cooperation cooperation;
  Service service;
  // In order of time.
  std::vector<Evaluation> evaluations;
};

struct PlaceDecider {
  using Event = v1::PlaceEvent;
  using Sealed = v1::PlaceSealed;
  using State = Place;
  static constexpr history::StreamKind kKind = history::StreamKind::kPlace;
  static void Evolve(Place& state, const history::Recorded<Event>& entry);
  static void Check(const Place& before, const history::Recorded<Event>& entry, Refusals& out);
};

}  // namespace framdrift::place
