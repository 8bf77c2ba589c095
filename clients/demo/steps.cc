// What the person takes part in: steps one after the other, placements, and attendance.
#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "clients/demo/calendar.h"
#include "clients/demo/story.h"
#include "clients/demo/texts.h"

namespace framdrift::demo {
namespace {

namespace v1 = framdrift::casework::v1;
using codes::v1::AttendanceCode;

constexpr Quantile kStepDays[] = {{0, 21}, {400, 50}, {800, 100}, {1000, 170}};
// In the order of the codes: present, late, absent valid, absent invalid, sick certified, sick
// uncertified, external.
constexpr int kAttendance[] = {760, 55, 60, 55, 25, 35, 10};

struct Step {
  std::string id;
  codes::v1::ActivityType type = codes::v1::ACTIVITY_TYPE_UNSPECIFIED;
  const Activity* activity = nullptr;
  const Employer* employer = nullptr;
  absl::Time started;
  absl::Time ended;
};

class StepWriter {
 public:
  StepWriter(Story& story, const Episode& episode) : story_(story), episode_(episode) {}

  void Run(int steps) {
    absl::CivilDay from = DayOf(episode_.planned) + story_.rng.Between(2, 12);
    for (int i = 0; i < steps; ++i) {
      Step step = Draw(from, i);
      if (step.started >= episode_.exited - absl::Hours(30)) return;
      WritePlanned(step, i);
      story_.Case(step.started).mutable_step_started()->set_step_id(step.id);
      if (step.activity != nullptr) {
        WriteSessions(step);
      } else if (step.employer != nullptr) {
        WritePlacement(step, i);
      }
      WriteEnd(step);
      from = DayOf(step.ended) + story_.rng.Between(1, 21);
    }
  }

 private:
  Step Draw(absl::CivilDay from, int number) {
    Rng& rng = story_.rng;
    const Organisation& organisation = story_.world.organisation;
    Step step;
    step.id = story_.world.ids.Of("step", story_.who.number, episode_.number, number);
    step.started = At(WorkingDayFrom(from), 7, 45);
    const absl::CivilDay last = WorkingDayFrom(DayOf(step.started) + rng.From(kStepDays));
    step.ended = std::min(At(last, 16, 30), episode_.exited - absl::Minutes(20));
    const int64_t drawn = rng.Below(1000);
    if (drawn < 560) {
      step.activity = &rng.Pick<Activity>(organisation.activities);
      step.type = step.activity->type;
    } else if (drawn < 850) {
      step.employer = &rng.Pick<Employer>(organisation.employers);
      step.type = codes::v1::ACTIVITY_TYPE_INTERNSHIP;
    } else {
      step.type = codes::v1::ACTIVITY_TYPE_OWN_JOB_SEARCH;
    }
    return step;
  }

  // Two days before it begins, or with the plan.
  void WritePlanned(const Step& step, int number) {
    const absl::Time at = number == 0 ? episode_.planned + absl::Minutes(12)
                                      : std::max(step.started - absl::Hours(40), episode_.planned);
    v1::StepTerms& terms = *story_.Case(at).mutable_step_planned()->mutable_terms();
    terms.set_step_id(step.id);
    terms.set_activity_type(step.type);
    if (step.activity != nullptr) terms.set_activity_id(step.activity->id);
    if (step.employer != nullptr) terms.set_partner_id(step.employer->id);
    *terms.mutable_from_date() = DateOf(DayOf(step.started));
    terms.set_hours_per_week(static_cast<double>(story_.rng.Between(2, 8)) * 5);
  }

  void WriteSessions(const Step& step) {
    const auto& sessions = step.activity->sessions;
    auto session = std::lower_bound(
        sessions.begin(), sessions.end(), step.started, [](const Session& one, absl::Time at) {
          return one.start < at;
        });
    for (; session != sessions.end() && session->start < step.ended; ++session) {
      if (session->cancelled || episode_.PausedOn(DayOf(session->start))) continue;
      v1::AttendanceRecorded& recorded =
          Attend(step, session->start, session->minutes, step.activity->at_workplace);
      recorded.set_activity_id(step.activity->id);
      recorded.set_session_id(session->id);
      Follow(step, recorded, session->start);
    }
  }

