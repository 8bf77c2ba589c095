#include <algorithm>

#include "absl/strings/str_cat.h"
#include "domain/history/when.h"
#include "domain/household/household.h"
#include "domain/household/refusals.h"

namespace framdrift::household {
namespace {

using history::Envelope;
using history::Precision;

// True when `envelope` happened before `mark`. Within a day that one of them is known only to,
// neither is before the other.
bool IsBefore(const Envelope& envelope, const Mark& mark) {
  if (envelope.day != mark.day) return envelope.day < mark.day;
  const bool by_second = envelope.occurred.precision == Precision::kSecond &&
                         mark.occurred.precision == Precision::kSecond;
  return by_second && envelope.occurred.at < mark.occurred.at;
}

template <typename Id, typename Value>
const Value* Find(const std::map<Id, Value>& map, const std::string& text) {
  const auto id = Id::Parse(text);
  if (!id.ok()) return nullptr;
  const auto at = map.find(*id);
  return at == map.end() ? nullptr : &at->second;
}

void CheckNotBefore(const Envelope& envelope, const Mark& mark, const char* reason, Refusals& out) {
  if (!IsBefore(envelope, mark)) return;
  out.Add(reason,
          "This lies before what it follows from: correct the date.",
          {{"earliest", absl::FormatCivilTime(mark.day)}});
}

void CheckAmount(int64_t amount_ore, Refusals& out) {
  if (amount_ore < 0) {
    out.Add(kAmountNegative,
            "An amount is zero or more; record a reversal to take a payment back.",
            {{"field", "amount_ore"}});
  }
}

void Check(const Household& before, const v1::HouseholdFormed&, const Envelope&, Refusals& out) {
  if (before.formed) out.Add(kHouseholdExists, "The household is known already.");
}

void Check(const Household& before, const v1::MemberJoined& event, const Envelope& envelope,
           Refusals& out) {
  const auto person = PersonId::Parse(event.person_id());
  if (person.ok() && before.IsMemberOn(*person, envelope.day)) {
    out.Add(kMemberAlready,
            "The person lives in the household that day already.",
            {{"person", event.person_id()}});
  }
}

void Check(const Household& before, const v1::MemberLeft& event, const Envelope& envelope,
           Refusals& out) {
  const auto person = PersonId::Parse(event.person_id());
  // The day before the first day out was the last day in.
  if (person.ok() && !before.IsMemberOn(*person, envelope.day - 1) &&
      !before.IsMemberOn(*person, envelope.day)) {
    out.Add(kMemberNot,
            "The person does not live in the household that day.",
            {{"person", event.person_id()}});
  }
}

// Adds `reason` for each of `persons` who lives in the household neither on `day` nor on the first
// day of `month`.
void CheckMembers(const Household& before, const std::vector<PersonId>& persons, absl::CivilDay day,
                  const std::optional<absl::CivilMonth>& month, const char* reason, Refusals& out) {
  for (const PersonId& person : persons) {
    const bool member = before.IsMemberOn(person, day) ||
                        (month && before.IsMemberOn(person, absl::CivilDay(*month)));
    if (member) continue;
    out.Add(reason,
            "The person lives in the household neither that day nor on the first day of the month: "
            "add the member from the day they moved in.",
            {{"person", person.ToString()}});
  }
}

void CheckOnce(std::vector<PersonId> persons, Refusals& out) {
  std::sort(persons.begin(), persons.end());
  const auto twice = std::adjacent_find(persons.begin(), persons.end());
  if (twice != persons.end()) {
    out.Add(kApplicantTwice, "Name each applicant once.", {{"person", twice->ToString()}});
  }
}

std::optional<absl::CivilMonth> MonthOf(bool set, const google::type::Date& date) {
  if (!set) return std::nullopt;
  const auto day = history::DayFrom(date);
  if (!day.ok()) return std::nullopt;
  return absl::CivilMonth(*day);
}

void Check(const Household& before, const v1::ApplicationReceived& event, const Envelope& envelope,
           Refusals& out) {
  if (Find(before.applications, event.application_id()) != nullptr) {
    out.Add(kApplicationExists, "There is an application with this id: choose a new one.");
  }
  const auto month = MonthOf(event.has_benefit_month(), event.benefit_month());
  if (!month && event.application_kind() != v1::APPLICATION_KIND_GENERAL_ENQUIRY) {
    out.Add(kBenefitMonthMissing, "Name the month the application is for.");
  }
  const std::vector<PersonId> applicants = PersonsOf(event.applicant_ids());
  CheckMembers(before, applicants, envelope.day, month, kApplicantNotMember, out);
  CheckOnce(applicants, out);
}

// The application an event names, when the event may follow it; null when `out` says why not.
const Application* CheckApplication(const Household& before, const std::string& id,
                                    const Envelope& envelope, Refusals& out) {
  const Application* const application = Find(before.applications, id);
  if (application == nullptr) {
    out.Add(kApplicationUnknown,
            "The household has no such application: receive it first.",
            {{"application", id}});
    return nullptr;
  }
  if (application->kind == v1::APPLICATION_KIND_GENERAL_ENQUIRY) {
    out.Add(kEnquiryIsNoApplication,
            "Nothing follows a general enquiry: receive an application.",
            {{"application", id}});
  }
  CheckNotBefore(envelope, application->received, kBeforeApplication, out);
  return application;
}

void CheckIncomplete(const Application* application, Refusals& out) {
  if (application != nullptr && application->completed) {
    out.Add(kApplicationComplete, "The application is complete already.");
  }
}

void Check(const Household& before, const v1::SupplementRequested& event, const Envelope& envelope,
           Refusals& out) {
  CheckIncomplete(CheckApplication(before, event.application_id(), envelope, out), out);
  if (!event.has_due_date()) return;
  const auto due = history::DayFrom(event.due_date());
  if (due.ok() && *due < envelope.day) {
    out.Add(kDueDatePassed, "The last day to bring it lies before the day it is asked for.");
  }
}

void Check(const Household& before, const v1::ApplicationCompleted& event, const Envelope& envelope,
           Refusals& out) {
  CheckIncomplete(CheckApplication(before, event.application_id(), envelope, out), out);
}

// What a decision and a change of it must both keep.
template <typename Event>
void CheckTerms(const Event& event, Refusals& out) {
  CheckAmount(event.amount_ore(), out);
  const bool grants = event.outcome() == v1::AID_OUTCOME_GRANTED ||
                      event.outcome() == v1::AID_OUTCOME_PARTLY_GRANTED;
  if (!grants && event.amount_ore() > 0) {
    out.Add(kRefusedWithAmount, "A decision that grants nothing has the amount 0.");
  }
  if (event.decided_by() == v1::DECIDED_BY_RULE) {
    if (event.rule_version().empty()) {
      out.Add(kRuleVersionMissing, "Name the rule that decided, and its version.");
    }
  } else if (event.decision_maker_id().empty()) {
    out.Add(kDecisionMakerMissing, "Name who decided.");
  }
}

void Check(const Household& before, const v1::AidDecisionRecorded& event, const Envelope& envelope,
           Refusals& out) {
  if (Find(before.decisions, event.decision_id()) != nullptr) {
    out.Add(kDecisionExists, "There is a decision with this id: choose a new one.");
  }
  const auto month = MonthOf(event.has_benefit_month(), event.benefit_month());
  const std::vector<PersonId> applicants = PersonsOf(event.applicant_ids());
  if (!event.application_id().empty()) {
    const Application* const application =
        CheckApplication(before, event.application_id(), envelope, out);
    if (application != nullptr) {
      const auto& applied = application->applicants;
      for (const PersonId& person : applicants) {
        if (std::find(applied.begin(), applied.end(), person) != applied.end()) continue;
        out.Add(kApplicantsDiffer,
                "The decision covers an adult who did not apply.",
                {{"person", person.ToString()}});
      }
      if (application->month && application->month != month) {
        out.Add(kBenefitMonthDiffers,
                "The decision is for another month than its application.",
                {{"applied_for", absl::FormatCivilTime(*application->month)}});
      }
    }
  }
  CheckMembers(before, applicants, envelope.day, month, kApplicantNotMember, out);
  CheckMembers(
      before, PersonsOf(event.covered_child_ids()), envelope.day, month, kChildNotMember, out);
  CheckOnce(applicants, out);
  CheckTerms(event, out);
}

const Decision* CheckDecision(const Household& before, const std::string& id,
                              const Envelope& envelope, Refusals& out) {
  const Decision* const decision = Find(before.decisions, id);
  if (decision == nullptr) {
    out.Add(kDecisionUnknown,
            "The household has no such decision: record it first.",
            {{"decision", id}});
    return nullptr;
  }
  CheckNotBefore(envelope, decision->decided, kBeforeDecision, out);
  return decision;
}

void CheckAppealOf(const Appeal* appeal, const std::string& appeal_id,
                   const std::string& decision_id, Refusals& out) {
  if (appeal != nullptr && (decision_id.empty() || appeal->decision.ToString() == decision_id)) {
    return;
  }
  out.Add(kAppealUnknown, "There is no such appeal: lodge it first.", {{"appeal", appeal_id}});
}

void Check(const Household& before, const v1::AidDecisionChanged& event, const Envelope& envelope,
           Refusals& out) {
  CheckDecision(before, event.decision_id(), envelope, out);
  if (!event.appeal_id().empty()) {
    CheckAppealOf(
        Find(before.appeals, event.appeal_id()), event.appeal_id(), event.decision_id(), out);
  }
  CheckTerms(event, out);
}

void Check(const Household& before, const v1::AppealLodged& event, const Envelope& envelope,
           Refusals& out) {
  if (Find(before.appeals, event.appeal_id()) != nullptr) {
    out.Add(kAppealExists, "There is an appeal with this id: choose a new one.");
  }
  const Decision* const decision = CheckDecision(before, event.decision_id(), envelope, out);
  if (decision == nullptr) return;
  const auto& covered = decision->applicants;
  const bool covers = std::any_of(covered.begin(), covered.end(), [&](const PersonId& person) {
    return person.ToString() == event.appellant_id();
  });
  if (!covers) {
    out.Add(kAppellantNotApplicant,
            "The decision does not cover who appeals.",
            {{"person", event.appellant_id()}});
  }
}

void Check(const Household& before, const v1::AppealDecided& event, const Envelope& envelope,
           Refusals& out) {
  const Appeal* const appeal = Find(before.appeals, event.appeal_id());
  CheckAppealOf(appeal, event.appeal_id(), "", out);
  if (appeal == nullptr) return;
  if (appeal->outcome != v1::APPEAL_OUTCOME_UNSPECIFIED) {
    out.Add(kAppealDecided, "The appeal is decided already.");
  }
  CheckNotBefore(envelope, appeal->lodged, kBeforeAppeal, out);
}

void Check(const Household& before, const v1::AidPaid& event, const Envelope& envelope,
           Refusals& out) {
  if (Find(before.payments, event.payment_id()) != nullptr) {
    out.Add(kPaymentExists, "There is a payment with this id: choose a new one.");
  }
  CheckAmount(event.amount_ore(), out);
  const Decision* const decision = CheckDecision(before, event.decision_id(), envelope, out);
  if (decision == nullptr) return;
  const DecisionId id = *DecisionId::Parse(event.decision_id());
  const int64_t left = decision->granted_ore - before.PaidOre(id) + before.ReversedOre(id);
  if (event.amount_ore() > left) {
    out.Add(
        kPaymentExceedsGrant,
        absl::StrCat("Of what is granted ", std::max<int64_t>(left, 0), " öre are left to pay."),
        {{"left_ore", absl::StrCat(left)}});
  }
}

void Check(const Household& before, const v1::AidReversed& event, const Envelope& envelope,
           Refusals& out) {
  CheckAmount(event.amount_ore(), out);
  const auto id = ReversalId::Parse(event.reversal_id());
  for (const auto& [payment_id, payment] : before.payments) {
    if (id.ok() && payment.reversals.count(*id) > 0) {
      out.Add(kReversalExists, "There is a reversal with this id: choose a new one.");
    }
  }
  const Payment* const payment = Find(before.payments, event.payment_id());
  if (payment == nullptr) {
    out.Add(kPaymentUnknown,
            "The household has no such payment: record it first.",
            {{"payment", event.payment_id()}});
    return;
  }
  CheckNotBefore(envelope, payment->paid, kBeforePayment, out);
  const int64_t left = payment->amount_ore - payment->reversed_ore();
  if (event.amount_ore() > left) {
    out.Add(kReversalExceedsPayment,
            absl::StrCat("Of the payment ", left, " öre are left to take back."),
            {{"left_ore", absl::StrCat(left)}});
  }
}

}  // namespace

absl::Status CheckKnown(const Household& state) {
  if (state.formed) return absl::OkStatus();
  return StatusWithReason(absl::StatusCode::kNotFound,
                          kHouseholdNotFound,
                          "There is no such household in this tenant: check the id.");
}

void HouseholdDecider::Check(const Household& before, const history::Recorded<Event>& entry,
                             Refusals& out) {
  const Event& event = entry.event;
  const Envelope& envelope = entry.envelope;
  switch (event.kind_case()) {
    case Event::kHouseholdFormed:
      return household::Check(before, event.household_formed(), envelope, out);
    case Event::kMemberJoined:
      return household::Check(before, event.member_joined(), envelope, out);
    case Event::kMemberLeft:
      return household::Check(before, event.member_left(), envelope, out);
    case Event::kApplicationReceived:
      return household::Check(before, event.application_received(), envelope, out);
    case Event::kSupplementRequested:
      return household::Check(before, event.supplement_requested(), envelope, out);
    case Event::kApplicationCompleted:
      return household::Check(before, event.application_completed(), envelope, out);
    case Event::kAidDecisionRecorded:
      return household::Check(before, event.aid_decision_recorded(), envelope, out);
    case Event::kAidDecisionChanged:
      return household::Check(before, event.aid_decision_changed(), envelope, out);
    case Event::kAppealLodged:
      return household::Check(before, event.appeal_lodged(), envelope, out);
    case Event::kAppealDecided:
      return household::Check(before, event.appeal_decided(), envelope, out);
    case Event::kAidPaid:
      return household::Check(before, event.aid_paid(), envelope, out);
    case Event::kAidReversed:
      return household::Check(before, event.aid_reversed(), envelope, out);
    case Event::kEventCorrected:
    case Event::kEventVoided:
    case Event::KIND_NOT_SET:
      return;
  }
}

}  // namespace framdrift::household
