#include "domain/cases/exit_commands.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "domain/cases/attendance_rules.h"
#include "domain/cases/exit_rules.h"
#include "domain/cases/refusals.h"
#include "domain/cases/replacement.h"
#include "domain/codes/codes.h"

namespace framdrift::cases {
namespace {

history::Occurred BeginningOf(const ActivitySession& session) {
  return {session.session.start, history::Precision::kSecond};
}

// The reason a command gives: by itself, or as its local code counts. UNSPECIFIED where the code is
// unknown or counts as another reason.
template <typename Command>
codes::v1::ExitReason ReasonOf(const Command& command, const codes::CodeLists& lists) {
  if (command.local_code().empty()) return command.reason();
  const auto counted = lists.Find<codes::v1::ExitReason>(command.local_code());
  const bool agrees = counted && (command.reason() == codes::v1::EXIT_REASON_UNSPECIFIED ||
                                  command.reason() == *counted);
  return agrees ? *counted : codes::v1::EXIT_REASON_UNSPECIFIED;
}

CaseEvents::value_type NotRegistered(const Ground& ground, const MissingAttendance& missing,
                                     const history::Context& context) {
  const activity::SessionFacts& session = missing.session.session;
  casework::v1::CaseEvent event;
  auto& recorded = *event.mutable_attendance_recorded();
  recorded.set_step_id(missing.step.ToString());
  recorded.set_activity_id(missing.session.activity.ToString());
  recorded.set_session_id(session.id.ToString());
  *recorded.mutable_date() = history::DateFrom(absl::ToCivilDay(session.start, context.zone));
  recorded.set_code(codes::v1::ATTENDANCE_CODE_NOT_REGISTERED);
  recorded.set_planned_minutes(
      static_cast<int32_t>(absl::ToInt64Minutes(session.end - session.start)));
  recorded.set_at_workplace(session.at_workplace);
  return EventAt(ground, BeginningOf(missing.session), std::move(event), {});
}

void Refuse(const MissingAttendance& missing, const history::Context& context, Refusals& out) {
  const activity::SessionFacts& session = missing.session.session;
  out.Add(kAttendanceMissing,
          "A session has no attendance; record it, or have the exit set it to not registered.",
          {{"session_id", session.id.ToString()},
           {"start_time", absl::FormatTime(absl::RFC3339_sec, session.start, context.zone)}});
}

CaseEvents::value_type EndOf(const Ground& ground, const Step& step,
                             casework::v1::StepsAtExit how) {
  casework::v1::CaseEvent event;
  if (how == casework::v1::STEPS_AT_EXIT_COMPLETE) {
    event.mutable_step_completed()->set_step_id(step.id.ToString());
  } else {
    event.mutable_step_cancelled()->set_step_id(step.id.ToString());
  }
  return EventAt(ground, ground.occurred, std::move(event), {});
}

// What the exit does first, as the command says: attendance that is missing, steps that run.
// Missing attendance that is to stay so refuses.
CaseEvents Tidy(const Case& state, const casework::v1::RecordExitRequest& command,
                const ExitFacts& facts, Ground& ground, const history::Context& context) {
  CaseEvents events;
  const Episode* episode = state.EpisodeAt(EnvelopeOf(ground.occurred, context));
  if (episode == nullptr || !episode->open()) return events;
  for (const MissingAttendance& missing :
       MissingAttendances(state, *episode, facts.sessions, ground.occurred.at, context)) {
    if (command.set_missing_attendance()) {
      events.push_back(NotRegistered(ground, missing, context));
    } else {
      Refuse(missing, context, ground.refusals);
    }
  }
  if (command.running_steps() == casework::v1::STEPS_AT_EXIT_UNSPECIFIED) return events;
  for (const Step& step : episode->steps) {
    if (step.running()) events.push_back(EndOf(ground, step, command.running_steps()));
  }
  return events;
}

}  // namespace

std::vector<MissingAttendance> MissingAttendances(const Case& state, const Episode& episode,
                                                  const std::vector<ActivitySession>& sessions,
                                                  absl::Time until,
                                                  const history::Context& context) {
  std::vector<MissingAttendance> missing;
  for (const ActivitySession& one : sessions) {
    if (one.session.cancelled || one.session.start >= until) continue;
    const history::Envelope at = EnvelopeOf(BeginningOf(one), context);
    const Step* step = StepAt(episode, one.activity, at);
    if (step == nullptr) continue;
    // A session of the day a step ended, the hour not known, is not missed.
    const std::optional<Stamp>& end = step->completed ? step->completed : step->cancelled;
    if (end && !IsBefore(at, *end)) continue;
    const Occasion occasion = {.session = one.session.id, .step = {}, .day = {}};
    if (FindAttendance(state, occasion) == nullptr) missing.push_back({step->id, one});
  }
  std::sort(missing.begin(), missing.end(), [](const auto& a, const auto& b) {
    return std::pair(a.session.session.start, a.session.session.id) <
           std::pair(b.session.session.start, b.session.session.id);
  });
  return missing;
}

void EverySessionAttended(const Case& state, const std::vector<ActivitySession>& sessions,
                          const history::Context& context, Refusals& out) {
  const Episode* latest = state.latest();
  if (latest == nullptr || !latest->open()) return;
  for (const MissingAttendance& missing :
       MissingAttendances(state, *latest, sessions, context.now, context)) {
    Refuse(missing, context, out);
  }
}

absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::RecordExitRequest& command,
                                  const ExitFacts& facts, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  CaseEvents events = Tidy(state, command, facts, ground, context);
  casework::v1::CaseEvent event;
  auto& recorded = *event.mutable_exit_recorded();
  recorded.set_reason(ReasonOf(command, facts.codes));
  recorded.set_local_code(command.local_code());
  recorded.set_destination(command.destination());
  recorded.set_subsidised(command.subsidised());
  recorded.set_hours_per_week(command.hours_per_week());
  recorded.set_verified(command.verified());
  recorded.set_evidence(command.evidence());
  recorded.set_code_list_version(codes::kListVersion);
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_exit_recorded()->set_text(command.text());
  events.push_back(EventAt(ground, ground.occurred, std::move(event), std::move(sealed)));
  return ConcludeAll(state, std::move(ground), std::move(events), context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::VerifyExitRequest& command,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  auto& verified = *event.mutable_exit_verified();
  verified.set_exit_position(PositionOfExit(state, command.exit_position()));
  verified.set_evidence(command.evidence());
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_exit_verified()->set_text(command.text());
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::ReclassifyExitRequest& command,
                                  const ReclassificationFacts& facts,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  auto& reclassified = *event.mutable_exit_reclassified();
  reclassified.set_exit_position(PositionOfExit(state, command.exit_position()));
  reclassified.set_reason(ReasonOf(command, facts.codes));
  reclassified.set_local_code(command.local_code());
  reclassified.set_destination(command.destination());
  reclassified.set_code_list_version(codes::kListVersion);
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_exit_reclassified()->set_text(command.text());
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::ReopenCaseRequest& command,
                                  const ReopeningFacts& facts, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  if (!facts.unit_open) {
    ground.refusals.Add(kUnitNotOpen,
                        "The unit that is to answer for the case is not there or has closed; name "
                        "another.",
                        {{"unit_id", command.unit_id()}});
  }
  casework::v1::CaseEvent event;
  auto& reopened = *event.mutable_case_reopened();
  reopened.set_reason(command.reason());
  reopened.set_target_group(command.target_group());
  reopened.set_channel(command.channel());
  reopened.set_unit_id(command.unit_id());
  const Episode* before = state.latest();
  if (before != nullptr && before->opening) {
    if (command.target_group() == 0) reopened.set_target_group(before->opening->target_group);
    if (command.channel() == 0) reopened.set_channel(before->opening->channel);
  }
  if (before != nullptr && command.unit_id().empty() && !before->unit().empty()) {
    reopened.set_unit_id(before->unit().ToString());
  }
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_case_reopened()->set_text(command.text());
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::EndObservationRequest& command,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  event.mutable_observation_ended()->set_reason(command.reason());
  return Conclude(state, std::move(ground), std::move(event), {}, context);
}

}  // namespace framdrift::cases
