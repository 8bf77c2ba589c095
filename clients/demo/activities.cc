#include "clients/demo/activities.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/demo/calendar.h"

namespace framdrift::demo {
namespace {

using codes::v1::ActivityType;

// What an activity is, on which day of the week (0 is Monday), from which hour and how long.
struct Kind {
  absl::string_view name;
  ActivityType type;
  int weekday;
  int hour;
  int minutes;
  bool at_workplace;
};

constexpr Kind kKinds[] = {
    {"Jobbsökarverkstad", codes::v1::ACTIVITY_TYPE_JOB_SEARCH_WORKSHOP, 0, 9, 180, false},
    {"Svenska på jobbet", codes::v1::ACTIVITY_TYPE_SFI, 1, 9, 180, false},
    {"Hälsa och motivation", codes::v1::ACTIVITY_TYPE_MOTIVATION_AND_HEALTH, 2, 9, 120, false},
    {"Återbruket", codes::v1::ACTIVITY_TYPE_WORK_TRAINING, 3, 8, 300, true},
    {"Parkgruppen", codes::v1::ACTIVITY_TYPE_COMMUNITY_WORK, 4, 8, 240, true},
};
// Persons for each set of activities.
constexpr int kPersonsPerSet = 400;
// Sessions are planned a quarter at a time, so many days ahead.
constexpr int kPlannedAhead = 20;

absl::CivilDay QuarterOf(absl::CivilDay day) {
  return absl::CivilDay(day.year(), (day.month() - 1) / 3 * 3 + 1, 1);
}

class ActivityMaker {
 public:
  ActivityMaker(World& world, Rng& rng, FactList& facts)
      : world_(world), rng_(rng), facts_(facts) {}

  void Make(const Kind& kind, int64_t number) {
    Activity activity;
    activity.id = world_.ids.Of("activity", number);
    activity.type = kind.type;
    activity.at_workplace = kind.at_workplace;
    const int64_t group = number / static_cast<int64_t>(std::size(kKinds)) + 1;
    auto& opened = *facts_.Add(activity.id, At(world_.start - 40, 10, number % 60))
                        .mutable_activity_event()
                        ->mutable_activity_opened();
    opened.set_display_name(absl::StrCat(kind.name, ", grupp ", group));
    opened.set_type(kind.type);
    opened.set_unit_id(world_.organisation.labour_unit);
    opened.set_place(kind.at_workplace ? "Verkstaden" : "Arbetsmarknadsenheten, sal B");
    opened.set_at_workplace(kind.at_workplace);
    const absl::CivilDay last = QuarterOf(world_.settings.today) + 190;
    absl::CivilDay day = world_.start;
    while (absl::GetWeekday(day) != static_cast<absl::Weekday>(kind.weekday)) ++day;
    for (; day < last; day += 7) {
      if (Working().IsWorkingDay(day)) Schedule(kind, day, activity);
    }
    world_.organisation.activities.push_back(std::move(activity));
  }

 private:
  void Schedule(const Kind& kind, absl::CivilDay day, Activity& activity) {
    const absl::CivilDay planned =
        WorkingDayFrom(std::max(QuarterOf(day) - kPlannedAhead, world_.start - 25));
    const absl::Time planned_at = At(planned, 14) + absl::Seconds(activity.sessions.size());
    Session session;
    session.id = world_.ids.Of(activity.id, absl::CivilDay(day) - absl::CivilDay(2000, 1, 1));
    session.start = At(day, kind.hour);
    session.minutes = kind.minutes;
    session.cancelled = rng_.Chance(30);
    const bool moved = !session.cancelled && rng_.Chance(20);
    if (planned_at >= world_.end) return;
    auto& scheduled =
        *facts_.Add(activity.id, planned_at).mutable_activity_event()->mutable_session_scheduled();
    scheduled.set_session_id(session.id);
    *scheduled.mutable_start_time() = TimestampOf(session.start);
    *scheduled.mutable_end_time() = TimestampOf(session.start + absl::Minutes(kind.minutes));
    const auto& posts = world_.organisation.caseworkers;
    scheduled.set_leader_staff_id(
        posts[world_.organisation.activities.size() % posts.size()].HolderOn(planned).staff_id);
    const absl::Time changed = At(Working().Add(day, -1), 15);
    if (session.cancelled) {
      auto& cancelled =
          *facts_.Add(activity.id, changed).mutable_activity_event()->mutable_session_cancelled();
      cancelled.set_session_id(session.id);
      cancelled.set_reason(rng_.Chance(600)
                               ? activity::v1::CANCELLATION_REASON_LEADER_ABSENT
                               : activity::v1::CANCELLATION_REASON_TOO_FEW_PARTICIPANTS);
      session.cancelled = changed < world_.end;
    } else if (moved && changed < world_.end) {
      session.start += absl::Hours(4);
      auto& move =
          *facts_.Add(activity.id, changed).mutable_activity_event()->mutable_session_moved();
      move.set_session_id(session.id);
      *move.mutable_start_time() = TimestampOf(session.start);
      *move.mutable_end_time() = TimestampOf(session.start + absl::Minutes(kind.minutes));
    }
    activity.sessions.push_back(std::move(session));
  }

  World& world_;
  Rng& rng_;
  FactList& facts_;
};

}  // namespace

void AddActivities(World& world, Rng& rng, FactList& facts) {
  ActivityMaker maker(world, rng, facts);
  const int sets = std::max(1, world.settings.persons / kPersonsPerSet);
  int64_t number = 0;
  for (int set = 0; set < sets; ++set) {
    for (const Kind& kind : kKinds) maker.Make(kind, number++);
  }
}

}  // namespace framdrift::demo
