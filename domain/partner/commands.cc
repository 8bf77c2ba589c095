#include "domain/partner/commands.h"

#include <utility>

#include "base/status_macros.h"
#include "domain/history/when.h"
#include "domain/partner/organisation_number.h"
#include "domain/partner/refusals.h"

namespace framdrift::partner {
namespace {

using history::EventsOf;

// The event to fill, after the checks every command but the first has in common.
PartnerEvents Start(const Partner& state, const type::v1::When& occurred,
                    const history::Context& context) {
  if (!state.registered) {
    return StatusWithReason(
        absl::StatusCode::kNotFound, kPartnerNotFound, "There is no partner with that id.");
  }
  EventsOf<PartnerDecider> events(1);
  FD_ASSIGN_OR_RETURN(events[0].occurred,
                      history::PastOccurredFrom(occurred, context.now, context.zone));
  return events;
}

}  // namespace

PartnerEvents Decide(const Partner& state, const v1::RegisterPartnerRequest& command,
                     const RegistrationFacts& facts, const history::Context& context) {
  if (state.registered) {
    return StatusWithReason(absl::StatusCode::kAlreadyExists,
                            kPartnerExists,
                            "There is a partner with that id already.",
                            {{"partner_id", facts.id.ToString()}});
  }
  if (facts.number_held_by) {
    return StatusWithReason(absl::StatusCode::kAlreadyExists,
                            kPartnerExists,
                            "Another partner has that organisation number; use that one.",
                            {{"partner_id", facts.number_held_by->ToString()}});
  }
  EventsOf<PartnerDecider> events(1);
  FD_ASSIGN_OR_RETURN(events[0].occurred,
                      history::PastOccurredFrom(command.occurred(), context.now, context.zone));
  history::SealedPart<v1::PartnerSealed> part;
  part.subject = facts.id.bytes();
  v1::PartnerRegisteredSealed& sealed = *part.content.mutable_partner_registered();
  v1::PartnerRegistered& registered = *events[0].event.mutable_partner_registered();
  registered.set_display_name(command.display_name());
  registered.set_partner_kind(command.partner_kind());
  if (!command.organisation_number().empty()) {
    const auto number = ParseOrganisationNumber(command.organisation_number());
    registered.set_sole_trader(number && number->personal);
    if (number && number->personal) {
      sealed.set_personal_number(number->text);
    } else {
      registered.set_organisation_number(number ? number->text : command.organisation_number());
    }
  }
  sealed.set_contact_name(command.contact_name());
  sealed.set_contact_email(command.contact_email());
  sealed.set_contact_phone(command.contact_phone());
  if (sealed.ByteSizeLong() > 0) events[0].parts.push_back(std::move(part));
  return history::Accept<PartnerDecider>(state, std::move(events), {}, context);
}

PartnerEvents Decide(const Partner& state, const v1::OfferPlacementRequest& command,
                     const OfferFacts& facts, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Start(state, command.occurred(), context));
  v1::PlacementOffered& offered = *events[0].event.mutable_placement_offered();
  offered.set_placement_id(command.placement_id().empty() ? facts.fresh_id.ToString()
                                                          : command.placement_id());
  offered.set_title(command.title());
  offered.set_type(command.type());
  offered.set_seats(command.seats());
  *offered.mutable_from_date() =
      command.has_from_date()
          ? command.from_date()
          : history::DateFrom(absl::ToCivilDay(events[0].occurred.at, context.zone));
  FD_RETURN_IF_ERROR(history::DayFrom(offered.from_date()).status());
  if (command.has_until_date()) {
    FD_RETURN_IF_ERROR(history::DayFrom(command.until_date()).status());
    *offered.mutable_until_date() = command.until_date();
  }
  offered.set_place(command.place());
  return history::Accept<PartnerDecider>(state, std::move(events), {}, context);
}

PartnerEvents Decide(const Partner& state, const v1::WithdrawPlacementRequest& command,
                     const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Start(state, command.occurred(), context));
  if (Find(state, history::IdOrNone<history::PlacementId>(command.placement_id())) == nullptr) {
    return StatusWithReason(absl::StatusCode::kNotFound,
                            kPlacementNotFound,
                            "The partner has no placement with that id.",
                            {{"placement_id", command.placement_id()}});
  }
  v1::PlacementWithdrawn& withdrawn = *events[0].event.mutable_placement_withdrawn();
  withdrawn.set_placement_id(command.placement_id());
  withdrawn.set_reason(command.reason());
  return history::Accept<PartnerDecider>(state, std::move(events), {}, context);
}

PartnerEvents Decide(const Partner& state, const v1::MakeAgreementRequest& command,
                     const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Start(state, command.occurred(), context));
  FD_RETURN_IF_ERROR(history::DayFrom(command.from_date()).status());
  v1::AgreementMade& made = *events[0].event.mutable_agreement_made();
  made.set_reference(command.reference());
  made.set_agreement_kind(command.agreement_kind());
  *made.mutable_from_date() = command.from_date();
  if (command.has_until_date()) {
    FD_RETURN_IF_ERROR(history::DayFrom(command.until_date()).status());
    *made.mutable_until_date() = command.until_date();
  }
  return history::Accept<PartnerDecider>(state, std::move(events), {}, context);
}

}  // namespace framdrift::partner
