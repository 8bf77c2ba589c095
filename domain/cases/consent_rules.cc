#include "domain/cases/consent_rules.h"

#include <algorithm>

#include "domain/cases/find.h"
#include "domain/cases/guards.h"
#include "domain/cases/refusals.h"
#include "domain/history/when.h"

namespace framdrift::cases {
namespace {

template <typename Event>
SharedFields FieldsOf(const Event& event) {
  SharedFields fields;
  for (const int field : event.fields()) {
    const auto shared = static_cast<casework::v1::SharedField>(field);
    if (std::find(fields.begin(), fields.end(), shared) == fields.end()) fields.push_back(shared);
  }
  return fields;
}

bool Covers(const SharedFields& granted, const SharedFields& asked) {
  return std::all_of(asked.begin(), asked.end(), [&](casework::v1::SharedField field) {
    return std::find(granted.begin(), granted.end(), field) != granted.end();
  });
}

void CheckCover(const Case& state, const casework::v1::ReferralSent& event,
                const history::Envelope& at, Refusals& out) {
  if (event.consent_id().empty()) {
    out.Add(kConsentMissing,
            "No consent in force covers this purpose, receiver and fields; ask the person for one.",
            {{"receiver_id", event.receiver_id()}});
    return;
  }
  const std::map<std::string, std::string> named = {{"consent_id", event.consent_id()}};
  const Consent* consent =
      FindById(state.cooperation.consents, history::IdOrNone<ConsentId>(event.consent_id()));
  if (consent == nullptr) {
    out.Add(kConsentUnknown, "The case has no such consent; record it first.", named);
    return;
  }
  if (!consent->InForce(at)) {
    out.Add(
        kConsentNotInForce, "The consent does not hold then; ask the person for a new one.", named);
  }
  if (consent->purpose != event.purpose()) {
    out.Add(kConsentForOtherPurpose,
            "The consent was given for another purpose; ask the person for one for this.",
            named);
  }
  if (consent->receiver != history::IdOrNone<ReceiverId>(event.receiver_id())) {
    out.Add(kConsentForOtherReceiver,
            "The consent names another receiver; ask the person for one for this.",
            named);
  }
  if (!Covers(consent->fields, FieldsOf(event))) {
    out.Add(kConsentForFewerFields,
            "The consent covers fewer fields; show only those, or ask the person for more.",
            named);
  }
}

}  // namespace

const Consent* FindCover(const Case& state, casework::v1::ConsentPurpose purpose,
                         const ReceiverId& receiver, const SharedFields& fields,
                         const history::Envelope& at) {
  for (const Consent& consent : state.cooperation.consents) {
    const bool covers = consent.InForce(at) && consent.purpose == purpose &&
                        consent.receiver == receiver && Covers(consent.fields, fields);
    if (covers) return &consent;
  }
  return nullptr;
}

void Evolve(Case& state, const casework::v1::ConsentGiven& event,
            const history::Envelope& envelope) {
  state.cooperation.consents.push_back(
      {.given = Stamp::Of(envelope),
       .id = history::IdOrNone<ConsentId>(event.consent_id()),
       .purpose = event.purpose(),
       .receiver = history::IdOrNone<ReceiverId>(event.receiver_id()),
       .fields = FieldsOf(event),
       .until = history::DayOrNone(event.until_date()),
       .given_by = event.given_by()});
}

void Evolve(Case& state, const casework::v1::ConsentWithdrawn& event,
            const history::Envelope& envelope) {
  Consent* consent =
      FindById(state.cooperation.consents, history::IdOrNone<ConsentId>(event.consent_id()));
  if (consent != nullptr) consent->withdrawn = Stamp::Of(envelope);
}

void Evolve(Case& state, const casework::v1::ReferralSent& event,
            const history::Envelope& envelope) {
  state.cooperation.referrals.push_back(
      {.sent = Stamp::Of(envelope),
       .id = history::IdOrNone<ReferralId>(event.referral_id()),
       .receiver = history::IdOrNone<ReceiverId>(event.receiver_id()),
       .consent = history::IdOrNone<ConsentId>(event.consent_id()),
       .purpose = event.purpose(),
       .fields = FieldsOf(event),
       .answer_by = history::DayOrNone(event.answer_by_date())});
}

void Evolve(Case& state, const casework::v1::ReferralAccepted& event,
            const history::Envelope& envelope) {
  Referral* referral =
      FindById(state.cooperation.referrals, history::IdOrNone<ReferralId>(event.referral_id()));
  if (referral != nullptr) referral->accepted = Stamp::Of(envelope);
}

void Evolve(Case& state, const casework::v1::ReferralDeclined& event,
            const history::Envelope& envelope) {
  Referral* referral =
      FindById(state.cooperation.referrals, history::IdOrNone<ReferralId>(event.referral_id()));
  if (referral == nullptr) return;
  referral->declined = Stamp::Of(envelope);
  referral->decline_reason = event.reason();
}

void Evolve(Case& state, const casework::v1::ReferralAnswered& event,
            const history::Envelope& envelope) {
  Referral* referral =
      FindById(state.cooperation.referrals, history::IdOrNone<ReferralId>(event.referral_id()));
  if (referral == nullptr) return;
  referral->answered = Stamp::Of(envelope);
  referral->result = event.result();
}

void Check(const Case& before, const casework::v1::ConsentGiven& event,
           const history::Envelope& envelope, Refusals& out) {
  AnyEpisode(before, envelope, out);
  if (FindById(before.cooperation.consents, history::IdOrNone<ConsentId>(event.consent_id()))) {
    out.Add(kConsentExists,
            "The case has a consent with that id; choose another.",
            {{"consent_id", event.consent_id()}});
  }
  InOrder(history::DateFrom(envelope.day), event.until_date(), "until_date", out);
}

void Check(const Case& before, const casework::v1::ConsentWithdrawn& event,
           const history::Envelope& envelope, Refusals& out) {
  WithdrawableConsent(before, history::IdOrNone<ConsentId>(event.consent_id()), envelope, out);
}

void Check(const Case& before, const casework::v1::ReferralSent& event,
           const history::Envelope& envelope, Refusals& out) {
  if (OpenEpisode(before, envelope, out) == nullptr) return;
  if (FindById(before.cooperation.referrals, history::IdOrNone<ReferralId>(event.referral_id()))) {
    out.Add(kReferralExists,
            "The case has a referral with that id; choose another.",
            {{"referral_id", event.referral_id()}});
  }
  InOrder(history::DateFrom(envelope.day), event.answer_by_date(), "answer_by_date", out);
  CheckCover(before, event, envelope, out);
}

void Check(const Case& before, const casework::v1::ReferralAccepted& event,
           const history::Envelope& envelope, Refusals& out) {
  AcceptableReferral(before, history::IdOrNone<ReferralId>(event.referral_id()), envelope, out);
}

void Check(const Case& before, const casework::v1::ReferralDeclined& event,
           const history::Envelope& envelope, Refusals& out) {
  AnswerableReferral(before, history::IdOrNone<ReferralId>(event.referral_id()), envelope, out);
}

void Check(const Case& before, const casework::v1::ReferralAnswered& event,
           const history::Envelope& envelope, Refusals& out) {
  AnswerableReferral(before, history::IdOrNone<ReferralId>(event.referral_id()), envelope, out);
}

void ReferableEpisode(const Case& state, const history::Envelope& at, Refusals& out) {
  if (OpenEpisode(state, at, out) == nullptr) return;
  const auto& consents = state.cooperation.consents;
  const bool any = std::any_of(
      consents.begin(), consents.end(), [&](const Consent& one) { return one.InForce(at); });
  if (!any) out.Add(kConsentMissing, "No consent is in force; ask the person for one.");
}

void WithdrawableConsent(const Case& state, const ConsentId& id, const history::Envelope& at,
                         Refusals& out) {
  if (AnyEpisode(state, at, out) == nullptr) return;
  const std::map<std::string, std::string> named = {{"consent_id", id.ToString()}};
  const Consent* consent = FindById(state.cooperation.consents, id);
  if (consent == nullptr) {
    out.Add(kConsentUnknown, "The case has no such consent; record it first.", named);
    return;
  }
  if (consent->withdrawn) out.Add(kConsentWithdrawn, "The consent is withdrawn already.", named);
  if (IsBefore(at, consent->given)) {
    out.Add(
        kDatesOutOfOrder, "A consent is withdrawn after it was given; give a later time.", named);
  }
}

void AnswerableReferral(const Case& state, const ReferralId& id, const history::Envelope& at,
                        Refusals& out) {
  if (AnyEpisode(state, at, out) == nullptr) return;
  const std::map<std::string, std::string> named = {{"referral_id", id.ToString()}};
  const Referral* referral = FindById(state.cooperation.referrals, id);
  if (referral == nullptr) {
    out.Add(kReferralUnknown, "The case has no such referral; refer the person first.", named);
    return;
  }
  if (IsBefore(at, referral->sent)) {
    out.Add(
        kDatesOutOfOrder, "A referral is answered after it was sent; give a later time.", named);
  }
  if (referral->settled()) {
    out.Add(
        kReferralSettled, "The referral is declined or answered already; send a new one.", named);
  }
}

void AcceptableReferral(const Case& state, const ReferralId& id, const history::Envelope& at,
                        Refusals& out) {
  AnswerableReferral(state, id, at, out);
  const Referral* referral = FindById(state.cooperation.referrals, id);
  if (referral == nullptr || !referral->accepted || referral->settled()) return;
  out.Add(kReferralSettled,
          "The referral is accepted already; answer it instead.",
          {{"referral_id", id.ToString()}});
}

}  // namespace framdrift::cases
