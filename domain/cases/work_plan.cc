#include "domain/cases/work_plan.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "domain/cases/guards.h"
#include "domain/cases/refusals.h"
#include "domain/cases/steps.h"
#include "domain/history/when.h"

namespace framdrift::cases {
namespace {

void SetTerms(WorkPlan& plan, const casework::v1::WorkPlanTerms& terms,
              const history::Envelope& envelope) {
  plan.terms_stamp = Stamp::Of(envelope);
  plan.track = terms.track();
  plan.goals.clear();
  for (const auto& goal : terms.goals()) {
    plan.goals.push_back({.target = history::DayOrNone(goal.target_date())});
  }
  plan.target = history::DayOrNone(terms.target_date());
  plan.hours_per_week_required = terms.hours_per_week_required();
  plan.own_search_hours = terms.own_search_hours();
  plan.next_review = history::DayOrNone(terms.next_review_date());
  plan.acknowledged.reset();
}

// The plan of the current episode; one that is not known to have been adopted begins here.
WorkPlan& PlanOf(Case& state, const history::Envelope& envelope) {
  std::optional<WorkPlan>& plan = CurrentEpisode(state).plan;
  if (!plan) plan.emplace().adopted = Stamp::Of(envelope);
  return *plan;
}

void NotBefore(absl::CivilDay first, const google::type::Date& date, absl::string_view field,
               Refusals& out) {
  const std::optional<absl::CivilDay> day = history::DayOrNone(date);
  if (!day || *day >= first) return;
  out.Add(kDatesOutOfOrder,
          absl::StrCat("A plan looks ahead: give a ", field, " that is not before the plan."),
          {{"field", std::string(field)}});
}

void CheckTerms(const casework::v1::WorkPlanTerms& terms, const history::Envelope& envelope,
                Refusals& out) {
  const auto has_date = [](const casework::v1::Goal& goal) { return goal.has_target_date(); };
  if (terms.goals().empty() || !std::all_of(terms.goals().begin(), terms.goals().end(), has_date)) {
    out.Add(kGoalMissing, "A plan needs at least one goal, each with title and date.");
  }
  for (const auto& goal : terms.goals()) {
    NotBefore(envelope.day, goal.target_date(), "goals.target_date", out);
  }
  NotBefore(envelope.day, terms.target_date(), "target_date", out);
  NotBefore(envelope.day, terms.next_review_date(), "next_review_date", out);
  HoursInRange(terms.hours_per_week_required(), "hours_per_week_required", out);
  HoursInRange(terms.own_search_hours(), "own_search_hours", out);
}

}  // namespace

void Evolve(Case& state, const casework::v1::WorkPlanAdopted& event,
            const history::Envelope& envelope) {
  WorkPlan& plan = CurrentEpisode(state).plan.emplace();
  plan.adopted = Stamp::Of(envelope);
  SetTerms(plan, event.terms(), envelope);
  for (int i = 0; i < event.steps_size(); ++i) {
    PlanStep(CurrentEpisode(state), event.steps(i), i, envelope);
  }
}

void Evolve(Case& state, const casework::v1::WorkPlanRevised& event,
            const history::Envelope& envelope) {
  SetTerms(PlanOf(state, envelope), event.terms(), envelope);
}

void Evolve(Case& state, const casework::v1::WorkPlanReviewed& event,
            const history::Envelope& envelope) {
  WorkPlan& plan = PlanOf(state, envelope);
  plan.reviews.push_back({.stamp = Stamp::Of(envelope), .result = event.result()});
  plan.next_review = history::DayOrNone(event.next_review_date());
}

void Evolve(Case& state, const casework::v1::WorkPlanAcknowledged& event,
            const history::Envelope& envelope) {
  PlanOf(state, envelope).acknowledged = {.stamp = Stamp::Of(envelope), .by = event.by()};
}

void Check(const Case& before, const casework::v1::WorkPlanAdopted& event,
           const history::Envelope& envelope, Refusals& out) {
  const Episode* episode = UnplannedEpisode(before, envelope, out);
  CheckTerms(event.terms(), envelope, out);
  for (const auto& step : event.steps()) CheckTerms(episode, step, out);
  for (int i = 0; i < event.steps_size(); ++i) {
    for (int j = 0; j < i; ++j) {
      if (event.steps(i).step_id() == event.steps(j).step_id()) StepExists(event.steps(i), out);
    }
  }
}

void Check(const Case& before, const casework::v1::WorkPlanRevised& event,
           const history::Envelope& envelope, Refusals& out) {
  PlannedEpisode(before, envelope, out);
  CheckTerms(event.terms(), envelope, out);
}

void Check(const Case& before, const casework::v1::WorkPlanReviewed& event,
           const history::Envelope& envelope, Refusals& out) {
  PlannedEpisode(before, envelope, out);
  NotBefore(envelope.day, event.next_review_date(), "next_review_date", out);
}

void Check(const Case& before, const casework::v1::WorkPlanAcknowledged&,
           const history::Envelope& envelope, Refusals& out) {
  PlannedEpisode(before, envelope, out);
}

}  // namespace framdrift::cases
