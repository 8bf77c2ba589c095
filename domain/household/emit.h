// How the decisions of a household build their events.
#pragma once

#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "domain/history/accept.h"
#include "domain/history/context.h"
#include "domain/household/household.h"

namespace framdrift::household {

using HouseholdEmitted = history::Emitted<v1::HouseholdEvent, v1::HouseholdSealed>;

// Adds a part with `sealed` for `person`. The role is the part's ordinal, so that two subjects of
// one event are told apart.
inline void AddPart(HouseholdEmitted& emitted, const PersonId& person, v1::HouseholdSealed sealed) {
  const auto role = static_cast<uint16_t>(emitted.parts.size());
  emitted.parts.push_back({person.bytes(), role, std::move(sealed)});
}

// `emitted` alone, accepted.
inline absl::StatusOr<HouseholdEvents> AcceptOne(const Household& state, HouseholdEmitted emitted,
                                                 Refusals refusals,
                                                 const history::Context& context) {
  HouseholdEvents events;
  events.push_back(std::move(emitted));
  return history::Accept<HouseholdDecider>(state, std::move(events), std::move(refusals), context);
}

}  // namespace framdrift::household
