#include "domain/cases/consent_rules.h"
#include "domain/cases/cooperation_commands.h"
#include "domain/cases/refusals.h"
#include "domain/cases/replacement.h"

namespace framdrift::cases {
namespace {

// Who is under 18 consents through a representative; whoever does so must be known.
void CheckGiver(casework::v1::ConsentGiver giver, const ConsentFacts& facts, Refusals& out) {
  const bool represented = giver == casework::v1::CONSENT_GIVER_REPRESENTATIVE;
  if (!represented && facts.age && *facts.age < kAgeOfConsent) {
    out.Add(kConsentNeedsRepresentative,
            "The person is under 18; the guardian or other representative consents.");
  }
  if (represented && !facts.represented) {
    out.Add(kRepresentativeMissing,
            "Nobody is recorded as representing the person that day; set a representative first.");
  }
}

void CheckReceiver(bool known, const std::string& receiver_id, Refusals& out) {
  if (known) return;
  out.Add(kReceiverUnknown,
          "The receiver is no board and no partner; register it first.",
          {{"receiver_id", receiver_id}});
}

}  // namespace

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::GiveConsentRequest& command,
                                  const ConsentFacts& facts, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  CheckReceiver(facts.receiver_known, command.receiver_id(), ground.refusals);
  CheckGiver(command.given_by(), facts, ground.refusals);
  casework::v1::CaseEvent event;
  auto& given = *event.mutable_consent_given();
  given.set_consent_id(ChosenOr(command.consent_id(), facts.fresh_id));
  given.set_purpose(command.purpose());
  given.set_receiver_id(command.receiver_id());
  *given.mutable_fields() = command.fields();
  if (command.has_until_date()) *given.mutable_until_date() = command.until_date();
  given.set_given_by(command.given_by());
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_consent_given()->set_text(command.text());
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::WithdrawConsentRequest& command,
                                  const ConsentFacts& facts, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  CheckGiver(command.withdrawn_by(), facts, ground.refusals);
  casework::v1::CaseEvent event;
  auto& withdrawn = *event.mutable_consent_withdrawn();
  withdrawn.set_consent_id(command.consent_id());
  withdrawn.set_withdrawn_by(command.withdrawn_by());
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_consent_withdrawn()->set_text(command.text());
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::ReferRequest& command,
                                  const ReferralFacts& facts, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  CheckReceiver(facts.receiver_known, command.receiver_id(), ground.refusals);
  casework::v1::CaseEvent event;
  auto& sent = *event.mutable_referral_sent();
  sent.set_referral_id(ChosenOr(command.referral_id(), facts.fresh_id));
  sent.set_receiver_id(command.receiver_id());
  sent.set_purpose(command.purpose() == casework::v1::CONSENT_PURPOSE_UNSPECIFIED
                       ? casework::v1::CONSENT_PURPOSE_REFERRAL
                       : command.purpose());
  SharedFields fields;
  for (const int field : command.fields()) {
    fields.push_back(static_cast<casework::v1::SharedField>(field));
    sent.add_fields(fields.back());
  }
  sent.set_consent_id(command.consent_id());
  const Consent* cover = FindCover(state,
                                   sent.purpose(),
                                   history::IdOrNone<ReceiverId>(command.receiver_id()),
                                   fields,
                                   EnvelopeOf(ground.occurred, context));
  if (command.consent_id().empty() && cover != nullptr) {
    sent.set_consent_id(cover->id.ToString());
  }
  if (command.has_answer_by_date()) *sent.mutable_answer_by_date() = command.answer_by_date();
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_referral_sent()->set_text(command.text());
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::AcceptReferralRequest& command,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  event.mutable_referral_accepted()->set_referral_id(command.referral_id());
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_referral_accepted()->set_text(command.text());
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::DeclineReferralRequest& command,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  event.mutable_referral_declined()->set_referral_id(command.referral_id());
  event.mutable_referral_declined()->set_reason(command.reason());
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_referral_declined()->set_text(command.text());
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::AnswerReferralRequest& command,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  event.mutable_referral_answered()->set_referral_id(command.referral_id());
  event.mutable_referral_answered()->set_result(command.result());
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_referral_answered()->set_text(command.text());
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

}  // namespace framdrift::cases