  // An internship is reported for one day a week.
  void WritePlacement(const Step& step, int number) {
    Rng& rng = story_.rng;
    const std::string id =
        story_.world.ids.Of("case placement", story_.who.number, episode_.number, number);
    Fact& fact = story_.CaseFact(step.started + absl::Minutes(5));
    auto& started = *fact.mutable_case_event()->mutable_placement_started();
    started.set_placement_id(id);
    started.set_partner_id(step.employer->id);
    started.set_step_id(step.id);
    started.set_activity_type(step.type);
    started.set_percent(static_cast<int32_t>(rng.Between(2, 4)) * 25);
    *started.mutable_until_date() = DateOf(std::max(DayOf(step.ended), DayOf(step.started) + 1));
    fact.add_parts()->mutable_case_sealed()->mutable_placement_started()->set_text(
        "Handledare finns på plats.");
    for (absl::CivilDay day = DayOf(step.started) + rng.Between(3, 8);; day += 7) {
      const absl::Time at = At(WorkingDayFrom(day), 8, 15);
      if (at >= step.ended || at >= story_.world.end) break;
      if (!episode_.PausedOn(day)) Attend(step, at, 360, true);
    }
    auto& ended = *story_.Case(step.ended - absl::Minutes(5)).mutable_placement_ended();
    ended.set_placement_id(id);
    ended.set_end(rng.Chance(180) ? v1::PLACEMENT_END_HIRED : v1::PLACEMENT_END_AS_PLANNED);
  }

  v1::AttendanceRecorded& Attend(const Step& step, absl::Time at, int minutes, bool at_workplace) {
    Rng& rng = story_.rng;
    const auto code = static_cast<AttendanceCode>(1 + rng.Weighted(kAttendance));
    // Entered after the session, by the group's leader or some days later.
    const int64_t hours = rng.Chance(150) ? rng.Between(20, 120) : 0;
    const absl::Duration lag = absl::Minutes(minutes + rng.Between(5, 90)) + absl::Hours(hours);
    v1::AttendanceRecorded& recorded = *story_.facts.AddIfEntered(story_.who.id, at, lag)
                                            .mutable_case_event()
                                            ->mutable_attendance_recorded();
    recorded.set_step_id(step.id);
    *recorded.mutable_date() = DateOf(DayOf(at));
    recorded.set_code(code);
    if (code == codes::v1::ATTENDANCE_CODE_PRESENT) recorded.set_minutes(minutes);
    if (code == codes::v1::ATTENDANCE_CODE_LATE) recorded.set_minutes(minutes - 30);
    recorded.set_planned_minutes(minutes);
    recorded.set_at_workplace(at_workplace);
    return recorded;
  }

  // An absence that was announced the day before, or twice without a reason raises a deviation.
  void Follow(const Step& step, const v1::AttendanceRecorded& recorded, absl::Time at) {
    const std::string session = recorded.session_id();
    const AttendanceCode code = recorded.code();
    if (code == codes::v1::ATTENDANCE_CODE_ABSENT_VALID && story_.rng.Chance(700)) {
      Announce(step, session, at);
    }
    if (code != codes::v1::ATTENDANCE_CODE_ABSENT_INVALID) return;
    const bool again = last_invalid_ && at - *last_invalid_ <= absl::Hours(24 * 14);
    last_invalid_ = at;
    if (again) RaiseDeviation(step, at);
  }

  void Announce(const Step& step, const std::string& session, absl::Time at) {
    const absl::Time told = at - absl::Hours(18);
    if (told <= step.started) return;
    Fact& fact = story_.CaseFact(told);
    auto& announced = *fact.mutable_case_event()->mutable_absence_announced();
    announced.set_step_id(step.id);
    announced.set_session_id(session);
    *announced.mutable_from_date() = DateOf(DayOf(at));
    *announced.mutable_until_date() = DateOf(DayOf(at) + 1);
    announced.set_announced_by(v1::ANNOUNCED_BY_CITIZEN);
    fact.add_parts()->mutable_case_sealed()->mutable_absence_announced()->set_text("Läkarbesök.");
  }

  void RaiseDeviation(const Step& step, absl::Time at) {
    const std::string id = story_.world.ids.Of(
        "deviation", story_.who.number, episode_.number, absl::ToUnixSeconds(at));
    auto& raised = *story_.Case(at + absl::Hours(26)).mutable_deviation_raised();
    raised.set_deviation_id(id);
    raised.set_deviation_kind(v1::DEVIATION_KIND_REPEATED_INVALID_ABSENCE);
    raised.set_step_id(step.id);
    if (!story_.rng.Chance(800)) return;
    auto& resolved = *story_.Case(at + absl::Hours(26 + 24 * story_.rng.Between(1, 20)))
                          .mutable_deviation_resolved();
    resolved.set_deviation_id(id);
    resolved.set_outcome(static_cast<v1::DeviationOutcome>(story_.rng.Between(1, 4)));
  }

  void WriteEnd(const Step& step) {
    v1::CaseEvent& event = story_.Case(step.ended);
    if (story_.rng.Chance(780)) {
      event.mutable_step_completed()->set_step_id(step.id);
    } else {
      event.mutable_step_cancelled()->set_step_id(step.id);
    }
  }

  Story& story_;
  const Episode& episode_;
  std::optional<absl::Time> last_invalid_;
};

}  // namespace

void WriteSteps(Story& story, const Episode& episode, int planned_steps) {
  StepWriter(story, episode).Run(planned_steps);
}

}  // namespace framdrift::demo
