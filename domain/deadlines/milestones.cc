#include "domain/deadlines/milestones.h"

#include <algorithm>

#include "domain/history/when.h"

namespace framdrift::deadlines {
namespace {

namespace v1 = casework::v1;

using Stamps = std::vector<cases::Stamp>;

Stamps ContactsOf(const cases::Episode& episode, bool only_first) {
  Stamps stamps;
  for (const cases::Contact& contact : episode.contacts) {
    const bool first = contact.kind == cases::Contact::Kind::kFirstHeld;
    const bool later = contact.kind == cases::Contact::Kind::kHeld;
    if (first || (later && !only_first)) stamps.push_back(contact.stamp);
  }
  return stamps;
}

Stamps ReviewsOf(const cases::Episode& episode, cases::ReviewDate::SetBy set_by) {
  Stamps stamps;
  if (!episode.plan) return stamps;
  for (const cases::ReviewDate& one : episode.plan->review_dates) {
    if (one.set_by == set_by) stamps.push_back(one.stamp);
  }
  return stamps;
}

// Steps whose planning is not known have no moment of it.
Stamps StepsOf(const cases::Episode& episode, bool started) {
  Stamps stamps;
  for (const cases::Step& step : episode.steps) {
    if (started && step.started) stamps.push_back(*step.started);
    if (!started && step.planned != cases::Stamp()) stamps.push_back(step.planned);
  }
  return stamps;
}

Stamps FollowUpsOf(const cases::Episode& episode, bool waived) {
  Stamps stamps;
  for (const cases::FollowUp& mark : episode.outcome.follow_ups) {
    const std::optional<cases::Stamp> at = waived ? mark.waived : SettledAt(mark);
    if (at) stamps.push_back(*at);
  }
  return stamps;
}

Stamps SupportMonthsOf(const cases::Livelihood& livelihood) {
  Stamps stamps;
  for (const cases::AidMonth& month : livelihood.aid_months) {
    if (month.support_month()) stamps.push_back(month.stamp);
  }
  for (const cases::AidMonthElsewhere& month : livelihood.aid_elsewhere) {
    stamps.push_back(month.stamp);
  }
  return stamps;
}

template <typename Part, typename Stamp>
Stamps OneOf(const std::optional<Part>& part, Stamp Part::*stamp) {
  return part ? Stamps{(*part).*stamp} : Stamps();
}

}  // namespace

const std::vector<RuleMilestones>& MilestonesOfRules() {
  static const std::vector<v1::Milestone> kEnds = {
      v1::MILESTONE_EXITED, v1::MILESTONE_OBSERVATION_ENDED, v1::MILESTONE_OPENED};
  static const auto* const kRules = new std::vector<RuleMilestones>{
      {v1::DEADLINE_FIRST_CONTACT, {v1::MILESTONE_OPENED}, {v1::MILESTONE_FIRST_CONTACT}, kEnds},
      {v1::DEADLINE_DECISION, {v1::MILESTONE_APPLICATION_COMPLETED}, {v1::MILESTONE_DECIDED}, {}},
      {v1::DEADLINE_WORK_PLAN, {v1::MILESTONE_OPENED}, {v1::MILESTONE_PLAN_ADOPTED}, kEnds},
      {v1::DEADLINE_PLAN_REVIEW,
       {v1::MILESTONE_PLAN_ADOPTED, v1::MILESTONE_PLAN_REVIEWED},
       {v1::MILESTONE_PLAN_REVIEWED},
       kEnds},
      {v1::DEADLINE_CONTACT,
       {v1::MILESTONE_OPENED, v1::MILESTONE_CONTACT},
       {v1::MILESTONE_CONTACT},
       kEnds},
      {v1::DEADLINE_FOLLOW_UP,
       {v1::MILESTONE_EXITED},
       {v1::MILESTONE_FOLLOWED_UP},
       {v1::MILESTONE_FOLLOW_UP_WAIVED, v1::MILESTONE_OBSERVATION_ENDED}},
      {v1::DEADLINE_TURNING_18,
       {v1::MILESTONE_OPENED},
       {v1::MILESTONE_PLAN_ADOPTED, v1::MILESTONE_PLAN_REVISED, v1::MILESTONE_PLAN_REVIEWED},
       kEnds},
      {v1::DEADLINE_ACTIVITY,
       {v1::MILESTONE_SUPPORT_MONTH},
       {v1::MILESTONE_STEP_PLANNED, v1::MILESTONE_STEP_STARTED, v1::MILESTONE_PLACEMENT_STARTED},
       kEnds}};
  return *kRules;
}

v1::Milestone MilestoneOf(v1::Phase phase) {
  switch (phase) {
    case v1::PHASE_INTAKE:
      return v1::MILESTONE_OPENED;
    case v1::PHASE_ASSESSMENT:
      return v1::MILESTONE_FIRST_CONTACT;
    case v1::PHASE_PLANNED:
      return v1::MILESTONE_PLAN_ADOPTED;
    case v1::PHASE_ACTIVE:
      return v1::MILESTONE_STEP_STARTED;
    case v1::PHASE_EXITED:
      return v1::MILESTONE_EXITED;
    case v1::PHASE_CLOSED:
      return v1::MILESTONE_FOLLOWED_UP;
    default:
      return v1::MILESTONE_UNSPECIFIED;
  }
}

std::optional<cases::Stamp> SettledAt(const cases::FollowUp& mark) {
  int unanswered = 0;
  for (const cases::FollowUpTry& one : mark.tries) {
    const bool answered =
        one.answer == v1::STILL_SELF_SUPPORTING_YES || one.answer == v1::STILL_SELF_SUPPORTING_NO;
    if (answered || ++unanswered == cases::kUnansweredTries) return one.stamp;
  }
  return std::nullopt;
}

Stamps MomentsOf(const cases::Case& state, size_t episode, v1::Milestone milestone) {
  const cases::Episode& at = state.episodes[episode];
  switch (milestone) {
    case v1::MILESTONE_OPENED:
      return OneOf(at.opening, &cases::Opening::stamp);
    case v1::MILESTONE_FIRST_CONTACT:
      return ContactsOf(at, true);
    case v1::MILESTONE_CONTACT:
      return ContactsOf(at, false);
    case v1::MILESTONE_PLAN_ADOPTED:
      return OneOf(at.plan, &cases::WorkPlan::adopted);
    case v1::MILESTONE_PLAN_REVISED:
      return ReviewsOf(at, cases::ReviewDate::SetBy::kRevision);
    case v1::MILESTONE_PLAN_REVIEWED:
      return ReviewsOf(at, cases::ReviewDate::SetBy::kReview);
    case v1::MILESTONE_STEP_PLANNED:
      return StepsOf(at, false);
    case v1::MILESTONE_STEP_STARTED:
      return StepsOf(at, true);
    case v1::MILESTONE_PLACEMENT_STARTED: {
      Stamps stamps;
      for (const auto& placement : state.livelihood.placements) stamps.push_back(placement.started);
      return stamps;
    }
    case v1::MILESTONE_SUPPORT_MONTH:
      return SupportMonthsOf(state.livelihood);
    case v1::MILESTONE_EXITED:
      return OneOf(at.outcome.exit, &cases::Exit::stamp);
    case v1::MILESTONE_FOLLOWED_UP:
      return FollowUpsOf(at, false);
    case v1::MILESTONE_FOLLOW_UP_WAIVED:
      return FollowUpsOf(at, true);
    case v1::MILESTONE_OBSERVATION_ENDED:
      return OneOf(at.outcome.observation_end, &cases::ObservationEnd::stamp);
    default:
      return {};
  }
}

Stamps MomentsOf(const household::Household& state, const household::ApplicationId& application,
                 v1::Milestone milestone) {
  Stamps stamps;
  const auto add = [&](const household::Mark& mark) {
    stamps.push_back({mark.position, mark.occurred, mark.day});
  };
  if (milestone == v1::MILESTONE_APPLICATION_COMPLETED) {
    const auto found = state.applications.find(application);
    if (found != state.applications.end() && found->second.completed) add(*found->second.completed);
  }
  if (milestone == v1::MILESTONE_DECIDED) {
    for (const auto& [id, decision] : state.decisions) {
      if (decision.application == application) add(decision.decided);
    }
    std::stable_sort(stamps.begin(), stamps.end(), [](const auto& a, const auto& b) {
      return a.occurred.at < b.occurred.at;
    });
  }
  return stamps;
}

std::optional<Moment> FirstOf(const cases::Case& state, size_t episode, v1::Milestone milestone) {
  const Stamps stamps = MomentsOf(state, episode, milestone);
  if (stamps.empty()) return std::nullopt;
  return Moment{milestone, stamps.front()};
}

}  // namespace framdrift::deadlines
