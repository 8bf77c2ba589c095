#include "domain/partner/partner.h"

#include <algorithm>

#include "domain/history/refusals.h"
#include "domain/history/when.h"
#include "domain/partner/organisation_number.h"
#include "domain/partner/refusals.h"

namespace framdrift::partner {
namespace {

using history::IdOrNone;
using history::PlacementId;
using Event = PartnerDecider::Event;

constexpr int32_t kMostSeats = 10'000;

// `Period` has from_date and, where it ends, until_date.
template <typename Period>
void CheckPeriod(const Period& period, Refusals& out) {
  const auto from = history::DayOrNone(period.from_date());
  const auto until = history::DayOrNone(period.until_date());
  if (!from || (period.has_until_date() && (!until || *from >= *until))) {
    out.Add(history::kDatesOutOfOrder, "The first day comes before the first day after it.");
  }
}

void CheckRegistered(const Partner& before, const v1::PartnerRegistered& registered,
                     Refusals& out) {
  if (before.registered) out.Add(kPartnerExists, "The partner is registered already.");
  if (registered.partner_kind() == v1::PARTNER_KIND_UNSPECIFIED ||
      !v1::PartnerKind_IsValid(registered.partner_kind())) {
    out.Add(kPartnerKindUnknown, "There is no such kind of partner; use one the contract names.");
  }
  if (registered.organisation_number().empty()) return;
  const auto number = ParseOrganisationNumber(registered.organisation_number());
  if (!number || number->personal) {
    out.Add(kOrganisationNumberInvalid,
            "An organisation number has ten digits, the last of which is its check digit.");
  }
}

void CheckOffered(const Partner& before, const v1::PlacementOffered& offered, Refusals& out) {
  if (Find(before, IdOrNone<PlacementId>(offered.placement_id())) != nullptr) {
    out.Add(kPlacementExists,
            "The partner has a placement with that id already.",
            {{"placement_id", offered.placement_id()}});
  }
  if (offered.type() == codes::v1::ACTIVITY_TYPE_UNSPECIFIED ||
      !codes::v1::ActivityType_IsValid(offered.type())) {
    out.Add(kPlacementTypeUnknown, "There is no such activity type; use one the contract names.");
  }
  if (offered.seats() < 1 || offered.seats() > kMostSeats) {
    out.Add(kSeatsOutOfRange, "A placement has 1 to 10,000 seats.");
  }
  CheckPeriod(offered, out);
}

void CheckWithdrawn(const Partner& before, const v1::PlacementWithdrawn& withdrawn, Refusals& out) {
  const Placement* placement = Find(before, IdOrNone<PlacementId>(withdrawn.placement_id()));
  if (placement == nullptr) {
    out.Add(kPlacementNotFound,
            "The partner has no such placement.",
            {{"placement_id", withdrawn.placement_id()}});
  } else if (placement->withdrawn) {
    out.Add(kPlacementWithdrawn,
            "The placement is withdrawn already.",
            {{"placement_id", withdrawn.placement_id()}});
  }
  if (withdrawn.reason() == v1::WITHDRAWAL_REASON_UNSPECIFIED ||
      !v1::WithdrawalReason_IsValid(withdrawn.reason())) {
    out.Add(kWithdrawalReasonUnknown, "Say why, with one of the reasons the contract names.");
  }
}

void CheckAgreement(const Partner& before, const v1::AgreementMade& made, Refusals& out) {
  const bool exists =
      std::any_of(before.agreements.begin(), before.agreements.end(), [&](const Agreement& old) {
        return old.reference == made.reference();
      });
  if (exists) {
    out.Add(kAgreementExists,
            "There is an agreement with that reference already; correct it instead.");
  }
  if (made.agreement_kind() == v1::AGREEMENT_KIND_UNSPECIFIED ||
      !v1::AgreementKind_IsValid(made.agreement_kind())) {
    out.Add(kAgreementKindUnknown,
            "There is no such kind of agreement; use one the contract names.");
  }
  CheckPeriod(made, out);
}

}  // namespace

const Placement* Find(const Partner& partner, const PlacementId& id) {
  const auto placement = std::find_if(partner.placements.begin(),
                                      partner.placements.end(),
                                      [&](const Placement& one) { return one.id == id; });
  return placement == partner.placements.end() ? nullptr : &*placement;
}

void PartnerDecider::Evolve(Partner& state, const history::Recorded<Event>& entry) {
  switch (entry.event.kind_case()) {
    case Event::kPartnerRegistered: {
      const v1::PartnerRegistered& registered = entry.event.partner_registered();
      state.registered = entry.envelope.occurred;
      state.registered_position = entry.envelope.position;
      state.display_name = registered.display_name();
      state.kind = registered.partner_kind();
      state.organisation_number = registered.organisation_number();
      state.sole_trader = registered.sole_trader();
      break;
    }
    case Event::kPlacementOffered: {
      const v1::PlacementOffered& offered = entry.event.placement_offered();
      Placement& placement = state.placements.emplace_back();
      placement.id = IdOrNone<PlacementId>(offered.placement_id());
      placement.title = offered.title();
      placement.type = offered.type();
      placement.seats = offered.seats();
      placement.from = history::DayOrNone(offered.from_date());
      placement.until = history::DayOrNone(offered.until_date());
      placement.place = offered.place();
      break;
    }
    case Event::kPlacementWithdrawn: {
      const auto id = IdOrNone<PlacementId>(entry.event.placement_withdrawn().placement_id());
      for (Placement& placement : state.placements) {
        if (placement.id == id) placement.withdrawn = true;
      }
      break;
    }
    case Event::kAgreementMade: {
      const v1::AgreementMade& made = entry.event.agreement_made();
      state.agreements.push_back({made.reference(),
                                  made.agreement_kind(),
                                  history::DayOrNone(made.from_date()),
                                  history::DayOrNone(made.until_date())});
      break;
    }
    case Event::kEventCorrected:
    case Event::kEventVoided:
    case Event::KIND_NOT_SET:
      break;
  }
}

void PartnerDecider::Check(const Partner& before, const history::Recorded<Event>& entry,
                           Refusals& out) {
  const Event& event = entry.event;
  if (event.kind_case() == Event::kPartnerRegistered) {
    CheckRegistered(before, event.partner_registered(), out);
    return;
  }
  if (!before.registered) {
    out.Add(kPartnerNotFound, "The partner was not registered yet.");
  } else if (history::Precedes(entry.envelope.occurred, *before.registered)) {
    out.Add(history::kOccurredBeforeStart, "The partner was not known yet; give a later time.");
  }
  switch (event.kind_case()) {
    case Event::kPlacementOffered:
      CheckOffered(before, event.placement_offered(), out);
      break;
    case Event::kPlacementWithdrawn:
      CheckWithdrawn(before, event.placement_withdrawn(), out);
      break;
    case Event::kAgreementMade:
      CheckAgreement(before, event.agreement_made(), out);
      break;
    case Event::kPartnerRegistered:
    case Event::kEventCorrected:
    case Event::kEventVoided:
    case Event::KIND_NOT_SET:
      break;
  }
}

}  // namespace framdrift::partner
