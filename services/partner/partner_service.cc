#include "services/partner/partner_service.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "domain/history/when.h"
#include "domain/partner/organisation_number.h"
#include "services/list.h"
#include "services/partner/resources.h"
#include "services/query.h"
#include "services/run_command.h"

namespace framdrift::services {
namespace {

using history::PartnerId;
using partner::PartnerDecider;
namespace v1 = partner::v1;

// The partner that has `number` already; `id` has it reserved when there is none.
absl::StatusOr<std::optional<PartnerId>> HolderOf(UnitOfWork& work,
                                                  const partner::OrganisationNumber& number,
                                                  const Id16& id) {
  FD_RETURN_IF_ERROR(work.MayWait());
  FD_ASSIGN_OR_RETURN(
      const eventstore::Hash index,
      work.keys().BlindIndex(work.tenant(), absl::StrCat("organisation/", number.text)));
  FD_ASSIGN_OR_RETURN(const Id16 holder, work.keys().Reserve(work.tenant(), index, id));
  if (holder == id) return std::optional<PartnerId>();
  // Being loaded, it cannot be registered while this command is.
  FD_ASSIGN_OR_RETURN(const auto* snapshot, work.Load<PartnerDecider>(holder));
  const partner::Partner& other = snapshot->state();
  const bool holds =
      other.registered &&
      (number.personal ? other.sole_trader : other.organisation_number == number.text);
  if (holds) return std::optional(PartnerId(holder));
  // Its registration was refused, or its number corrected since.
  FD_RETURN_IF_ERROR(work.keys().Release(work.tenant(), index, holder));
  FD_ASSIGN_OR_RETURN(const Id16 now, work.keys().Reserve(work.tenant(), index, id));
  return now == id ? std::optional<PartnerId>() : std::optional(PartnerId(now));
}

absl::StatusOr<partner::RegistrationFacts> FactsOfRegistration(
    UnitOfWork& work, const Id16& id, const v1::RegisterPartnerRequest& request) {
  partner::RegistrationFacts facts;
  facts.id = PartnerId(id);
  if (const auto number = partner::ParseOrganisationNumber(request.organisation_number())) {
    FD_ASSIGN_OR_RETURN(facts.number_held_by, HolderOf(work, *number, id));
  }
  return facts;
}

absl::StatusOr<NoFacts> FactsOfCorrection(UnitOfWork& work, const Id16& id,
                                          const v1::CorrectPartnerEventRequest& request) {
  const auto number = partner::ParseOrganisationNumber(
      request.replacement().partner_registered().organisation_number());
  if (!number) return NoFacts();
  FD_ASSIGN_OR_RETURN(const std::optional<PartnerId> holder, HolderOf(work, *number, id));
  if (!holder) return NoFacts();
  return StatusWithReason(absl::StatusCode::kAlreadyExists,
                          partner::kPartnerExists,
                          "Another partner has that organisation number; use that one.",
                          {{"partner_id", holder->ToString()}});
}

absl::StatusOr<partner::OfferFacts> FactsOfOffer(UnitOfWork& work, const Id16&,
                                                 const v1::OfferPlacementRequest&) {
  return partner::OfferFacts{history::PlacementId(work.ChosenId(1))};
}

bool IsListed(const partner::Partner& partner, const v1::ListPartnersRequest& asked) {
  if (!partner.registered) return false;
  if (asked.partner_kind() != v1::PARTNER_KIND_UNSPECIFIED &&
      asked.partner_kind() != partner.kind) {
    return false;
  }
  const std::optional<absl::CivilDay> day = history::DayOrNone(asked.placement_on_date());
  return !day || std::any_of(partner.placements.begin(),
                             partner.placements.end(),
                             [&](const partner::Placement& placement) {
                               return placement.OfferedOn(*day);
                             });
}

}  // namespace

PartnerService::PartnerService(Runtime& runtime) : runtime_(runtime) {}

PartnerService::~PartnerService() = default;

using Reactor = PartnerService::Reactor;

Reactor* PartnerService::RegisterPartner(Context* context,
                                         const v1::RegisterPartnerRequest* request,
                                         v1::RegisterPartnerResponse* response) {
  return RunCommand<PartnerResource, Stream::kMayBeNew>(
      runtime_, context, request, response, FactsOfRegistration);
}

Reactor* PartnerService::OfferPlacement(Context* context, const v1::OfferPlacementRequest* request,
                                        v1::OfferPlacementResponse* response) {
  return RunCommand<PartnerResource>(runtime_, context, request, response, FactsOfOffer);
}

Reactor* PartnerService::WithdrawPlacement(Context* context,
                                           const v1::WithdrawPlacementRequest* request,
                                           v1::WithdrawPlacementResponse* response) {
  return RunCommand<PartnerResource>(runtime_, context, request, response);
}

Reactor* PartnerService::MakeAgreement(Context* context, const v1::MakeAgreementRequest* request,
                                       v1::MakeAgreementResponse* response) {
  return RunCommand<PartnerResource>(runtime_, context, request, response);
}

Reactor* PartnerService::CorrectPartnerEvent(Context* context,
                                             const v1::CorrectPartnerEventRequest* request,
                                             v1::CorrectPartnerEventResponse* response) {
  return RunCommand<PartnerResource>(runtime_, context, request, response, FactsOfCorrection);
}

Reactor* PartnerService::VoidPartnerEvent(Context* context,
                                          const v1::VoidPartnerEventRequest* request,
                                          v1::VoidPartnerEventResponse* response) {
  return RunCommand<PartnerResource>(runtime_, context, request, response);
}

Reactor* PartnerService::GetPartner(Context* context, const v1::GetPartnerRequest* request,
                                    v1::GetPartnerResponse* response) {
  return RunGet<PartnerResource>(runtime_, context, request, response);
}

Reactor* PartnerService::ListPartners(Context* context, const v1::ListPartnersRequest* request,
                                      v1::ListPartnersResponse* response) {
  return RunList<PartnerResource>(
      runtime_, context, request, response, IsListed, [](v1::Partner& listed) {
        listed.clear_contact_name();
        listed.clear_contact_email();
        listed.clear_contact_phone();
      });
}

}  // namespace framdrift::services
