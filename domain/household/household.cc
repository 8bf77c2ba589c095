#include "domain/household/household.h"

#include <algorithm>

#include "domain/history/when.h"

namespace framdrift::household {
namespace {

using history::Envelope;

Mark MarkOf(const Envelope& envelope) {
  return {envelope.position, envelope.occurred, envelope.day};
}

template <typename Id>
std::optional<Id> IdOf(const std::string& text) {
  const auto id = Id::Parse(text);
  if (!id.ok()) return std::nullopt;
  return *id;
}

// The entry an event names; null when the id is none or names nothing, as it may in a subset of a
// history.
template <typename Id, typename Value>
Value* Find(std::map<Id, Value>& map, const std::string& text) {
  const auto id = IdOf<Id>(text);
  if (!id) return nullptr;
  const auto at = map.find(*id);
  return at == map.end() ? nullptr : &at->second;
}

std::optional<absl::CivilMonth> MonthOf(const google::type::Date& date) {
  const auto day = history::DayFrom(date);
  if (!day.ok()) return std::nullopt;
  return absl::CivilMonth(*day);
}

void Evolve(Household& state, const v1::HouseholdFormed&, const Envelope&) { state.formed = true; }

void Evolve(Household& state, const v1::MemberJoined& event, const Envelope& envelope) {
  const auto person = IdOf<PersonId>(event.person_id());
  if (!person) return;
  state.memberships.push_back({*person, event.role(), envelope.day, std::nullopt});
}

void Evolve(Household& state, const v1::MemberLeft& event, const Envelope& envelope) {
  const auto person = IdOf<PersonId>(event.person_id());
  if (!person) return;
  for (Membership& membership : state.memberships) {
    if (membership.person == *person && !membership.to) membership.to = envelope.day;
  }
}

void Evolve(Household& state, const v1::ApplicationReceived& event, const Envelope& envelope) {
  const auto id = IdOf<ApplicationId>(event.application_id());
  if (!id) return;
  Application& application = state.applications[*id];
  application.kind = event.application_kind();
  application.month = event.has_benefit_month() ? MonthOf(event.benefit_month()) : std::nullopt;
  application.applicants = PersonsOf(event.applicant_ids());
  application.channel = event.channel();
  application.received = MarkOf(envelope);
}

void Evolve(Household& state, const v1::SupplementRequested& event, const Envelope&) {
  Application* const application = Find(state.applications, event.application_id());
  if (application != nullptr) ++application->supplements_requested;
}

void Evolve(Household& state, const v1::ApplicationCompleted& event, const Envelope& envelope) {
  Application* const application = Find(state.applications, event.application_id());
  if (application != nullptr) application->completed = MarkOf(envelope);
}

// What a decision and a change of it both say.
template <typename Event>
void SetTerms(Decision& decision, const Event& event, const Envelope& envelope) {
  decision.outcome = event.outcome();
  decision.ground = event.ground();
  decision.granted_ore = event.amount_ore();
  decision.decided_by = event.decided_by();
  decision.rule_version = event.rule_version();
  decision.decision_maker = IdOf<history::StaffId>(event.decision_maker_id());
  decision.delegation = event.delegation();
  decision.latest = MarkOf(envelope);
}

void Evolve(Household& state, const v1::AidDecisionRecorded& event, const Envelope& envelope) {
  const auto id = IdOf<DecisionId>(event.decision_id());
  const auto month = MonthOf(event.benefit_month());
  if (!id || !month) return;
  Decision& decision = state.decisions[*id];
  decision.application = IdOf<ApplicationId>(event.application_id());
  decision.applicants = PersonsOf(event.applicant_ids());
  decision.children = PersonsOf(event.covered_child_ids());
  decision.month = *month;
  decision.decided = MarkOf(envelope);
  decision.first_outcome = event.outcome();
  decision.first_decided_by = event.decided_by();
  SetTerms(decision, event, envelope);
}

void Evolve(Household& state, const v1::AidDecisionChanged& event, const Envelope& envelope) {
  Decision* const decision = Find(state.decisions, event.decision_id());
  if (decision == nullptr) return;
  if (++decision->changes == 1) decision->first_changed = MarkOf(envelope);
  SetTerms(*decision, event, envelope);
}

void Evolve(Household& state, const v1::AppealLodged& event, const Envelope& envelope) {
  const auto id = IdOf<AppealId>(event.appeal_id());
  const auto decision = IdOf<DecisionId>(event.decision_id());
  const auto appellant = IdOf<PersonId>(event.appellant_id());
  if (!id || !decision || !appellant) return;
  state.appeals[*id] = {*decision, *appellant, v1::APPEAL_OUTCOME_UNSPECIFIED, MarkOf(envelope)};
}

void Evolve(Household& state, const v1::AppealDecided& event, const Envelope&) {
  Appeal* const appeal = Find(state.appeals, event.appeal_id());
  if (appeal != nullptr) appeal->outcome = event.outcome();
}

void Evolve(Household& state, const v1::AidPaid& event, const Envelope& envelope) {
  const auto id = IdOf<PaymentId>(event.payment_id());
  const auto decision = IdOf<DecisionId>(event.decision_id());
  if (!id || !decision) return;
  state.payments[*id] = {*decision, event.amount_ore(), MarkOf(envelope), {}};
}

void Evolve(Household& state, const v1::AidReversed& event, const Envelope&) {
  Payment* const payment = Find(state.payments, event.payment_id());
  const auto id = IdOf<ReversalId>(event.reversal_id());
  if (payment != nullptr && id) payment->reversals[*id] = event.amount_ore();
}

}  // namespace

int64_t Payment::reversed_ore() const {
  int64_t sum = 0;
  for (const auto& [id, amount] : reversals) sum += amount;
  return sum;
}

bool Household::IsMemberOn(const PersonId& person, absl::CivilDay day) const {
  return std::any_of(memberships.begin(), memberships.end(), [&](const Membership& membership) {
    return membership.person == person && membership.from <= day &&
           (!membership.to || day < *membership.to);
  });
}

std::vector<Membership> Household::MembersOn(absl::CivilDay day) const {
  std::vector<Membership> members;
  for (const Membership& membership : memberships) {
    if (membership.from <= day && (!membership.to || day < *membership.to)) {
      members.push_back(membership);
    }
  }
  return members;
}

std::vector<Membership> Household::MembersIn(absl::CivilMonth month) const {
  return MembersOn(absl::CivilDay(month));
}

v1::HouseholdType Household::TypeOn(absl::CivilDay day) const {
  const std::vector<Membership> members = MembersOn(day);
  const auto children = std::count_if(members.begin(), members.end(), [](const Membership& member) {
    return member.role == v1::MEMBER_ROLE_CHILD;
  });
  const auto adults = static_cast<int64_t>(members.size()) - children;
  if (adults > 2) return v1::HOUSEHOLD_TYPE_MORE_ADULTS;
  if (adults == 2) {
    return children > 0 ? v1::HOUSEHOLD_TYPE_COUPLE_WITH_CHILDREN : v1::HOUSEHOLD_TYPE_COUPLE;
  }
  if (adults == 1) {
    return children > 0 ? v1::HOUSEHOLD_TYPE_SINGLE_WITH_CHILDREN : v1::HOUSEHOLD_TYPE_SINGLE;
  }
  return children > 0 ? v1::HOUSEHOLD_TYPE_CHILDREN_ALONE : v1::HOUSEHOLD_TYPE_UNSPECIFIED;
}

int64_t Household::PaidOre(const DecisionId& decision) const {
  int64_t sum = 0;
  for (const auto& [id, payment] : payments) {
    if (payment.decision == decision) sum += payment.amount_ore;
  }
  return sum;
}

int64_t Household::ReversedOre(const DecisionId& decision) const {
  int64_t sum = 0;
  for (const auto& [id, payment] : payments) {
    if (payment.decision == decision) sum += payment.reversed_ore();
  }
  return sum;
}

std::vector<PersonId> PersonsOf(const google::protobuf::RepeatedPtrField<std::string>& ids) {
  std::vector<PersonId> persons;
  for (const std::string& text : ids) {
    if (const auto id = IdOf<PersonId>(text)) persons.push_back(*id);
  }
  return persons;
}

void HouseholdDecider::Evolve(Household& state, const history::Recorded<Event>& entry) {
  const Event& event = entry.event;
  const Envelope& envelope = entry.envelope;
  switch (event.kind_case()) {
    case Event::kHouseholdFormed:
      return household::Evolve(state, event.household_formed(), envelope);
    case Event::kMemberJoined:
      return household::Evolve(state, event.member_joined(), envelope);
    case Event::kMemberLeft:
      return household::Evolve(state, event.member_left(), envelope);
    case Event::kApplicationReceived:
      return household::Evolve(state, event.application_received(), envelope);
    case Event::kSupplementRequested:
      return household::Evolve(state, event.supplement_requested(), envelope);
    case Event::kApplicationCompleted:
      return household::Evolve(state, event.application_completed(), envelope);
    case Event::kAidDecisionRecorded:
      return household::Evolve(state, event.aid_decision_recorded(), envelope);
    case Event::kAidDecisionChanged:
      return household::Evolve(state, event.aid_decision_changed(), envelope);
    case Event::kAppealLodged:
      return household::Evolve(state, event.appeal_lodged(), envelope);
    case Event::kAppealDecided:
      return household::Evolve(state, event.appeal_decided(), envelope);
    case Event::kAidPaid:
      return household::Evolve(state, event.aid_paid(), envelope);
    case Event::kAidReversed:
      return household::Evolve(state, event.aid_reversed(), envelope);
    case Event::kEventCorrected:
    case Event::kEventVoided:
    case Event::KIND_NOT_SET:
      return;
  }
}

}  // namespace framdrift::household
