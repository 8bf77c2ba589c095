// What holds of the deadlines of any history, or any part of one.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "domain/deadlines/due_time.h"
#include "domain/deadlines/milestones.h"
#include "tests/domain/deadlines/given_deadlines.h"

namespace framdrift::deadlines {
namespace {

namespace v1 = casework::v1;

const std::vector<std::string>& Events() {
  static const auto* const kEvents = new std::vector<std::string>{
      "case_opened {}",
      "first_contact_held {}",
      "first_contact_missed {}",
      "contact_held {}",
      "contact_held { mode: CONTACT_MODE_PHONE }",
      "work_plan_adopted { terms { goals { target_date { year: 2026 month: 1 day: 1 } } } steps { "
      "step_id: '00000000-0000-4000-8000-0000000000c1' } }",
      "work_plan_reviewed { result: REVIEW_RESULT_CONTINUES }",
      "work_plan_reviewed { result: REVIEW_RESULT_NOT_HELD }",
      "work_plan_acknowledged {}",
      "step_planned { terms { step_id: '00000000-0000-4000-8000-0000000000c2' } }",
      "step_started { step_id: '00000000-0000-4000-8000-0000000000c2' }",
      "placement_started {}",
      "aid_month_set { month { year: 2025 month: 2 } paid_ore: 1 }",
      "aid_month_set { month { year: 2025 month: 3 } paid_ore: 1 }",
      "aid_month_elsewhere { month { year: 2025 month: 4 } }",
      "exit_recorded { reason: EXIT_REASON_WORK_UNSUBSIDISED }",
      "follow_up_recorded { month: 1 answer: STILL_SELF_SUPPORTING_YES }",
      "follow_up_recorded { month: 1 answer: STILL_SELF_SUPPORTING_NO_ANSWER }",
      "case_reopened {}"};
  return *kEvents;
}

// What moves the due times of clocks that run.
const std::vector<std::string>& MovingEvents() {
  static const auto* const kEvents = new std::vector<std::string>{
      "case_paused { until_date { year: 2025 month: 5 day: 1 } }",
      "case_resumed {}",
      "work_plan_revised { terms { next_review_date { year: 2025 month: 4 day: 15 } } }",
      "work_plan_reviewed { next_review_date { year: 2025 month: 6 day: 2 } }",
      "step_completed { step_id: '00000000-0000-4000-8000-0000000000c2' }",
      "step_cancelled { step_id: '00000000-0000-4000-8000-0000000000c1' }",
      "deadline_exempted { deadline: DEADLINE_CONTACT until_date { year: 2025 month: 5 day: 1 } }",
      "deadline_exempted { deadline: DEADLINE_ACTIVITY }",
      "follow_up_waived { month: 3 }",
      "observation_ended {}"};
  return *kEvents;
}

enum class Kind { kAny, kLegalAndUnmoved };

bool IsLegal(const cases::CaseTimeline& timeline, history::Recorded<v1::CaseEvent> entry) {
  entry.envelope.day = absl::ToCivilDay(entry.envelope.occurred.at, timeline.zone());
  Refusals refusals;
  cases::CaseDecider::Check(timeline.current(), entry, refusals);
  return refusals.empty();
}

// A history of the first half of 2025 in order of time.
cases::CaseTimeline History(Kind kind) {
  std::vector<std::string> events = Events();
  const bool any = kind == Kind::kAny;
  if (any) events.insert(events.end(), MovingEvents().begin(), MovingEvents().end());
  const auto count = *rc::gen::inRange(0, any ? 25 : 60);
  std::vector<int64_t> hours;
  for (int i = 0; i < count; ++i) hours.push_back(*rc::gen::inRange(0, 180 * 24));
  std::sort(hours.begin(), hours.end());
  cases::CaseTimeline timeline(Stockholm());
  for (const int64_t hour : hours) {
    history::Recorded<v1::CaseEvent> entry;
    entry.envelope.position = timeline.revision() + 1;
    const absl::Time at = testing::Instant("2025-01-01 08:00") + absl::Hours(hour);
    const bool whole_day = *rc::gen::inRange(0, 4) == 0;
    entry.envelope.occurred =
        whole_day
            ? history::Occurred{history::StartOf(absl::ToCivilDay(at, Stockholm()), Stockholm()),
                                history::Precision::kDay}
            : history::Occurred{at, history::Precision::kSecond};
    entry.envelope.recorded_at = at;
    entry.event = Proto<v1::CaseEvent>(*rc::gen::elementOf(events));
    if (any || IsLegal(timeline, entry)) timeline.Add(std::move(entry));
  }
  return timeline;
}

policy::PolicyHistory Policies() {
  policy::PolicyHistory history;
  const int count = *rc::gen::inRange(0, 3);
  for (int i = 0; i < count; ++i) {
    policy::Policy& policy = history.versions.emplace_back();
    policy.version = i + 1;
    policy.effective = absl::CivilDay(2025, 1 + 2 * i, *rc::gen::inRange(1, 28));
    policy.deadlines.no_contact_days = *rc::gen::inRange(1, 40);
    policy.deadlines.work_plan_working_days = *rc::gen::inRange(1, 30);
    policy.deadlines.plan_review_days = *rc::gen::inRange(1, 60);
    policy.deadlines.activity_after_support_months = *rc::gen::inRange(1, 4);
    policy.deadlines.apply_to_running = *rc::gen::arbitrary<bool>();
  }
  return history;
}

const PersonFacts kMinor{absl::CivilDay(2007, 8, 1)};

bool Holds(const std::vector<v1::Milestone>& milestones, const Moment& moment) {
  return std::find(milestones.begin(), milestones.end(), moment.milestone) != milestones.end();
}

// Whether the episode reached the milestone by the event of that moment.
bool Stands(const cases::Case& state, size_t episode, const Moment& moment) {
  // The opening that stopped an episode is that of the next.
  for (size_t i = episode; i < std::min(episode + 2, state.episodes.size()); ++i) {
    for (const cases::Stamp& stamp : MomentsOf(state, i, moment.milestone)) {
      if (stamp.position == moment.stamp.position) return true;
    }
  }
  return false;
}

void CheckOne(const cases::Case& state, const Deadline& deadline) {
  const auto rule = std::find_if(MilestonesOfRules().begin(),
                                 MilestonesOfRules().end(),
                                 [&](const auto& one) { return one.rule == deadline.rule; });
  RC_ASSERT(rule != MilestonesOfRules().end());
  RC_ASSERT(Holds(rule->started_by, deadline.started));
  RC_ASSERT(Stands(state, deadline.episode, deadline.started));
  RC_ASSERT(deadline.due >= deadline.started.stamp.occurred.at);
  RC_ASSERT(!(deadline.met && deadline.closed));
  RC_ASSERT((deadline.status == Status::kMet) == deadline.met.has_value());
  if (deadline.met) {
    RC_ASSERT(Holds(rule->met_by, *deadline.met));
    RC_ASSERT(Stands(state, deadline.episode, *deadline.met));
  }
  if (deadline.closed) {
    RC_ASSERT(Holds(rule->closed_by, *deadline.closed));
    RC_ASSERT(Stands(state, deadline.episode, *deadline.closed));
  }
  if (deadline.status == Status::kPaused) {
    RC_ASSERT(!IsLate(deadline, absl::InfiniteFuture()));
    RC_ASSERT(state.episodes[deadline.episode].paused());
  }
}

using Key = std::tuple<v1::Deadline, size_t, int, absl::CivilDay, int64_t>;

Key KeyOf(const Deadline& deadline) {
  // A support month may be written anew; the month it is for stays.
  const bool month = deadline.rule == v1::DEADLINE_ACTIVITY;
  return {deadline.rule,
          deadline.episode,
          deadline.month,
          deadline.started.stamp.day,
          month ? 0 : deadline.started.stamp.position};
}

// Folds the events by `until` that `keep` picks.
cases::Case Fold(const cases::CaseTimeline& timeline, const std::vector<bool>& keep) {
  cases::CaseTimeline part(timeline.zone());
  for (size_t i = 0; i < keep.size(); ++i) {
    if (keep[i]) part.Add(timeline.entries()[i]);
  }
  return part.current();
}

RC_GTEST_PROP(DeadlinePropertyTest, AnyPartOfAHistoryHasDeadlinesThatKeepTheirRules, ()) {
  const cases::CaseTimeline timeline = History(Kind::kAny);
  const policy::PolicyHistory policies = Policies();
  const PolicyTerms terms(policies, Stockholm());
  std::vector<bool> keep;
  for (int64_t i = 0; i < timeline.revision(); ++i) keep.push_back(*rc::gen::inRange(0, 4) > 0);
  const cases::Case state = Fold(timeline, keep);
  std::map<std::tuple<v1::Deadline, size_t, int>, int> open;
  for (const Deadline& deadline : DeadlinesOf(state, kMinor, terms)) {
    CheckOne(state, deadline);
    if (deadline.rule != v1::DEADLINE_ACTIVITY && IsOpen(deadline)) {
      const int now_open = ++open[{deadline.rule, deadline.episode, deadline.month}];
      RC_ASSERT(now_open == 1);
    }
  }
}

// Time only moves a deadline on: it goes on running with the same due time, is met once and for
// all, or is stopped; and it is not forgotten once it was due.
RC_GTEST_PROP(DeadlinePropertyTest, WhatHappensLaterChangesNothingOfWhatIsSettled, ()) {
  const cases::CaseTimeline timeline = History(Kind::kLegalAndUnmoved);
  const policy::PolicyHistory policies = Policies();
  const PolicyTerms terms(policies, Stockholm());
  const absl::Time then =
      LastSecondOf(absl::CivilDay(2025, 1, 1) + *rc::gen::inRange(0, 180), Stockholm());
  const cases::Case before = timeline.At({.valid = then});
  std::map<Key, Deadline> later;
  for (const Deadline& deadline : DeadlinesOf(timeline.current(), kMinor, terms)) {
    later.emplace(KeyOf(deadline), deadline);
  }
  for (const Deadline& deadline : DeadlinesOf(before, kMinor, terms)) {
    // The run of months may still grow to what a later policy asks for.
    if (deadline.rule == v1::DEADLINE_ACTIVITY) continue;
    const auto found = later.find(KeyOf(deadline));
    if (found == later.end()) {
      RC_ASSERT(IsOpen(deadline) && !IsLate(deadline, then));
      continue;
    }
    if (!IsOpen(deadline)) RC_ASSERT(found->second == deadline);
    if (IsLate(deadline, then)) RC_ASSERT(found->second.due == deadline.due);
  }
}

}  // namespace
}  // namespace framdrift::deadlines
