#include "domain/cases/attendance_rules.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "domain/cases/find.h"
#include "domain/cases/guards.h"
#include "domain/cases/refusals.h"
#include "domain/codes/codes.h"
#include "domain/history/when.h"

namespace framdrift::cases {
namespace {

// True when `envelope` happened after `stamp`, as IsBefore understands that.
bool IsAfter(const history::Envelope& envelope, const Stamp& stamp) {
  return envelope.day > stamp.day || (envelope.day == stamp.day && !IsBefore(envelope, stamp) &&
                                      envelope.occurred.precision == history::Precision::kSecond &&
                                      stamp.occurred.precision == history::Precision::kSecond &&
                                      envelope.occurred.at > stamp.occurred.at);
}

Occasion OccasionOf(const casework::v1::AttendanceRecorded& event) {
  return {.session = history::IdOrNone<history::SessionId>(event.session_id()),
          .step = history::IdOrNone<StepId>(event.step_id()),
          .day = history::DayOrNone(event.date())};
}

// What the rule that raised a deviation saw; none where a person raised it.
std::optional<DeviationGround> GroundFrom(const casework::v1::DeviationRaised& event) {
  if (!event.has_rule()) return std::nullopt;
  DeviationGround ground = {
      event.rule().policy_version(), event.rule().days(), event.rule().within_days(), {}};
  for (const google::type::Date& date : event.rule().dates()) {
    if (const auto day = history::DayOrNone(date)) ground.dates.push_back(*day);
  }
  return ground;
}

// Whether an absence that is announced can count as that.
bool IsAbsence(codes::v1::AttendanceCode code) {
  switch (code) {
    case codes::v1::ATTENDANCE_CODE_UNSPECIFIED:
    case codes::v1::ATTENDANCE_CODE_ABSENT_VALID:
    case codes::v1::ATTENDANCE_CODE_ABSENT_INVALID:
    case codes::v1::ATTENDANCE_CODE_SICK_CERTIFIED:
    case codes::v1::ATTENDANCE_CODE_SICK_UNCERTIFIED:
    case codes::v1::ATTENDANCE_CODE_EXTERNAL:
      return true;
    default:
      return false;
  }
}

// The step of any episode; null after adding STEP_UNKNOWN.
const Step* KnownStep(const Case& state, const std::string& step_id, Refusals& out) {
  const StepId id = history::IdOrNone<StepId>(step_id);
  for (const Episode& episode : state.episodes) {
    if (const Step* step = episode.FindStep(id)) return step;
  }
  out.Add(kStepUnknown, "The plan has no such step; plan it first.", {{"step_id", step_id}});
  return nullptr;
}

const Deviation* FindDeviation(const Case& state, const DeviationId& id) {
  for (const Episode& episode : state.episodes) {
    const Deviation* deviation = FindById(episode.attendance.deviations, id);
    if (deviation != nullptr) return deviation;
  }
  return nullptr;
}

}  // namespace

const AttendanceEntry* FindAttendance(const Case& state, const Occasion& occasion) {
  for (const Episode& episode : state.episodes) {
    for (const AttendanceEntry& entry : episode.attendance.entries) {
      if (occasion.IsOf(entry)) return &entry;
    }
  }
  return nullptr;
}

bool RanAt(const Step& step, const history::Envelope& at) {
  if (!step.started || IsBefore(at, *step.started)) return false;
  const std::optional<Stamp>& end = step.completed ? step.completed : step.cancelled;
  return !end || !IsAfter(at, *end);
}

const Step* StepAt(const Episode& episode, const history::ActivityId& activity,
                   const history::Envelope& at) {
  const auto it = std::find_if(episode.steps.begin(), episode.steps.end(), [&](const Step& step) {
    return step.activity == activity && RanAt(step, at);
  });
  return it == episode.steps.end() ? nullptr : &*it;
}

void Evolve(Case& state, const casework::v1::AbsenceAnnounced& event,
            const history::Envelope& envelope) {
  CurrentEpisode(state).attendance.absences.push_back(
      {.stamp = Stamp::Of(envelope),
       .step = history::IdOrNone<StepId>(event.step_id()),
       .session = history::IdOrNone<history::SessionId>(event.session_id()),
       .from = history::DayOrNone(event.from_date()),
       .until = history::DayOrNone(event.until_date()),
       .announced_by = event.announced_by(),
       .code = event.code() == codes::v1::ATTENDANCE_CODE_UNSPECIFIED
                   ? codes::v1::ATTENDANCE_CODE_ABSENT_VALID
                   : event.code()});
}

void Evolve(Case& state, const casework::v1::AttendanceRecorded& event,
            const history::Envelope& envelope) {
  const Occasion occasion = OccasionOf(event);
  CurrentEpisode(state).attendance.entries.push_back(
      {.stamp = Stamp::Of(envelope),
       .step = occasion.step,
       .activity = history::IdOrNone<history::ActivityId>(event.activity_id()),
       .session = occasion.session,
       .day = occasion.day,
       .code = event.code(),
       .minutes = event.minutes(),
       .planned_minutes = event.planned_minutes(),
       .at_workplace = event.at_workplace()});
}

void Evolve(Case& state, const casework::v1::DeviationRaised& event,
            const history::Envelope& envelope) {
  CurrentEpisode(state).attendance.deviations.push_back(
      {.raised = Stamp::Of(envelope),
       .id = history::IdOrNone<DeviationId>(event.deviation_id()),
       .kind = event.deviation_kind(),
       .step = history::IdOrNone<StepId>(event.step_id()),
       .session = history::IdOrNone<history::SessionId>(event.session_id()),
       .ground = GroundFrom(event)});
}

void Evolve(Case& state, const casework::v1::DeviationResolved& event,
            const history::Envelope& envelope) {
  Deviation* deviation = const_cast<Deviation*>(
      FindDeviation(state, history::IdOrNone<DeviationId>(event.deviation_id())));
  if (deviation == nullptr) return;
  deviation->resolved = Stamp::Of(envelope);
  deviation->outcome = event.outcome();
}

void Check(const Case& before, const casework::v1::AbsenceAnnounced& event,
           const history::Envelope& envelope, Refusals& out) {
  if (OpenEpisode(before, envelope, out) == nullptr) return;
  InOrder(event.from_date(), event.until_date(), "until_date", out);
  if (!IsAbsence(event.code())) {
    out.Add(kAbsenceCodeUnfit,
            "An absence to come is valid, invalid, for sickness or for something else planned.",
            {{"code", codes::ShortName(event.code())}});
  }
  const Step* step = KnownStep(before, event.step_id(), out);
  if (step != nullptr) AwaitingStep(*step, out);
}

void Check(const Case& before, const casework::v1::AttendanceRecorded& event,
           const history::Envelope& envelope, Refusals& out) {
  if (AnyEpisode(before, envelope, out) == nullptr) return;
  const Step* step = KnownStep(before, event.step_id(), out);
  if (step != nullptr) AttendableStep(*step, envelope, out);
  if (const AttendanceEntry* earlier = FindAttendance(before, OccasionOf(event))) {
    out.Add(
        kAttendanceRecorded,
        "Attendance is recorded already; give a correction reason to replace it.",
        {{"position", absl::StrCat(earlier->stamp.position)}, {"session_id", event.session_id()}});
  }
}

void Check(const Case& before, const casework::v1::DeviationRaised& event,
           const history::Envelope& envelope, Refusals& out) {
  if (OpenEpisode(before, envelope, out) == nullptr) return;
  if (FindDeviation(before, history::IdOrNone<DeviationId>(event.deviation_id())) != nullptr) {
    out.Add(kDeviationExists,
            "The case has a deviation with that id; choose another.",
            {{"deviation_id", event.deviation_id()}});
  }
  if (event.step_id().empty() && event.session_id().empty()) {
    out.Add(kDeviationOfNothing,
            "Name the step, or the session with attendance, that the deviation is about.");
  }
  if (!event.step_id().empty()) KnownStep(before, event.step_id(), out);
  const Occasion occasion = {
      .session = history::IdOrNone<history::SessionId>(event.session_id()), .step = {}, .day = {}};
  if (!event.session_id().empty() && FindAttendance(before, occasion) == nullptr) {
    out.Add(kAttendanceUnknown,
            "No attendance is recorded for that session; record it first.",
            {{"session_id", event.session_id()}});
  }
}

void Check(const Case& before, const casework::v1::DeviationResolved& event,
           const history::Envelope& envelope, Refusals& out) {
  ResolvableDeviation(before, history::IdOrNone<DeviationId>(event.deviation_id()), envelope, out);
}

void SomethingToDeviateFrom(const Case& state, const history::Envelope& at, Refusals& out) {
  if (OpenEpisode(state, at, out) == nullptr) return;
  for (const Episode& episode : state.episodes) {
    if (!episode.steps.empty() || !episode.attendance.entries.empty()) return;
  }
  out.Add(kDeviationOfNothing,
          "The case has no step and no attendance that a deviation could be about; plan a step "
          "first.");
}

void AwaitingStep(const Step& step, Refusals& out) {
  if (!step.ended()) return;
  out.Add(kStepEnded,
          "The step has ended; nobody is awaited there.",
          {{"step_id", step.id.ToString()}});
}

void AttendableStep(const Step& step, const history::Envelope& at, Refusals& out) {
  if (RanAt(step, at)) return;
  out.Add(kStepNotRunning,
          "The step did not run then; start it, or correct when it started or ended.",
          {{"step_id", step.id.ToString()}});
}

void ResolvableDeviation(const Case& state, const DeviationId& id, const history::Envelope& at,
                         Refusals& out) {
  if (AnyEpisode(state, at, out) == nullptr) return;
  const std::map<std::string, std::string> named = {{"deviation_id", id.ToString()}};
  const Deviation* deviation = FindDeviation(state, id);
  if (deviation == nullptr) {
    out.Add(kDeviationUnknown, "The case has no such deviation; raise it first.", named);
    return;
  }
  if (deviation->resolved) {
    out.Add(kDeviationResolved,
            "The deviation is resolved already; correct that event instead.",
            named);
  }
  if (IsBefore(at, deviation->raised)) {
    out.Add(
        kDatesOutOfOrder, "A deviation is resolved after it was raised; give a later time.", named);
  }
}

}  // namespace framdrift::cases
