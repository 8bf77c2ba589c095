#include "services/household/household_resource.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "domain/history/when.h"
#include "domain/household/aid_months.h"
#include "services/names.h"

namespace framdrift::services {
namespace {

namespace v1 = household::v1;
using history::DateFrom;
using history::PersonId;
using household::HouseholdDecider;
using household::Mark;
using View = StreamView<HouseholdDecider>;

google::type::Date MonthFrom(absl::CivilMonth month) { return DateFrom(absl::CivilDay(month)); }

// What holds now of the words recorded at `position` about `person`: the latest correction's where
// one replaced them.
std::optional<v1::HouseholdSealed> TextOf(const View& view, int64_t position,
                                          const PersonId& person) {
  std::optional<v1::HouseholdSealed> text;
  for (const auto& part : view.RecordedParts(position)) {
    if (part.subject == person.bytes()) text = part.content;
  }
  for (const auto& part : view.RecordedParts(view.CorrectedBy(position))) {
    v1::HouseholdSealed replacement;
    if (part.subject == person.bytes() &&
        part.content.event_corrected().replacement().UnpackTo(&replacement)) {
      text = std::move(replacement);
    }
  }
  return text;
}

// The same for each adult a decision covers, so its first legible copy will do.
std::string ExplanationOf(const View& view, const household::Decision& decision) {
  for (const PersonId& person : decision.applicants) {
    const auto text = TextOf(view, decision.latest.position, person);
    if (!text) continue;
    return text->has_aid_decision_changed() ? text->aid_decision_changed().explanation()
                                            : text->aid_decision_recorded().explanation();
  }
  return "";
}

// The entries of a map in the order they were recorded; `mark` gives when.
template <typename Id, typename Value, typename MarkFn>
std::vector<std::pair<Id, const Value*>> InOrder(const std::map<Id, Value>& map, MarkFn mark) {
  std::vector<std::pair<Id, const Value*>> ordered;
  for (const auto& [id, value] : map) ordered.emplace_back(id, &value);
  std::sort(ordered.begin(), ordered.end(), [&](const auto& a, const auto& b) {
    const Mark& left = mark(*a.second);
    const Mark& right = mark(*b.second);
    return std::tuple(left.day, left.position) < std::tuple(right.day, right.position);
  });
  return ordered;
}

void RenderMemberships(const household::Household& state, v1::Household& out) {
  std::vector<household::Membership> memberships = state.memberships;
  std::stable_sort(memberships.begin(), memberships.end(), [](const auto& a, const auto& b) {
    return a.from < b.from;
  });
  for (const household::Membership& membership : memberships) {
    v1::Membership& rendered = *out.add_memberships();
    rendered.set_person_id(membership.person.ToString());
    rendered.set_role(membership.role);
    *rendered.mutable_from_date() = DateFrom(membership.from);
    if (membership.to) *rendered.mutable_to_date() = DateFrom(*membership.to);
  }
}

void RenderApplications(const household::Household& state, v1::Household& out) {
  const auto received = [](const household::Application& a) -> const Mark& { return a.received; };
  for (const auto& [id, application] : InOrder(state.applications, received)) {
    v1::Application& rendered = *out.add_applications();
    rendered.set_application_id(id.ToString());
    rendered.set_kind(application->kind);
    if (application->month) *rendered.mutable_benefit_month() = MonthFrom(*application->month);
    for (const PersonId& person : application->applicants) {
      rendered.add_applicant_ids(person.ToString());
    }
    rendered.set_channel(application->channel);
    *rendered.mutable_received_date() = DateFrom(application->received.day);
    if (application->completed) {
      *rendered.mutable_completed_date() = DateFrom(application->completed->day);
    }
    rendered.set_supplements_requested(application->supplements_requested);
    rendered.set_position(application->received.position);
  }
}

void RenderDecisions(const View& view, const household::Household& state, v1::Household& out) {
  const auto decided = [](const household::Decision& d) -> const Mark& { return d.decided; };
  for (const auto& [id, decision] : InOrder(state.decisions, decided)) {
    v1::AidDecision& rendered = *out.add_decisions();
    rendered.set_decision_id(id.ToString());
    if (decision->application) rendered.set_application_id(decision->application->ToString());
    for (const PersonId& person : decision->applicants) {
      rendered.add_applicant_ids(person.ToString());
    }
    for (const PersonId& person : decision->children) {
      rendered.add_covered_child_ids(person.ToString());
    }
    *rendered.mutable_benefit_month() = MonthFrom(decision->month);
    rendered.set_outcome(decision->outcome);
    rendered.set_ground(decision->ground);
    rendered.set_amount_ore(decision->granted_ore);
    rendered.set_decided_by(decision->decided_by);
    rendered.set_rule_version(decision->rule_version);
    if (decision->decision_maker) {
      rendered.set_decision_maker_id(decision->decision_maker->ToString());
    }
    rendered.set_delegation(decision->delegation);
    *rendered.mutable_decided_date() = DateFrom(decision->decided.day);
    rendered.set_changes(decision->changes);
    rendered.set_paid_ore(state.PaidOre(id));
    rendered.set_reversed_ore(state.ReversedOre(id));
    rendered.set_position(decision->latest.position);
    rendered.set_explanation(ExplanationOf(view, *decision));
  }
}

void RenderAppeals(const household::Household& state, v1::Household& out) {
  const auto lodged = [](const household::Appeal& a) -> const Mark& { return a.lodged; };
  for (const auto& [id, appeal] : InOrder(state.appeals, lodged)) {
    v1::Appeal& rendered = *out.add_appeals();
    rendered.set_appeal_id(id.ToString());
    rendered.set_decision_id(appeal->decision.ToString());
    rendered.set_appellant_id(appeal->appellant.ToString());
    rendered.set_outcome(appeal->outcome);
    *rendered.mutable_lodged_date() = DateFrom(appeal->lodged.day);
    rendered.set_position(appeal->lodged.position);
  }
}

void RenderPayments(const household::Household& state, v1::Household& out) {
  const auto paid = [](const household::Payment& p) -> const Mark& { return p.paid; };
  for (const auto& [id, payment] : InOrder(state.payments, paid)) {
    v1::AidPayment& rendered = *out.add_payments();
    rendered.set_payment_id(id.ToString());
    rendered.set_decision_id(payment->decision.ToString());
    rendered.set_amount_ore(payment->amount_ore);
    rendered.set_reversed_ore(payment->reversed_ore());
    *rendered.mutable_paid_date() = DateFrom(payment->paid.day);
    rendered.set_position(payment->paid.position);
  }
}

void RenderMonths(const household::Household& state, v1::Household& out) {
  for (const auto& [month, aid] : household::MonthsOf(state)) {
    v1::AidMonth& rendered = *out.add_months();
    *rendered.mutable_month() = MonthFrom(month);
    rendered.set_applied(aid.applied);
    rendered.set_refused(aid.refused);
    rendered.set_granted_ore(aid.granted_ore);
    rendered.set_paid_ore(aid.paid_ore);
    rendered.set_reversed_ore(aid.reversed_ore);
    rendered.set_support_month(aid.is_support_month());
  }
}

}  // namespace

void HouseholdResource::RenderState(const Reading& reading, const View& view,
                                    const household::Household& state, absl::CivilDay day,
                                    Message& out) {
  out.set_name(FormatName(reading.tenant(), kCollection, view.id()));
  out.set_household_id(FormatUuid(view.id()));
  out.set_etag(FormatEtag(view.revision()));
  out.set_type(state.TypeOn(day));
  RenderMemberships(state, out);
  RenderApplications(state, out);
  RenderDecisions(view, state, out);
  RenderAppeals(state, out);
  RenderPayments(state, out);
  RenderMonths(state, out);
}

absl::Status HouseholdResource::Render(Reading& reading, const View& view, Message& out) {
  RenderState(reading, view, view.state(), reading.context().today(), out);
  return absl::OkStatus();
}

}  // namespace framdrift::services
