#include "domain/cases/work_plan.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "domain/cases/decision.h"
#include "domain/cases/guards.h"
#include "domain/cases/refusals.h"
#include "domain/cases/steps.h"
#include "domain/history/when.h"

namespace framdrift::cases {
namespace {

constexpr char kGoalMissingMessage[] = "A plan needs at least one goal with title and date.";

void SetNextReview(WorkPlan& plan, ReviewDate::SetBy set_by, const google::type::Date& date,
                   const history::Envelope& envelope) {
  plan.next_review = history::DayOrNone(date);
  plan.review_dates.push_back(
      {.stamp = Stamp::Of(envelope), .set_by = set_by, .next = plan.next_review});
}

void SetTerms(WorkPlan& plan, ReviewDate::SetBy set_by, const casework::v1::WorkPlanTerms& terms,
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
  SetNextReview(plan, set_by, terms.next_review_date(), envelope);
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
  if (std::none_of(terms.goals().begin(), terms.goals().end(), has_date)) {
    out.Add(kGoalMissing, kGoalMissingMessage);
  }
  for (const auto& goal : terms.goals()) {
    NotBefore(envelope.day, goal.target_date(), "goals.target_date", out);
  }
  NotBefore(envelope.day, terms.target_date(), "target_date", out);
  NotBefore(envelope.day, terms.next_review_date(), "next_review_date", out);
  HoursInRange(terms.hours_per_week_required(), "hours_per_week_required", out);
  HoursInRange(terms.own_search_hours(), "own_search_hours", out);
}

// The terms a command states, and in `sealed` what they hold of the citizen. GOAL_MISSING when no
// goal has both title and date; where none has a date, Check says so.
template <typename Command, typename Sealed>
casework::v1::WorkPlanTerms TermsFrom(const Command& command, Sealed& sealed, Refusals& out) {
  casework::v1::WorkPlanTerms terms;
  terms.set_track(command.track());
  bool some_dated = false;
  bool some_complete = false;
  for (const casework::v1::GoalDraft& goal : command.goals()) {
    some_dated |= goal.has_target_date();
    some_complete |= goal.has_target_date() && !goal.title().empty();
    casework::v1::Goal& added = *terms.add_goals();
    if (goal.has_target_date()) *added.mutable_target_date() = goal.target_date();
    sealed.add_goal_titles(goal.title());
  }
  if (some_dated && !some_complete) out.Add(kGoalMissing, kGoalMissingMessage);
  if (command.has_target_date()) *terms.mutable_target_date() = command.target_date();
  terms.set_hours_per_week_required(command.hours_per_week_required());
  terms.set_own_search_hours(command.own_search_hours());
  if (command.has_next_review_date()) {
    *terms.mutable_next_review_date() = command.next_review_date();
  }
  sealed.set_text(command.text());
  return terms;
}

}  // namespace

void Evolve(Case& state, const casework::v1::WorkPlanAdopted& event,
            const history::Envelope& envelope) {
  WorkPlan& plan = CurrentEpisode(state).plan.emplace();
  plan.adopted = Stamp::Of(envelope);
  SetTerms(plan, ReviewDate::SetBy::kAdoption, event.terms(), envelope);
  for (int i = 0; i < event.steps_size(); ++i) {
    PlanStep(CurrentEpisode(state), event.steps(i), i, envelope);
  }
}

void Evolve(Case& state, const casework::v1::WorkPlanRevised& event,
            const history::Envelope& envelope) {
  SetTerms(PlanOf(state, envelope), ReviewDate::SetBy::kRevision, event.terms(), envelope);
}

void Evolve(Case& state, const casework::v1::WorkPlanReviewed& event,
            const history::Envelope& envelope) {
  WorkPlan& plan = PlanOf(state, envelope);
  plan.reviews.push_back({.stamp = Stamp::Of(envelope), .result = event.result()});
  const bool held = event.result() != casework::v1::REVIEW_RESULT_NOT_HELD;
  SetNextReview(plan,
                held ? ReviewDate::SetBy::kReview : ReviewDate::SetBy::kReviewNotHeld,
                event.next_review_date(),
                envelope);
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

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::AdoptWorkPlanRequest& command,
                                  const StepFacts& facts, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  casework::v1::CaseSealed sealed;
  auto& adopted = *event.mutable_work_plan_adopted();
  *adopted.mutable_terms() =
      TermsFrom(command, *sealed.mutable_work_plan_adopted(), ground.refusals);
  for (int i = 0; i < command.steps_size(); ++i) {
    *adopted.add_steps() =
        StepTermsFrom(command.steps(i), static_cast<size_t>(i), facts, ground.refusals);
    sealed.mutable_work_plan_adopted()->add_step_texts(command.steps(i).text());
  }
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::ReviseWorkPlanRequest& command,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  casework::v1::CaseSealed sealed;
  *event.mutable_work_plan_revised()->mutable_terms() =
      TermsFrom(command, *sealed.mutable_work_plan_revised(), ground.refusals);
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::ReviewWorkPlanRequest& command,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  auto& happened = *event.mutable_work_plan_reviewed();
  happened.set_result(command.result());
  if (command.has_next_review_date()) {
    *happened.mutable_next_review_date() = command.next_review_date();
  }
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_work_plan_reviewed()->set_text(command.text());
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::AcknowledgeWorkPlanRequest& command,
                                  const AcknowledgementFacts& facts,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  const bool nobody =
      command.by() == casework::v1::ACKNOWLEDGED_BY_REPRESENTATIVE && !facts.has_representative;
  if (nobody) {
    ground.refusals.Add(kRepresentativeMissing,
                        "Nobody represents the person; register the representative first.");
  }
  casework::v1::CaseEvent event;
  event.mutable_work_plan_acknowledged()->set_by(command.by());
  return Conclude(state, std::move(ground), std::move(event), {}, context);
}

}  // namespace framdrift::cases
