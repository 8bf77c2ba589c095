// A partner with its placements and agreements: what it is after its events.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "base/refusal.h"
#include "domain/history/ids.h"
#include "domain/history/recorded.h"
#include "domain/history/streams.h"
#include "framdrift/partner/v1/partner_events.pb.h"

namespace framdrift::partner {

struct Placement {
  history::PlacementId id;
  std::string title;
  codes::v1::ActivityType type = codes::v1::ACTIVITY_TYPE_UNSPECIFIED;
  int32_t seats = 0;
  std::optional<absl::CivilDay> from;
  // The first day it is over; none means until withdrawn.
  std::optional<absl::CivilDay> until;
  std::string place;
  bool withdrawn = false;

  bool OfferedOn(absl::CivilDay day) const {
    return !withdrawn && (!from || *from <= day) && (!until || day < *until);
  }
};

struct Agreement {
  std::string reference;
  v1::AgreementKind kind = v1::AGREEMENT_KIND_UNSPECIFIED;
  std::optional<absl::CivilDay> from;
  // The first day it does not hold; none means until further notice.
  std::optional<absl::CivilDay> until;
};

struct Partner {
  // None until registered.
  std::optional<history::Occurred> registered;
  // Where the sealed number and contact stand.
  int64_t registered_position = 0;
  std::string display_name;
  v1::PartnerKind kind = v1::PARTNER_KIND_UNSPECIFIED;
  // Empty for a sole trader.
  std::string organisation_number;
  bool sole_trader = false;
  // In order of offering.
  std::vector<Placement> placements;
  // In order of making.
  std::vector<Agreement> agreements;
};

// Null when the partner has no such placement.
const Placement* Find(const Partner& partner, const history::PlacementId& id);

struct PartnerDecider {
  using Event = v1::PartnerEvent;
  using Sealed = v1::PartnerSealed;
  using State = Partner;
  static constexpr history::StreamKind kKind = history::StreamKind::kPartner;
  static void Evolve(Partner& state, const history::Recorded<Event>& entry);
  static void Check(const Partner& before, const history::Recorded<Event>& entry, Refusals& out);
};

}  // namespace framdrift::partner
