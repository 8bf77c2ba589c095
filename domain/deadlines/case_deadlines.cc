#include "domain/deadlines/case_deadlines.h"

#include <algorithm>
#include <utility>

#include "domain/deadlines/activity_deadlines.h"
#include "domain/deadlines/milestones.h"
#include "domain/deadlines/running_clock.h"
#include "domain/history/when.h"

namespace framdrift::deadlines {
namespace {

namespace v1 = casework::v1;

using Version = PolicyTerms::Version;
using Rests = RunningClock::Rests;

constexpr int kMonthsOfMinority = 18 * 12;

std::function<std::optional<Moment>(const Version&, absl::Time)> Always(std::optional<Moment> met) {
  return [met = std::move(met)](const Version&, absl::Time) { return met; };
}

class EpisodeClocks {
 public:
  EpisodeClocks(const cases::Case& state, size_t index, absl::TimeZone zone)
      : state_(state),
        index_(index),
        episode_(state.episodes[index]),
        zone_(zone),
        opened_(FirstOf(state, index, v1::MILESTONE_OPENED)),
        ended_(EndOfEpisode()) {}

  std::vector<RunningClock> All(const PersonFacts& person) {
    FirstContact();
    WorkPlan();
    PlanReviews();
    Contacts();
    if (person.birth_date) Turning18(history::AddMonths(*person.birth_date, kMonthsOfMinority));
    for (RunningClock& clock : ActivityClocks(state_, index_, zone_)) Add(std::move(clock));
    FollowUps();
    return std::move(clocks_);
  }

 private:
  // The exit; else what else stopped its clocks: the end of observation, or an opening after it.
  std::optional<Moment> EndOfEpisode() const {
    std::optional<Moment> end = FirstOf(state_, index_, v1::MILESTONE_EXITED);
    const auto consider = [&end](std::optional<Moment> other) {
      if (other && (!end || cases::IsBefore(other->stamp, end->stamp))) end = std::move(other);
    };
    consider(FirstOf(state_, index_, v1::MILESTONE_OBSERVATION_ENDED));
    if (index_ + 1 < state_.episodes.size()) {
      consider(FirstOf(state_, index_ + 1, v1::MILESTONE_OPENED));
    }
    return end;
  }

  void Add(RunningClock clock) {
    clock.episode = index_;
    if (clock.rule != v1::DEADLINE_FOLLOW_UP) clock.closed = ended_;
    clocks_.push_back(std::move(clock));
  }

  void FirstContact() {
    if (!opened_) return;
    const absl::Time start = opened_->stamp.occurred.at;
    const auto due = [start, zone = zone_](const Version& version) {
      if (version.policy->deadlines.first_contact ==
          policy::v1::FIRST_CONTACT_RULE_WITHIN_24_HOURS) {
        return DueTime::After(start, absl::Hours(24), zone);
      }
      const absl::CivilSecond clock = absl::ToCivilSecond(start, zone);
      return DueTime::At(clock).On(version.calendar.Next(absl::CivilDay(clock)));
    };
    Add({.rule = v1::DEADLINE_FIRST_CONTACT,
         .started = *opened_,
         .rests = Rests::kWorkingDays,
         .due = due,
         .met = Always(FirstOf(state_, index_, v1::MILESTONE_FIRST_CONTACT))});
  }

  void WorkPlan() {
    if (!opened_) return;
    const auto due = [day = opened_->stamp.day](const Version& version) {
      return DueTime::By(
          version.calendar.Add(day, version.policy->deadlines.work_plan_working_days));
    };
    Add({.rule = v1::DEADLINE_WORK_PLAN,
         .started = *opened_,
         .rests = Rests::kWorkingDays,
         .due = due,
         .met = Always(FirstOf(state_, index_, v1::MILESTONE_PLAN_ADOPTED))});
  }

  // From `started` until `met`, due on the agreed day or else as the policy says.
  void PlanReview(const Moment& started, std::optional<absl::CivilDay> agreed,
                  std::optional<Moment> met) {
    const auto due = [agreed, day = started.stamp.day](const Version& version) {
      // One that lies before its own review, which imports may have, was not agreed on.
      if (agreed && *agreed >= day) return DueTime::By(*agreed);
      return DueTime::By(day + version.policy->deadlines.plan_review_days);
    };
    Add({.rule = v1::DEADLINE_PLAN_REVIEW,
         .started = started,
         .due = due,
         .met = Always(std::move(met))});
  }

  void PlanReviews() {
    if (!episode_.plan) return;
    Moment started{v1::MILESTONE_PLAN_ADOPTED, episode_.plan->adopted};
    std::optional<absl::CivilDay> agreed;
    for (const cases::ReviewDate& one : episode_.plan->review_dates) {
      const bool starts_anew = one.set_by == cases::ReviewDate::SetBy::kReview &&
                               one.stamp.position != started.stamp.position;
      if (starts_anew) {
        const Moment reviewed{v1::MILESTONE_PLAN_REVIEWED, one.stamp};
        PlanReview(started, agreed, reviewed);
        started = reviewed;
      }
      agreed = one.next;
    }
    PlanReview(started, agreed, std::nullopt);
  }

