// The plan: adopted in time or not, seen by the person, looked at again, revised.
#include <algorithm>
#include <string>

#include "clients/demo/calendar.h"
#include "clients/demo/story.h"
#include "clients/demo/texts.h"

namespace framdrift::demo {
namespace {

namespace v1 = framdrift::casework::v1;

constexpr int kReviewDays = 28;
constexpr int kHours[] = {10, 15, 20, 30, 40};
// Days from one review to the next; the policy wants at most 28.
constexpr Quantile kDaysToReview[] = {{0, 16}, {600, 28}, {850, 42}, {1000, 80}};

v1::PlanTrack TrackOf(Story& story) {
  static constexpr int kTracks[] = {660, 190, 80, 70};
  return static_cast<v1::PlanTrack>(1 + story.rng.Weighted(kTracks));
}

void SetTerms(Story& story, absl::CivilDay day, v1::PlanTrack track, v1::WorkPlanTerms& terms,
              google::protobuf::RepeatedPtrField<std::string>& titles) {
  Rng& rng = story.rng;
  const int goals = rng.Chance(350) ? 2 : 1;
  absl::CivilDay last = day;
  for (int i = 0; i < goals; ++i) {
    last = std::max(last, day + rng.Between(60, 240));
    *terms.add_goals()->mutable_target_date() = DateOf(last);
    *titles.Add() = std::string(GoalTitle(rng));
  }
  terms.set_track(track);
  *terms.mutable_target_date() = DateOf(last);
  *terms.mutable_next_review_date() = DateOf(day + kReviewDays);
  if (track != v1::PLAN_TRACK_WORK && track != v1::PLAN_TRACK_STUDY) return;
  terms.set_hours_per_week_required(rng.Pick<int>(kHours));
  terms.set_own_search_hours(static_cast<double>(rng.Between(0, 5)));
}

void WriteRevision(Story& story, absl::Time at, v1::PlanTrack track) {
  Fact& fact = story.CaseFact(at);
  SetTerms(
      story,
      DayOf(at),
      track,
      *fact.mutable_case_event()->mutable_work_plan_revised()->mutable_terms(),
      *fact.add_parts()->mutable_case_sealed()->mutable_work_plan_revised()->mutable_goal_titles());
}

void WriteReviews(Story& story, const Episode& episode, v1::PlanTrack track) {
  Rng& rng = story.rng;
  absl::CivilDay day = DayOf(episode.planned);
  for (;;) {
    day = WorkingDayFrom(day + rng.From(kDaysToReview));
    const absl::Time at = story.Office(day, 10, 14);
    if (at >= episode.exited || at >= story.world.end) return;
    if (episode.PausedOn(day)) continue;
    const bool revise = rng.Chance(120);
    auto& reviewed = *story.Case(at).mutable_work_plan_reviewed();
    reviewed.set_result(revise           ? v1::REVIEW_RESULT_TO_BE_REVISED
                        : rng.Chance(60) ? v1::REVIEW_RESULT_NOT_HELD
                                         : v1::REVIEW_RESULT_CONTINUES);
    *reviewed.mutable_next_review_date() = DateOf(day + kReviewDays);
    if (revise) WriteRevision(story, at + absl::Minutes(20), track);
  }
}

// A pause in the middle of a long episode.
void WritePause(Story& story, Episode& episode) {
  Rng& rng = story.rng;
  const absl::CivilDay from = WorkingDayFrom(DayOf(episode.planned) + rng.Between(30, 90));
  const absl::CivilDay until = WorkingDayFrom(from + rng.Between(14, 60));
  if (!rng.Chance(90) || At(until, 10) >= episode.exited) return;
  episode.paused_from = from;
  episode.paused_until = until;
  Fact& fact = story.CaseFact(At(from, 9, 20));
  auto& paused = *fact.mutable_case_event()->mutable_case_paused();
  paused.set_reason(static_cast<v1::PauseReason>(rng.Between(1, 6)));
  *paused.mutable_until_date() = DateOf(until);
  fact.add_parts()->mutable_case_sealed()->mutable_case_paused()->set_text("Enligt intyg.");
  story.Case(At(until, 9, 5)).mutable_case_resumed()->set_reason(v1::RESUME_REASON_AS_PLANNED);
}

}  // namespace

void WriteWorkPlan(Story& story, Episode& episode) {
  if (episode.first_contact >= episode.exited) return;
  Rng& rng = story.rng;
  const absl::CivilDay opened = DayOf(episode.opened);
  const absl::CivilDay contact = DayOf(episode.first_contact);
  const auto working_days =
      static_cast<int>(rng.Chance(760) ? rng.Between(3, 10) : rng.Between(11, 28));
  const absl::CivilDay day = std::max(Working().Add(opened, working_days), Working().Next(contact));
  const absl::Time at = At(day, 15, rng.Between(0, 45));
  if (at >= episode.exited) return;
  episode.planned = at;
  WritePause(story, episode);
  const v1::PlanTrack track = TrackOf(story);
  const bool active = track == v1::PLAN_TRACK_WORK || track == v1::PLAN_TRACK_STUDY;
  Fact& fact = story.CaseFact(at);
  auto& sealed = *fact.add_parts()->mutable_case_sealed()->mutable_work_plan_adopted();
  SetTerms(story,
           day,
           track,
           *fact.mutable_case_event()->mutable_work_plan_adopted()->mutable_terms(),
           *sealed.mutable_goal_titles());
  if (rng.Chance(700)) {
    story.Case(at + absl::Minutes(rng.Between(30, 3000)))
        .mutable_work_plan_acknowledged()
        ->set_by(v1::ACKNOWLEDGED_BY_CITIZEN);
  }
  WriteSteps(story, episode, active ? 4 : static_cast<int>(rng.Between(0, 1)));
  WriteReviews(story, episode, track);
}

}  // namespace framdrift::demo
