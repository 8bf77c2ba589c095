#include "services/partner/resources.h"

#include "domain/history/when.h"
#include "services/names.h"

namespace framdrift::services {
namespace {

namespace v1 = partner::v1;

void RenderPlacement(const partner::Placement& placement, v1::Placement& out) {
  out.set_placement_id(placement.id.ToString());
  out.set_title(placement.title);
  out.set_type(placement.type);
  out.set_seats(placement.seats);
  if (placement.from) *out.mutable_from_date() = history::DateFrom(*placement.from);
  if (placement.until) *out.mutable_until_date() = history::DateFrom(*placement.until);
  out.set_place(placement.place);
  out.set_state(placement.withdrawn ? v1::Placement::STATE_WITHDRAWN
                                    : v1::Placement::STATE_OFFERED);
}

void RenderAgreement(const partner::Agreement& agreement, v1::Agreement& out) {
  out.set_reference(agreement.reference);
  out.set_agreement_kind(agreement.kind);
  if (agreement.from) *out.mutable_from_date() = history::DateFrom(*agreement.from);
  if (agreement.until) *out.mutable_until_date() = history::DateFrom(*agreement.until);
}

}  // namespace

absl::Status PartnerResource::Render(Reading& reading, const StreamView<Decider>& view,
                                     Message& out) {
  const partner::Partner& partner = view.state();
  out.set_name(FormatName(reading.tenant(), kCollection, view.id()));
  out.set_etag(FormatEtag(view.revision()));
  out.set_display_name(partner.display_name);
  if (partner.registered) {
    *out.mutable_create_time() = history::TimestampFrom(partner.registered->at);
  }
  out.set_partner_kind(partner.kind);
  out.set_organisation_number(partner.organisation_number);
  out.set_sole_trader(partner.sole_trader);
  if (const auto text = view.Text(partner.registered_position)) {
    out.set_contact_name(text->partner_registered().contact_name());
    out.set_contact_email(text->partner_registered().contact_email());
    out.set_contact_phone(text->partner_registered().contact_phone());
  }
  for (const partner::Placement& placement : partner.placements) {
    RenderPlacement(placement, *out.add_placements());
  }
  for (const partner::Agreement& agreement : partner.agreements) {
    RenderAgreement(agreement, *out.add_agreements());
  }
  return absl::OkStatus();
}

}  // namespace framdrift::services