  void Contact(const Moment& started, std::optional<Moment> met) {
    const auto due = [day = started.stamp.day](const Version& version) {
      return DueTime::By(day + version.policy->deadlines.no_contact_days);
    };
    Add({.rule = v1::DEADLINE_CONTACT,
         .started = started,
         .due = due,
         .met = Always(std::move(met))});
  }

  void Contacts() {
    std::optional<Moment> started = opened_;
    for (const cases::Stamp& stamp : MomentsOf(state_, index_, v1::MILESTONE_CONTACT)) {
      const Moment held{v1::MILESTONE_CONTACT, stamp};
      // A contact before the opening, which imports may have, restarts nothing.
      if (started && cases::IsBefore(stamp, started->stamp)) continue;
      if (started) Contact(*started, held);
      started = held;
    }
    if (started) Contact(*started, std::nullopt);
  }

  // Met by the first look at the plan that is not older than one interval of reviews when it is
  // due.
  void Turning18(absl::CivilDay birthday) {
    if (!opened_ || opened_->stamp.day >= birthday) return;
    const auto due_day = [birthday, opened = opened_->stamp.day](const Version& version) {
      return std::max(birthday - version.policy->deadlines.turning_18_days_before, opened);
    };
    const auto met = [due_day, looks = Looks()](const Version& version,
                                                absl::Time since) -> std::optional<Moment> {
      const absl::CivilDay first = due_day(version) - version.policy->deadlines.plan_review_days;
      for (const Moment& look : looks) {
        if (look.stamp.day >= first && look.stamp.occurred.at >= since) return look;
      }
      return std::nullopt;
    };
    Add({.rule = v1::DEADLINE_TURNING_18,
         .started = *opened_,
         .rests = Rests::kNothing,
         .due = [due_day](const Version& version) { return DueTime::By(due_day(version)); },
         .met = met});
  }

  // Adoption, revisions and reviews of the plan, in the order they are folded.
  std::vector<Moment> Looks() const {
    std::vector<Moment> looks;
    if (!episode_.plan) return looks;
    looks.push_back({v1::MILESTONE_PLAN_ADOPTED, episode_.plan->adopted});
    for (const cases::ReviewDate& one : episode_.plan->review_dates) {
      if (one.set_by == cases::ReviewDate::SetBy::kRevision) {
        looks.push_back({v1::MILESTONE_PLAN_REVISED, one.stamp});
      } else if (one.set_by == cases::ReviewDate::SetBy::kReview) {
        looks.push_back({v1::MILESTONE_PLAN_REVIEWED, one.stamp});
      }
    }
    return looks;
  }

  void FollowUps() {
    const std::optional<Moment> exited = FirstOf(state_, index_, v1::MILESTONE_EXITED);
    if (!exited) return;
    for (const int month : cases::kFollowUpMonths) FollowUp(*exited, month);
  }

  void FollowUp(const Moment& exited, int month) {
    RunningClock clock;
    clock.rule = v1::DEADLINE_FOLLOW_UP;
    clock.month = month;
    clock.started = exited;
    clock.rests = Rests::kNothing;
    clock.due = [day = history::AddMonths(exited.stamp.day, month)](const Version&) {
      return DueTime::By(day);
    };
    clock.applies = [month](const Version& version) {
      const std::vector<int32_t>& marks = version.policy->deadlines.follow_up_months;
      return std::find(marks.begin(), marks.end(), month) != marks.end();
    };
    const cases::FollowUp* mark = episode_.outcome.FindFollowUp(month);
    std::optional<Moment> met;
    if (mark != nullptr) {
      if (const auto settled = SettledAt(*mark)) met = {v1::MILESTONE_FOLLOWED_UP, *settled};
      if (mark->waived) clock.closed = {v1::MILESTONE_FOLLOW_UP_WAIVED, *mark->waived};
    }
    clock.met = Always(met);
    const std::optional<Moment> unknown = FirstOf(state_, index_, v1::MILESTONE_OBSERVATION_ENDED);
    if (unknown && (!clock.closed || cases::IsBefore(unknown->stamp, clock.closed->stamp))) {
      clock.closed = unknown;
    }
    Add(std::move(clock));
  }

  const cases::Case& state_;
  const size_t index_;
  const cases::Episode& episode_;
  const absl::TimeZone zone_;
  const std::optional<Moment> opened_;
  const std::optional<Moment> ended_;
  std::vector<RunningClock> clocks_;
};

}  // namespace

std::vector<Deadline> DeadlinesOf(const cases::Case& state, const PersonFacts& person,
                                  const PolicyTerms& terms) {
  std::vector<Deadline> deadlines;
  for (size_t i = 0; i < state.episodes.size(); ++i) {
    const Bearing bearing{&state.episodes[i].pauses, &state.exemptions};
    const Bearing after_exit{nullptr, &state.exemptions};
    for (const RunningClock& clock : EpisodeClocks(state, i, terms.zone()).All(person)) {
      const bool follows = clock.rule == casework::v1::DEADLINE_FOLLOW_UP;
      std::optional<Deadline> one = DeadlineOf(clock, follows ? after_exit : bearing, terms);
      if (one) deadlines.push_back(std::move(*one));
    }
  }
  return deadlines;
}

}  // namespace framdrift::deadlines
