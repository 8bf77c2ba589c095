#include "domain/cases/attendance_commands.h"

#include "absl/strings/str_cat.h"
#include "domain/cases/attendance_rules.h"
#include "domain/cases/decision.h"
#include "domain/cases/guards.h"
#include "domain/cases/refusals.h"
#include "domain/cases/replacement.h"
#include "domain/codes/codes.h"

namespace framdrift::cases {
namespace {

using casework::v1::AttendanceRecorded;

constexpr int kMinutesInDay = 24 * 60;

// The session, when it exists; else null and SESSION_UNKNOWN in `out`.
const activity::SessionFacts* KnownSession(const SessionFacts& facts, const std::string& session_id,
                                           Refusals& out) {
  if (facts.session) return &*facts.session;
  out.Add(kSessionUnknown,
          "The activity has no such session; plan it first.",
          {{"session_id", session_id}});
  return nullptr;
}

// The step of the person that the session belongs to: the one named, else the one that is the
// activity. Empty, with SESSION_OF_NO_STEP, CASE_NOT_OPENED or BEFORE_OPENING in `out`, when there
// is none.
std::string StepOfSession(const Case& state, const history::ActivityId& activity,
                          const std::string& named, const history::Envelope& at, Refusals& out) {
  // Without an episode a step that is named is refused as every fact of that time.
  if (!named.empty() && state.EpisodeAt(at) == nullptr) return named;
  const Episode* episode = AnyEpisode(state, at, out);
  if (episode == nullptr) return "";
  const Step* step = named.empty() ? StepAt(*episode, activity, at)
                                   : episode->FindStep(history::IdOrNone<StepId>(named));
  // A step that is named and unknown is refused as such.
  if (step == nullptr && !named.empty()) return named;
  if (step != nullptr && step->activity == activity) return step->id.ToString();
  out.Add(kSessionOfNoStep,
          "The session belongs to no step of the person that ran then; plan and start one, or "
          "correct when it ran.",
          {{"activity_id", activity.ToString()}});
  return "";
}

history::Occurred BeginningOf(const activity::SessionFacts& session) {
  return {session.start, history::Precision::kSecond};
}

void CheckSession(const activity::SessionFacts& session,
                  const casework::v1::RecordAttendanceRequest& command,
                  const history::Context& context, Refusals& out) {
  const std::map<std::string, std::string> named = {{"session_id", command.session_id()}};
  const bool by_provider = command.code() == codes::v1::ATTENDANCE_CODE_CANCELLED_BY_PROVIDER;
  if (session.cancelled && !by_provider) {
    out.Add(kSessionCancelled, "The session was cancelled; nobody can have attended.", named);
  }
  if (session.start > context.now) {
    out.Add(kSessionNotStarted, "The session has not begun; announce an absence instead.", named);
  }
}

void CheckMinutes(const casework::v1::RecordAttendanceRequest& command, Refusals& out) {
  if (!command.has_minutes()) return;
  if (command.minutes() < 0 || command.minutes() > kMinutesInDay) {
    out.Add(kMinutesOutOfRange,
            "A day has 0 to 1440 minutes; give another number.",
            {{"minutes", absl::StrCat(command.minutes())}});
    return;
  }
  const bool may_take_part =
      codes::CountingOf(command.code()) == codes::v1::ATTENDANCE_COUNTING_PRESENT ||
      command.code() == codes::v1::ATTENDANCE_CODE_EXTERNAL;
  if (command.minutes() > 0 && !may_take_part) {
    out.Add(kMinutesWhileAbsent,
            "Who was absent took no part; leave the minutes out.",
            {{"minutes", absl::StrCat(command.minutes())}});
  }
}

// Fills what was attended, where and for how long it was planned, and sets the ground to when it
// was. False, with refusals in the ground, when there is no such occasion.
bool FillOccasion(const Case& state, const casework::v1::RecordAttendanceRequest& command,
                  const SessionFacts& facts, const history::Context& context, Ground& ground,
                  AttendanceRecorded& event) {
  event.set_session_id(command.session_id());
  event.set_step_id(command.step_id());
  if (!command.session_id().empty()) {
    const activity::SessionFacts* session =
        KnownSession(facts, command.session_id(), ground.refusals);
    if (session == nullptr) return false;
    CheckSession(*session, command, context, ground.refusals);
    if (command.has_occurred() && history::Precedes(ground.occurred, BeginningOf(*session))) {
      ground.refusals.Add(kSessionNotStarted,
                          "The session begins later than that; leave the time out.",
                          {{"session_id", command.session_id()}});
    }
    ground.occurred = BeginningOf(*session);
    event.set_activity_id(facts.activity.ToString());
    event.set_planned_minutes(
        static_cast<int32_t>(absl::ToInt64Minutes(session->end - session->start)));
    event.set_at_workplace(session->at_workplace);
    event.set_step_id(StepOfSession(state,
                                    facts.activity,
                                    command.step_id(),
                                    EnvelopeOf(ground.occurred, context),
                                    ground.refusals));
    return !event.step_id().empty();
  }
  const Episode* episode = state.EpisodeAt(EnvelopeOf(ground.occurred, context));
  const Step* step = episode == nullptr
                         ? nullptr
                         : episode->FindStep(history::IdOrNone<StepId>(command.step_id()));
  if (step != nullptr) {
    const auto mode = step->mode != codes::v1::ACTIVITY_MODE_UNSPECIFIED
                          ? step->mode
                          : codes::ModeOf(step->activity_type);
    event.set_at_workplace(mode == codes::v1::ACTIVITY_MODE_WORKPLACE);
    if (!step->activity.empty()) event.set_activity_id(step->activity.ToString());
  }
  return true;
}

// The deviation that is due with the attendance `recorded`, which sets `replaced` right where that
// is not null. What was recorded of an earlier or exited episode raises none.
void AddDeviation(const Case& state, const AttendanceRecorded& recorded,
                  const AttendanceEntry* replaced, const AbsenceRule& rule, const Ground& ground,
                  const history::Context& context, CaseEvents& events) {
  const Episode* episode = state.latest();
  const bool counts = IsInvalidAbsence(recorded.code()) && episode != nullptr && episode->open() &&
                      state.EpisodeAt(EnvelopeOf(ground.occurred, context)) == episode;
  if (!counts) return;
  const absl::CivilDay day = absl::ToCivilDay(ground.occurred.at, context.zone);
  const std::optional<DeviationGround> found =
      FindRepeatedAbsence(episode->attendance, day, replaced, rule);
  if (!found) return;
  casework::v1::CaseEvent event;
  casework::v1::DeviationRaised& raised = *event.mutable_deviation_raised();
  raised.set_deviation_id(rule.deviation_id.ToString());
  raised.set_deviation_kind(casework::v1::DEVIATION_KIND_REPEATED_INVALID_ABSENCE);
  raised.set_step_id(recorded.step_id());
  raised.set_session_id(recorded.session_id());
  casework::v1::DeviationRule& by = *raised.mutable_rule();
  by.set_policy_version(found->policy_version);
  by.set_days(found->days);
  by.set_within_days(found->within_days);
  for (const absl::CivilDay date : found->dates) *by.add_dates() = history::DateFrom(date);
  events.push_back(
      EventAt(ground, {context.now, history::Precision::kSecond}, std::move(event), {}));
}

}  // namespace

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::AnnounceAbsenceRequest& command,
                                  const SessionFacts& facts, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  std::string step_id = command.step_id();
  absl::CivilDay from = history::DayOrNone(command.from_date()).value_or(context.today());
  if (!command.session_id().empty()) {
    const activity::SessionFacts* session =
        KnownSession(facts, command.session_id(), ground.refusals);
    if (session == nullptr) return ground.refusals.AsStatus();
    from = absl::ToCivilDay(session->start, context.zone);
    step_id = StepOfSession(state,
                            facts.activity,
                            step_id,
                            EnvelopeOf(BeginningOf(*session), context),
                            ground.refusals);
    if (step_id.empty()) return ground.refusals.AsStatus();
  }
  casework::v1::CaseEvent event;
  auto& announced = *event.mutable_absence_announced();
  announced.set_step_id(step_id);
  announced.set_session_id(command.session_id());
  *announced.mutable_from_date() = history::DateFrom(from);
  *announced.mutable_until_date() =
      history::DateFrom(history::DayOrNone(command.until_date()).value_or(from + 1));
  announced.set_announced_by(command.announced_by());
  announced.set_code(command.code() == codes::v1::ATTENDANCE_CODE_UNSPECIFIED
                         ? codes::v1::ATTENDANCE_CODE_ABSENT_VALID
                         : command.code());
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_absence_announced()->set_text(command.text());
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::RecordAttendanceRequest& command,
                                  const SessionFacts& facts, const history::Context& context) {
  if (command.session_id().empty() && command.step_id().empty()) {
    return InvalidField("session_id", "Say what was attended: a session, or a step and a day.");
  }
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  auto& recorded = *event.mutable_attendance_recorded();
  CheckMinutes(command, ground.refusals);
  if (!FillOccasion(state, command, facts, context, ground, recorded)) {
    return ground.refusals.AsStatus();
  }
  const absl::CivilDay day = absl::ToCivilDay(ground.occurred.at, context.zone);
  *recorded.mutable_date() = history::DateFrom(day);
  recorded.set_code(command.code());
  const bool present = codes::CountingOf(command.code()) == codes::v1::ATTENDANCE_COUNTING_PRESENT;
  recorded.set_minutes(command.has_minutes() ? command.minutes()
                                             : (present ? recorded.planned_minutes() : 0));
  if (command.has_at_workplace()) recorded.set_at_workplace(command.at_workplace());
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_attendance_recorded()->set_text(command.text());

  const AttendanceEntry* earlier =
      FindAttendance(state,
                     {.session = history::IdOrNone<history::SessionId>(recorded.session_id()),
                      .step = history::IdOrNone<StepId>(recorded.step_id()),
                      .day = day});
  const bool replaces =
      earlier != nullptr && command.correction_reason() != codes::v1::CORRECTION_REASON_UNSPECIFIED;
  CaseEvents events;
  if (replaces) {
    events.push_back(Replacement(ground,
                                 earlier->stamp.position,
                                 ground.occurred,
                                 event,
                                 sealed,
                                 command.correction_reason(),
                                 context));
  } else {
    events.push_back(EventAt(ground, ground.occurred, event, std::move(sealed)));
  }
  AddDeviation(state, recorded, replaces ? earlier : nullptr, facts.rule, ground, context, events);
  return ConcludeAll(state, std::move(ground), std::move(events), context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::RaiseDeviationRequest& command,
                                  const DeviationFacts& facts, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  auto& raised = *event.mutable_deviation_raised();
  raised.set_deviation_id(ChosenOr(command.deviation_id(), facts.fresh_id));
  raised.set_deviation_kind(command.kind());
  raised.set_step_id(command.step_id());
  raised.set_session_id(command.session_id());
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_deviation_raised()->set_text(command.text());
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::ResolveDeviationRequest& command,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  auto& resolved = *event.mutable_deviation_resolved();
  resolved.set_deviation_id(command.deviation_id());
  resolved.set_outcome(command.outcome());
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_deviation_resolved()->set_text(command.text());
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

}  // namespace framdrift::cases
