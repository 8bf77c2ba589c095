#include "domain/indicators/episode_facts.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "domain/cases/exit_meaning.h"
#include "domain/deadlines/milestones.h"
#include "domain/indicators/case_facts.h"

namespace framdrift::indicators {
namespace {

using facts::v1::FactEpisode;
using facts::v1::FactMilestone;

template <typename Id>
std::string BytesOf(const Id& id) {
  if (id.empty()) return {};
  return {reinterpret_cast<const char*>(id.bytes().data()), id.bytes().size()};
}

// Collects the milestones of one episode.
class Reached {
 public:
  Reached(const cases::Case& state, size_t index, absl::TimeZone zone)
      : state_(state), index_(index), zone_(zone) {}

  std::vector<facts::v1::FactMilestoneReached> All() {
    namespace v1 = casework::v1;
    const cases::Episode& episode = state_.episodes[index_];
    OfDeadlines(facts::v1::FACT_MILESTONE_OPENED, v1::MILESTONE_OPENED);
    OfDeadlines(facts::v1::FACT_MILESTONE_FIRST_CONTACT, v1::MILESTONE_FIRST_CONTACT);
    OfDeadlines(facts::v1::FACT_MILESTONE_PLAN_ADOPTED, v1::MILESTONE_PLAN_ADOPTED);
    OfDeadlines(facts::v1::FACT_MILESTONE_STEP_STARTED, v1::MILESTONE_STEP_STARTED);
    OfDeadlines(facts::v1::FACT_MILESTONE_EXITED, v1::MILESTONE_EXITED);
    OfDeadlines(facts::v1::FACT_MILESTONE_OBSERVATION_ENDED, v1::MILESTONE_OBSERVATION_ENDED);
    if (episode.outcome.exit && episode.outcome.exit->verified) {
      Add(facts::v1::FACT_MILESTONE_EXIT_VERIFIED, *episode.outcome.exit->verified);
    }
    OfCase(facts::v1::FACT_MILESTONE_PLACEMENT_STARTED, state_.livelihood.placements);
    OfCase(facts::v1::FACT_MILESTONE_JOB_STARTED, state_.livelihood.jobs);
    std::stable_sort(reached_.begin(), reached_.end(), [](const auto& a, const auto& b) {
      return std::make_tuple(a.at().moment(), a.at().position()) <
             std::make_tuple(b.at().moment(), b.at().position());
    });
    return std::move(reached_);
  }

 private:
  void Add(FactMilestone milestone, const cases::Stamp& stamp) {
    facts::v1::FactMilestoneReached& made = reached_.emplace_back();
    made.set_milestone(milestone);
    *made.mutable_at() = MomentFrom(stamp, zone_);
  }
  void OfDeadlines(FactMilestone milestone, casework::v1::Milestone of) {
    for (const cases::Stamp& stamp : deadlines::MomentsOf(state_, index_, of)) {
      Add(milestone, stamp);
    }
  }
  // Those of the whole case that happened during this episode or before the next.
  template <typename Part>
  void OfCase(FactMilestone milestone, const std::vector<Part>& parts) {
    for (const Part& part : parts) {
      if (EpisodeOf(part.started) == index_) Add(milestone, part.started);
    }
  }
  size_t EpisodeOf(const cases::Stamp& stamp) const {
    size_t found = 0;
    for (size_t i = 0; i < state_.episodes.size(); ++i) {
      const auto& opening = state_.episodes[i].opening;
      if (!opening || !cases::IsBefore(stamp, opening->stamp)) found = i;
    }
    return found;
  }

