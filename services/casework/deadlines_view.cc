#include "services/casework/deadlines_view.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "domain/deadlines/case_deadlines.h"
#include "domain/deadlines/decision_deadlines.h"
#include "domain/history/when.h"
#include "domain/person/person.h"
#include "domain/policy/adoption.h"

namespace framdrift::services {
namespace {

namespace v1 = casework::v1;

using deadlines::Deadline;

// A stream's state then, folded only where it has to be.
template <typename Decider>
class StateThen {
 public:
  static absl::StatusOr<StateThen> Read(Reading& reading, const Id16& id,
                                        const std::optional<history::AsOf>& as_of) {
    FD_ASSIGN_OR_RETURN(StreamView<Decider> view, reading.View<Decider>(id));
    StateThen then(std::move(view));
    if (as_of) then.past_ = then.view_.timeline().At(*as_of);
    return then;
  }

  const typename Decider::State& operator*() const { return past_ ? *past_ : view_.state(); }
  const typename Decider::State* operator->() const { return &**this; }

 private:
  explicit StateThen(StreamView<Decider> view) : view_(std::move(view)) {}

  StreamView<Decider> view_;
  std::optional<typename Decider::State> past_;
};

void Render(const Deadline& deadline, absl::TimeZone zone, absl::Time now, v1::CaseDeadline& out) {
  out.set_rule(deadline.rule);
  out.set_status(deadlines::StatusAt(deadline, now));
  *out.mutable_due_time() = history::TimestampFrom(deadline.due);
  *out.mutable_started() = history::WhenFrom(deadline.started.stamp.occurred, zone);
  out.set_started_by(deadline.started.milestone);
  if (deadline.met) {
    *out.mutable_met() = history::WhenFrom(deadline.met->stamp.occurred, zone);
    out.set_met_by(deadline.met->milestone);
  }
  if (deadline.closed) {
    *out.mutable_closed() = history::WhenFrom(deadline.closed->stamp.occurred, zone);
    out.set_closed_by(deadline.closed->milestone);
  }
  if (deadline.exemption) {
    out.set_exemption(deadline.exemption->code);
    if (deadline.exemption->until) {
      *out.mutable_exempt_until_date() = history::DateFrom(*deadline.exemption->until);
    }
  }
  out.set_month(deadline.month);
  if (deadline.rule != v1::DEADLINE_DECISION) {
    out.set_episode(static_cast<int32_t>(deadline.episode) + 1);
  }
  out.set_policy_version(deadline.policy_version);
}

// The person's applications in one household: those that are open, and the one due last.
void RenderDecisions(const history::HouseholdId& household, const household::Household& state,
                     const history::PersonId& person, const cases::Case& of_person,
                     const deadlines::PolicyTerms& terms, absl::Time now, v1::Case& out) {
  std::vector<std::pair<household::ApplicationId, Deadline>> own;
  for (auto& [id, deadline] : deadlines::DecisionDeadlinesOf(state, of_person.exemptions, terms)) {
    const auto& applicants = state.applications.at(id).applicants;
    const bool applies =
        std::find(applicants.begin(), applicants.end(), person) != applicants.end();
    if (applies) own.emplace_back(id, deadline);
  }
  const auto last = std::max_element(own.begin(), own.end(), [](const auto& a, const auto& b) {
    return a.second.due < b.second.due;
  });
  for (auto it = own.begin(); it != own.end(); ++it) {
    if (it != last && !deadlines::IsOpen(it->second)) continue;
    v1::CaseDeadline& added = *out.add_deadlines();
    Render(it->second, terms.zone(), now, added);
    added.set_application_id(it->first.ToString());
    added.set_household_id(household.ToString());
  }
}

}  // namespace

absl::Status RenderDeadlines(Reading& reading, const Id16& person, const cases::Case& state,
                             const std::optional<history::AsOf>& as_of, absl::Time evaluated_at,
                             v1::Case& out) {
  using Policies = StateThen<policy::PolicyDecider>;
  using Person = StateThen<person::PersonDecider>;
  using Household = StateThen<household::HouseholdDecider>;

  const absl::TimeZone zone = reading.context().zone;
  FD_ASSIGN_OR_RETURN(const Policies policies,
                      Policies::Read(reading, policy::PolicyStreamId(reading.tenant()), as_of));
  FD_ASSIGN_OR_RETURN(const Person known, Person::Read(reading, person, as_of));
  const deadlines::PolicyTerms terms(*policies, zone);
  const deadlines::PersonFacts facts{known->birth_date};
  for (const Deadline& deadline :
       deadlines::OpenOrLast(deadlines::DeadlinesOf(state, facts, terms))) {
    Render(deadline, zone, evaluated_at, *out.add_deadlines());
  }
  std::set<history::HouseholdId> households;
  for (const cases::AidMonth& month : state.livelihood.aid_months) {
    if (!month.household.empty()) households.insert(month.household);
  }
  for (const history::HouseholdId& id : households) {
    FD_ASSIGN_OR_RETURN(const Household household, Household::Read(reading, id.bytes(), as_of));
    RenderDecisions(id, *household, history::PersonId(person), state, terms, evaluated_at, out);
  }
  std::stable_sort(out.mutable_deadlines()->begin(),
                   out.mutable_deadlines()->end(),
                   [](const v1::CaseDeadline& a, const v1::CaseDeadline& b) {
                     return history::TimeFrom(a.due_time()) < history::TimeFrom(b.due_time());
                   });
  return absl::OkStatus();
}

}  // namespace framdrift::services
