#include <utility>

#include "base/status_macros.h"
#include "domain/history/when.h"
#include "domain/household/applicants.h"
#include "domain/household/emit.h"
#include "domain/household/household_commands.h"
#include "domain/household/refusals.h"

namespace framdrift::household {
namespace {

using history::Context;

const Decision* FindDecision(const Household& state, const std::string& id) {
  const auto decision = DecisionId::Parse(id);
  if (!decision.ok()) return nullptr;
  const auto at = state.decisions.find(*decision);
  return at == state.decisions.end() ? nullptr : &at->second;
}

// What a decision and a change of it both ask of the command and the facts.
template <typename Request>
void CheckDecider(const Request& command, const HouseholdFacts& facts, Refusals& refusals) {
  if (command.decided_by() == v1::DECIDED_BY_RULE && command.explanation().empty()) {
    refusals.Add(kDecisionUnexplained,
                 "A decision by a rule explains itself: give the explanation the rule makes.");
  }
  if (!command.decision_maker_id().empty() && !facts.decision_maker_active) {
    refusals.Add(kDecisionMakerNotActive,
                 "The decision maker is not an active member of staff: name somebody who is.",
                 {{"staff", command.decision_maker_id()}});
  }
}

template <typename Event, typename Request>
void SetTerms(Event& event, const Request& command) {
  event.set_outcome(command.outcome());
  event.set_ground(command.ground());
  event.set_amount_ore(command.amount_ore());
  event.set_decided_by(command.decided_by());
  event.set_rule_version(command.rule_version());
  event.set_decision_maker_id(command.decision_maker_id());
  event.set_delegation(command.delegation());
}

// The appellant's words of an appeal stand with the appellant.
void AddAppealText(HouseholdEmitted& emitted, const Appeal& appeal, const std::string& text) {
  if (text.empty()) return;
  v1::HouseholdSealed sealed;
  sealed.mutable_appeal_decided()->set_text(text);
  AddPart(emitted, appeal.appellant, std::move(sealed));
}

}  // namespace

absl::StatusOr<HouseholdEvents> Decide(const Household& state,
                                       const v1::RecordAidDecisionRequest& command,
                                       const HouseholdFacts& facts, const Context& context) {
  FD_RETURN_IF_ERROR(CheckKnown(state));
  HouseholdEmitted emitted;
  FD_ASSIGN_OR_RETURN(emitted.occurred,
                      history::PastOccurredFrom(command.occurred(), context.now, context.zone));
  v1::AidDecisionRecorded& recorded = *emitted.event.mutable_aid_decision_recorded();
  FD_ASSIGN_OR_RETURN(*recorded.mutable_benefit_month(), FirstOf(command.benefit_month()));
  recorded.set_decision_id(command.decision_id());
  recorded.set_application_id(command.application_id());
  *recorded.mutable_applicant_ids() = command.applicant_ids();
  *recorded.mutable_covered_child_ids() = command.covered_child_ids();
  SetTerms(recorded, command);
  const std::vector<PersonId> applicants = PersonsOf(command.applicant_ids());
  const absl::CivilDay day = absl::ToCivilDay(emitted.occurred.at, context.zone);
  Refusals refusals;
  CheckNoMinor(applicants, facts, day, refusals);
  CheckContacted(applicants, facts, emitted.occurred, day, refusals);
  CheckDecider(command, facts, refusals);
  auto texts = TextsOf(command.person_texts(), applicants, refusals);
  for (const PersonId& person : applicants) {
    if (command.explanation().empty() && texts[person].empty()) continue;
    v1::HouseholdSealed sealed;
    sealed.mutable_aid_decision_recorded()->set_explanation(command.explanation());
    sealed.mutable_aid_decision_recorded()->set_text(texts[person]);
    AddPart(emitted, person, std::move(sealed));
  }
  return AcceptOne(state, std::move(emitted), std::move(refusals), context);
}

absl::StatusOr<HouseholdEvents> Decide(const Household& state,
                                       const v1::ChangeAidDecisionRequest& command,
                                       const HouseholdFacts& facts, const Context& context) {
  FD_RETURN_IF_ERROR(CheckKnown(state));
  HouseholdEmitted emitted;
  FD_ASSIGN_OR_RETURN(emitted.occurred,
                      history::PastOccurredFrom(command.occurred(), context.now, context.zone));
  v1::AidDecisionChanged& changed = *emitted.event.mutable_aid_decision_changed();
  changed.set_decision_id(command.decision_id());
  changed.set_appeal_id(command.appeal_id());
  SetTerms(changed, command);
  Refusals refusals;
  CheckDecider(command, facts, refusals);
  const Decision* const decision = FindDecision(state, command.decision_id());
  if (decision != nullptr && !command.explanation().empty()) {
    for (const PersonId& person : decision->applicants) {
      v1::HouseholdSealed sealed;
      sealed.mutable_aid_decision_changed()->set_explanation(command.explanation());
      AddPart(emitted, person, std::move(sealed));
    }
  }
  return AcceptOne(state, std::move(emitted), std::move(refusals), context);
}

absl::StatusOr<HouseholdEvents> Decide(const Household& state,
                                       const v1::LodgeAppealRequest& command,
                                       const Context& context) {
  FD_RETURN_IF_ERROR(CheckKnown(state));
  HouseholdEmitted emitted;
  FD_ASSIGN_OR_RETURN(emitted.occurred,
                      history::PastOccurredFrom(command.occurred(), context.now, context.zone));
  v1::AppealLodged& lodged = *emitted.event.mutable_appeal_lodged();
  lodged.set_appeal_id(command.appeal_id());
  lodged.set_decision_id(command.decision_id());
  lodged.set_appellant_id(command.appellant_id());
  if (!command.text().empty()) {
    FD_ASSIGN_OR_RETURN(const PersonId appellant, PersonId::Parse(command.appellant_id()));
    v1::HouseholdSealed sealed;
    sealed.mutable_appeal_lodged()->set_text(command.text());
    AddPart(emitted, appellant, std::move(sealed));
  }
  return AcceptOne(state, std::move(emitted), Refusals(), context);
}

absl::StatusOr<HouseholdEvents> Decide(const Household& state,
                                       const v1::DecideAppealRequest& command,
                                       const Context& context) {
  FD_RETURN_IF_ERROR(CheckKnown(state));
  HouseholdEmitted emitted;
  FD_ASSIGN_OR_RETURN(emitted.occurred,
                      history::PastOccurredFrom(command.occurred(), context.now, context.zone));
  emitted.event.mutable_appeal_decided()->set_appeal_id(command.appeal_id());
  emitted.event.mutable_appeal_decided()->set_outcome(command.outcome());
  if (const auto id = AppealId::Parse(command.appeal_id()); id.ok()) {
    const auto at = state.appeals.find(*id);
    if (at != state.appeals.end()) AddAppealText(emitted, at->second, command.text());
  }
  return AcceptOne(state, std::move(emitted), Refusals(), context);
}

absl::StatusOr<HouseholdEvents> Decide(const Household& state,
                                       const v1::RecordAidPaymentRequest& command,
                                       const Context& context) {
  FD_RETURN_IF_ERROR(CheckKnown(state));
  HouseholdEmitted emitted;
  FD_ASSIGN_OR_RETURN(emitted.occurred,
                      history::PastOccurredFrom(command.occurred(), context.now, context.zone));
  v1::AidPaid& paid = *emitted.event.mutable_aid_paid();
  paid.set_payment_id(command.payment_id());
  paid.set_decision_id(command.decision_id());
  paid.set_amount_ore(command.amount_ore());
  return AcceptOne(state, std::move(emitted), Refusals(), context);
}

absl::StatusOr<HouseholdEvents> Decide(const Household& state,
                                       const v1::RecordAidReversalRequest& command,
                                       const Context& context) {
  FD_RETURN_IF_ERROR(CheckKnown(state));
  HouseholdEmitted emitted;
  FD_ASSIGN_OR_RETURN(emitted.occurred,
                      history::PastOccurredFrom(command.occurred(), context.now, context.zone));
  v1::AidReversed& reversed = *emitted.event.mutable_aid_reversed();
  reversed.set_reversal_id(command.reversal_id());
  reversed.set_payment_id(command.payment_id());
  reversed.set_amount_ore(command.amount_ore());
  reversed.set_reason(command.reason());
  const auto payment_id = PaymentId::Parse(command.payment_id());
  const auto payment = payment_id.ok() ? state.payments.find(*payment_id) : state.payments.end();
  if (!command.text().empty() && payment != state.payments.end()) {
    const Decision* const decision = FindDecision(state, payment->second.decision.ToString());
    for (const PersonId& person :
         decision == nullptr ? std::vector<PersonId>() : decision->applicants) {
      v1::HouseholdSealed sealed;
      sealed.mutable_aid_reversed()->set_text(command.text());
      AddPart(emitted, person, std::move(sealed));
    }
  }
  return AcceptOne(state, std::move(emitted), Refusals(), context);
}

}  // namespace framdrift::household