  const cases::Case& state_;
  const size_t index_;
  const absl::TimeZone zone_;
  std::vector<facts::v1::FactMilestoneReached> reached_;
};

void AddStandings(const std::vector<StandingSince>& standings, absl::TimeZone zone,
                  FactEpisode& out) {
  for (const auto& [since, standing] : standings) {
    facts::v1::FactStanding& made = *out.add_standings();
    *made.mutable_since() = MomentFrom(since, zone);
    made.set_unit_id(BytesOf(standing.unit));
    made.set_caseworker_id(BytesOf(standing.caseworker));
    made.set_flow(standing.flow);
    made.set_track(standing.track);
    made.set_hours_per_week_required(standing.hours_per_week_required);
    made.set_own_search_hours(standing.own_search_hours);
    made.set_phase(standing.phase);
  }
}

void AddSteps(const cases::Episode& episode, absl::TimeZone zone, FactEpisode& out) {
  for (const cases::Step& one : episode.steps) {
    facts::v1::FactStep& made = *out.add_steps();
    made.set_hours_per_week(one.hours_per_week);
    if (one.planned != cases::Stamp()) *made.mutable_planned() = MomentFrom(one.planned, zone);
    if (one.started) *made.mutable_started() = MomentFrom(*one.started, zone);
    if (one.ended()) {
      *made.mutable_ended() = MomentFrom(one.completed ? *one.completed : *one.cancelled, zone);
    }
    if (one.from) made.set_from_day(DayNumberOf(*one.from));
    if (one.to) made.set_to_day(DayNumberOf(*one.to));
  }
}

void AddAttendance(const cases::Episode& episode, FactEpisode& out) {
  for (const cases::AttendanceEntry& one : episode.attendance.entries) {
    facts::v1::FactAttendance& made = *out.add_attendance();
    made.set_day(DayNumberOf(one.day.value_or(one.stamp.day)));
    made.set_code(one.code);
    made.set_minutes(one.minutes);
    made.set_at_workplace(one.at_workplace);
    const cases::Step* step = episode.FindStep(one.step);
    if (step != nullptr) made.set_activity_type(step->activity_type);
  }
}

void AddContacts(const cases::Episode& episode, absl::TimeZone zone, FactEpisode& out) {
  for (const cases::Contact& one : episode.contacts) {
    if (one.kind == cases::Contact::Kind::kOffered && !out.has_first_offered()) {
      out.set_first_offered(MomentOf(one.slot.value_or(one.stamp.occurred.at), zone));
    }
    if (one.kind != cases::Contact::Kind::kFirstHeld && one.kind != cases::Contact::Kind::kHeld) {
      continue;
    }
    facts::v1::FactContact& made = *out.add_contacts();
    made.set_day(DayNumberOf(one.stamp.day));
    made.set_mode(one.mode);
  }
}

casework::v1::ReviewResult ResultOf(const cases::WorkPlan& plan, const cases::Stamp& stamp) {
  for (const cases::PlanReview& one : plan.reviews) {
    if (one.stamp.position == stamp.position) return one.result;
  }
  return casework::v1::REVIEW_RESULT_UNSPECIFIED;
}

void AddReviews(const cases::Episode& episode, FactEpisode& out) {
  if (!episode.plan) return;
  for (const cases::ReviewDate& one : episode.plan->review_dates) {
    const bool adoption = one.set_by == cases::ReviewDate::SetBy::kAdoption;
    if (!adoption && one.set_by != cases::ReviewDate::SetBy::kReview) continue;
    facts::v1::FactReview& made = *out.add_reviews();
    made.set_day(DayNumberOf(one.stamp.day));
    if (!adoption) made.set_result(ResultOf(*episode.plan, one.stamp));
  }
}

void AddOutcome(const cases::Case& state, const cases::Outcome& outcome, absl::TimeZone zone,
                FactEpisode& out) {
  if (outcome.exit) {
    const cases::ObservedExit observed =
        cases::ObservedMeaningOf(*outcome.exit, state.livelihood, absl::CivilDay::max());
    facts::v1::FactExit& made = *out.mutable_exit();
    *made.mutable_at() = MomentFrom(outcome.exit->stamp, zone);
    made.set_reason(outcome.exit->reason);
    made.set_exit_class(observed.meaning.exit_class);
    made.set_letter(observed.meaning.letter);
    made.set_observable_day(DayNumberOf(observed.observable_from));
    made.set_destination(outcome.exit->destination);
  }
  for (const cases::FollowUp& one : outcome.follow_ups) {
    facts::v1::FactFollowUp& made = *out.add_follow_ups();
    made.set_month(one.month);
    made.set_answer(one.answer());
  }
}

facts::v1::FactDeadlineState StateOf(const deadlines::Deadline& deadline) {
  switch (deadline.status) {
    case deadlines::Status::kPending:
      return facts::v1::FACT_DEADLINE_STATE_PENDING;
    case deadlines::Status::kMet:
      return deadlines::WasMetInTime(deadline) ? facts::v1::FACT_DEADLINE_STATE_MET
                                               : facts::v1::FACT_DEADLINE_STATE_MET_LATE;
    case deadlines::Status::kMissed:
      return facts::v1::FACT_DEADLINE_STATE_MISSED;
    case deadlines::Status::kExempt:
      return facts::v1::FACT_DEADLINE_STATE_EXEMPT;
    case deadlines::Status::kPaused:
      return facts::v1::FACT_DEADLINE_STATE_PAUSED;
  }
  return facts::v1::FACT_DEADLINE_STATE_UNSPECIFIED;
}

void AddDeadline(const deadlines::Deadline& one, absl::TimeZone zone, FactEpisode& out) {
  facts::v1::FactDeadline& made = *out.add_deadlines();
  made.set_rule(one.rule);
  made.set_due(MomentOf(one.due, zone));
  made.set_state(StateOf(one));
  if (one.met) {
    *made.mutable_stopped() = MomentFrom(one.met->stamp, zone);
  } else if (one.closed) {
    *made.mutable_stopped() = MomentFrom(one.closed->stamp, zone);
  }
  if (one.exemption) made.set_exemption(one.exemption->code);
}

}  // namespace

FactEpisode EpisodeFactsOf(const CaseHistory& history, size_t index,
                           const std::vector<deadlines::Deadline>& deadlines, absl::TimeZone zone) {
  const cases::Episode& episode = history.state.episodes[index];
  FactEpisode out;
  if (episode.opening) {
    out.set_target_group(episode.opening->target_group);
    out.set_channel(episode.opening->channel);
  }
  for (auto& reached : Reached(history.state, index, zone).All())
    *out.add_reached() = std::move(reached);
  AddStandings(history.standings[index], zone, out);
  AddSteps(episode, zone, out);
  AddAttendance(episode, out);
  AddContacts(episode, zone, out);
  AddReviews(episode, out);
  AddOutcome(history.state, episode.outcome, zone, out);
  for (const deadlines::Deadline& one : deadlines) {
    if (one.episode == index) AddDeadline(one, zone, out);
  }
  for (const cases::ApprovedLevel& one : episode.approved_levels) {
    facts::v1::FactLevel& made = *out.add_levels();
    *made.mutable_at() = MomentFrom(one.stamp, zone);
    made.set_area(one.level.area);
    made.set_level(one.level.level);
  }
  return out;
}

}  // namespace framdrift::indicators
