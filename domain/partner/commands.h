// What the commands on a partner cause, and why they are refused.
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "domain/history/accept.h"
#include "domain/history/context.h"
#include "domain/partner/partner.h"
#include "framdrift/partner/v1/partner_service.pb.h"

namespace framdrift::partner {

using PartnerEvents = absl::StatusOr<history::EventsOf<PartnerDecider>>;

struct RegistrationFacts {
  // The subject of what is sealed.
  history::PartnerId id;
  // Another partner with the organisation number the command gives.
  std::optional<history::PartnerId> number_held_by;
};

struct OfferFacts {
  // The id of the placement where the command chooses none.
  history::PlacementId fresh_id;
};

// ALREADY_EXISTS with PARTNER_EXISTS, whose metadata `partner_id` names the one that holds the
// number; refused with ORGANISATION_NUMBER_INVALID, PARTNER_KIND_UNKNOWN.
PartnerEvents Decide(const Partner& state, const v1::RegisterPartnerRequest& command,
                     const RegistrationFacts& facts, const history::Context& context);

// Those below: NOT_FOUND with PARTNER_NOT_FOUND; refused with OCCURRED_BEFORE_START.
// PLACEMENT_EXISTS, PLACEMENT_TYPE_UNKNOWN, SEATS_OUT_OF_RANGE, DATES_OUT_OF_ORDER.
PartnerEvents Decide(const Partner& state, const v1::OfferPlacementRequest& command,
                     const OfferFacts& facts, const history::Context& context);
// NOT_FOUND with PLACEMENT_NOT_FOUND; PLACEMENT_WITHDRAWN, WITHDRAWAL_REASON_UNKNOWN.
PartnerEvents Decide(const Partner& state, const v1::WithdrawPlacementRequest& command,
                     const history::Context& context);
// AGREEMENT_EXISTS, AGREEMENT_KIND_UNKNOWN, DATES_OUT_OF_ORDER.
PartnerEvents Decide(const Partner& state, const v1::MakeAgreementRequest& command,
                     const history::Context& context);

}  // namespace framdrift::partner
