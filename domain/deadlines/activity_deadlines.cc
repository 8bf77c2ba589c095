#include "domain/deadlines/activity_deadlines.h"

#include <algorithm>
#include <map>

#include "domain/history/when.h"

namespace framdrift::deadlines {
namespace {

namespace v1 = casework::v1;

using Version = PolicyTerms::Version;

struct Run {
  absl::CivilMonth first;
  int months = 0;
  // Of the event that says of its first month.
  int64_t position = 0;
};

std::vector<Run> RunsOf(const cases::Livelihood& livelihood) {
  std::map<absl::CivilMonth, int64_t> months;
  for (const cases::AidMonth& month : livelihood.aid_months) {
    if (month.support_month()) months.emplace(month.month, month.stamp.position);
  }
  for (const cases::AidMonthElsewhere& month : livelihood.aid_elsewhere) {
    months.emplace(month.month, month.stamp.position);
  }
  std::vector<Run> runs;
  for (const auto& [month, position] : months) {
    if (!runs.empty() && runs.back().first + runs.back().months == month) {
      ++runs.back().months;
    } else {
      runs.push_back({month, 1, position});
    }
  }
  return runs;
}

// A month counts from its first day, whenever it was paid.
Moment StartOf(const Run& run, absl::TimeZone zone) {
  const absl::CivilDay day(run.first);
  const history::Occurred occurred{history::StartOf(day, zone), history::Precision::kMonth};
  return {v1::MILESTONE_SUPPORT_MONTH, {run.position, occurred, day}};
}

// When the step was assigned; none where it was cancelled before it began, or had ended before
// `day`.
std::optional<Moment> AssignmentOf(const cases::Step& step, absl::CivilDay day) {
  if (step.cancelled && !step.started) return std::nullopt;
  const std::optional<cases::Stamp>& ended = step.cancelled ? step.cancelled : step.completed;
  if (ended && ended->day <= day) return std::nullopt;
  if (step.planned != cases::Stamp()) return Moment{v1::MILESTONE_STEP_PLANNED, step.planned};
  if (step.started) return Moment{v1::MILESTONE_STEP_STARTED, *step.started};
  return std::nullopt;
}

// The first activity of the episode that had not ended on `day`.
std::optional<Moment> ActivityFrom(const cases::Case& state, const cases::Episode& episode,
                                   absl::CivilDay day) {
  std::optional<Moment> first;
  const auto consider = [&first](const Moment& moment) {
    if (!first || cases::IsBefore(moment.stamp, first->stamp)) first = moment;
  };
  for (const cases::Step& step : episode.steps) {
    if (const std::optional<Moment> assigned = AssignmentOf(step, day)) consider(*assigned);
  }
  for (const cases::Placement& placement : state.livelihood.placements) {
    if (placement.ended && placement.ended->day <= day) continue;
    consider({v1::MILESTONE_PLACEMENT_STARTED, placement.started});
  }
  return first;
}

// Whether some month of the run lies in the episode.
bool Reaches(const Run& run, const cases::Episode& episode) {
  const absl::CivilDay after(run.first + run.months);
  if (after <= episode.opening->stamp.day) return false;
  return !episode.outcome.exit || absl::CivilDay(run.first) < episode.outcome.exit->stamp.day;
}

}  // namespace

std::vector<RunningClock> ActivityClocks(const cases::Case& state, size_t episode,
                                         absl::TimeZone zone) {
  std::vector<RunningClock> clocks;
  const cases::Episode& at = state.episodes[episode];
  if (!at.opening) return clocks;
  for (const Run& run : RunsOf(state.livelihood)) {
    if (!Reaches(run, at)) continue;
    RunningClock clock;
    clock.rule = v1::DEADLINE_ACTIVITY;
    clock.started = StartOf(run, zone);
    clock.due = [run, opened = at.opening->stamp.day](const Version& version) {
      const int months = version.policy->deadlines.activity_after_support_months;
      return DueTime::By(std::max(absl::CivilDay(run.first + months) - 1, opened));
    };
    clock.applies = [run](const Version& version) {
      return run.months >= version.policy->deadlines.activity_after_support_months;
    };
    clock.met = [met = ActivityFrom(state, at, absl::CivilDay(run.first))](
                    const Version&, absl::Time) { return met; };
    clocks.push_back(std::move(clock));
  }
  return clocks;
}

}  // namespace framdrift::deadlines
