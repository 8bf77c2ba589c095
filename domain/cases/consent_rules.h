// Consents and referrals: what they do to a case, and when they may stand.
#pragma once

#include "domain/cases/case_decider.h"

namespace framdrift::cases {

// A consent in force at that moment that covers purpose, receiver and fields; null when none does.
const Consent* FindCover(const Case& state, casework::v1::ConsentPurpose purpose,
                         const ReceiverId& receiver, const SharedFields& fields,
                         const history::Envelope& at);

// The guards, as Check and AllowedActions ask them.
// An open episode, and CONSENT_MISSING when no consent is in force at all.
void ReferableEpisode(const Case& state, const history::Envelope& at, Refusals& out);
// CONSENT_UNKNOWN, CONSENT_WITHDRAWN, DATES_OUT_OF_ORDER.
void WithdrawableConsent(const Case& state, const ConsentId& id, const history::Envelope& at,
                         Refusals& out);
// REFERRAL_UNKNOWN, REFERRAL_SETTLED, DATES_OUT_OF_ORDER.
void AnswerableReferral(const Case& state, const ReferralId& id, const history::Envelope& at,
                        Refusals& out);
// The same, and REFERRAL_SETTLED when it is accepted already.
void AcceptableReferral(const Case& state, const ReferralId& id, const history::Envelope& at,
                        Refusals& out);

void Evolve(Case& state, const casework::v1::ConsentGiven& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::ConsentWithdrawn& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::ReferralSent& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::ReferralAccepted& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::ReferralDeclined& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::ReferralAnswered& event,
            const history::Envelope& envelope);

void Check(const Case& before, const casework::v1::ConsentGiven& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::ConsentWithdrawn& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::ReferralSent& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::ReferralAccepted& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::ReferralDeclined& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::ReferralAnswered& event,
           const history::Envelope& envelope, Refusals& out);

}  // namespace framdrift::cases
