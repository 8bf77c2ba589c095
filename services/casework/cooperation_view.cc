#include "domain/history/when.h"
#include "services/casework/parts_view.h"
#include "services/names.h"

namespace framdrift::services {
namespace {

namespace v1 = casework::v1;

class CooperationView {
 public:
  CooperationView(const CaseTexts& texts, absl::TimeZone zone) : texts_(texts), zone_(zone) {}

  void Render(const cases::Consent& consent, v1::Consent& out) const {
    out.set_consent_id(Written(consent.id));
    out.set_position(consent.given.position);
    *out.mutable_given() = When(consent.given);
    out.set_purpose(consent.purpose);
    out.set_receiver_id(Written(consent.receiver));
    for (const v1::SharedField field : consent.fields) out.add_fields(field);
    if (consent.until) *out.mutable_until_date() = history::DateFrom(*consent.until);
    out.set_given_by(consent.given_by);
    if (consent.withdrawn) *out.mutable_withdrawn() = When(*consent.withdrawn);
    out.set_text(texts_.At(consent.given.position).consent_given().text());
  }

  void Render(const cases::Referral& referral, v1::Referral& out) const {
    out.set_referral_id(Written(referral.id));
    out.set_position(referral.sent.position);
    *out.mutable_sent() = When(referral.sent);
    out.set_receiver_id(Written(referral.receiver));
    out.set_consent_id(Written(referral.consent));
    out.set_purpose(referral.purpose);
    for (const v1::SharedField field : referral.fields) out.add_fields(field);
    if (referral.answer_by) *out.mutable_answer_by_date() = history::DateFrom(*referral.answer_by);
    out.set_text(texts_.At(referral.sent.position).referral_sent().text());
    if (referral.accepted) {
      *out.mutable_accepted() = When(*referral.accepted);
      out.set_answer_text(texts_.At(referral.accepted->position).referral_accepted().text());
    }
    if (referral.declined) {
      *out.mutable_declined() = When(*referral.declined);
      out.set_decline_reason(referral.decline_reason);
      out.set_answer_text(texts_.At(referral.declined->position).referral_declined().text());
    }
    if (referral.answered) {
      *out.mutable_answered() = When(*referral.answered);
      out.set_result(referral.result);
      out.set_answer_text(texts_.At(referral.answered->position).referral_answered().text());
    }
  }

  void Render(const cases::Transfer& transfer, v1::Transfer& out) const {
    out.set_transfer_id(Written(transfer.id));
    out.set_position(transfer.proposed.position);
    *out.mutable_proposed() = When(transfer.proposed);
    out.set_from_unit_id(Written(transfer.from_unit));
    out.set_to_unit_id(Written(transfer.to_unit));
    out.set_to_board_id(Written(transfer.to_board));
    out.set_reason(transfer.reason);
    for (const v1::SharedField field : transfer.fields) out.add_fields(field);
    out.set_text(texts_.At(transfer.proposed.position).transfer_proposed().text());
    out.set_state(v1::Transfer::STATE_WAITING);
    if (transfer.accepted) {
      out.set_state(v1::Transfer::STATE_ACCEPTED);
      *out.mutable_ended() = When(*transfer.accepted);
      out.set_answer_text(texts_.At(transfer.accepted->position).transfer_accepted().text());
    } else if (transfer.rejected) {
      out.set_state(v1::Transfer::STATE_REJECTED);
      *out.mutable_ended() = When(*transfer.rejected);
      out.set_decline_reason(transfer.decline_reason);
      out.set_answer_text(texts_.At(transfer.rejected->position).transfer_rejected().text());
    } else if (transfer.lapsed) {
      out.set_state(v1::Transfer::STATE_LAPSED);
      *out.mutable_ended() = When(*transfer.lapsed);
    }
  }

 private:
  type::v1::When When(const cases::Stamp& stamp) const {
    return history::WhenFrom(stamp.occurred, zone_);
  }

  const CaseTexts& texts_;
  const absl::TimeZone zone_;
};

}  // namespace

void RenderCooperation(const cases::Cooperation& cooperation, const CaseTexts& texts,
                       absl::TimeZone zone, v1::Case& out) {
  const CooperationView view(texts, zone);
  for (const auto& one : cooperation.consents) view.Render(one, *out.add_consents());
  for (const auto& one : cooperation.referrals) view.Render(one, *out.add_referrals());
  for (const auto& one : cooperation.transfers) view.Render(one, *out.add_transfers());
}

}  // namespace framdrift::services
