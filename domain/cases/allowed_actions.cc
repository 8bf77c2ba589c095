#include "domain/cases/allowed_actions.h"

#include <functional>

#include "absl/strings/str_cat.h"
#include "domain/cases/allowed_on_parts.h"
#include "domain/cases/attendance_rules.h"
#include "domain/cases/care.h"
#include "domain/cases/consent_rules.h"
#include "domain/cases/decision.h"
#include "domain/cases/exit_rules.h"
#include "domain/cases/guards.h"
#include "domain/cases/livelihood_rules.h"
#include "domain/cases/notes.h"
#include "domain/cases/refusals.h"
#include "domain/cases/steps.h"
#include "domain/cases/transfer_rules.h"

namespace framdrift::cases {
namespace {

using Guard = void (*)(const Case&, const history::Envelope&, Refusals&);

// A guard whose episode does not matter.
template <auto kGuard>
void Ask(const Case& state, const history::Envelope& at, Refusals& out) {
  kGuard(state, at, out);
}

void LatestExit(const Case& state, const history::Envelope& at, Refusals& out) {
  ExitedEpisode(state, 0, at, out);
}

struct GuardedCommand {
  const char* command;
  Guard guard;
};

constexpr GuardedCommand kCommands[] = {
    {"OpenCase", &NoOpenEpisode},
    {"AssignCase", &Ask<&AnyEpisode>},
    {"BulkReassign", &Ask<&AnyEpisode>},
    {"AssignFlow", &Ask<&OpenEpisode>},
    {"OfferContact", &Ask<&OpenEpisode>},
    {"RecordFirstContact", &Ask<&UncontactedEpisode>},
    {"RecordContact", &Ask<&OpenEpisode>},
    {"Enrol", &NotEnrolled},
    {"EndEnrolment", &Enrolled},
    {"RecordAssessment", &Ask<&ContactedEpisode>},
    {"ApproveAssessment", &Ask<&ContactedEpisode>},
    {"SetObstacle", &Ask<&ContactedEpisode>},
    {"AdoptWorkPlan", &Ask<&UnplannedEpisode>},
    {"ReviseWorkPlan", &Ask<&PlannedEpisode>},
    {"ReviewWorkPlan", &Ask<&PlannedEpisode>},
    {"AcknowledgeWorkPlan", &Ask<&PlannedEpisode>},
    {"PlanStep", &Ask<&PlannedEpisode>},
    {"RecordMilestone", &Ask<&AnyEpisode>},
    {"AddNote", &Ask<&AnyEpisode>},
    {"PauseCase", &Ask<&UnpausedEpisode>},
    {"ResumeCase", &Ask<&PausedEpisode>},
    {"SetReminder", &Ask<&AnyEpisode>},
    {"ExemptDeadline", &Ask<&AnyEpisode>},
    {"RaiseDeviation", &SomethingToDeviateFrom},
    {"GiveConsent", &Ask<&AnyEpisode>},
    {"Refer", &ReferableEpisode},
    {"ProposeTransfer", &Ask<&TransferableEpisode>},
    {"RecordPlacement", &Ask<&OpenEpisode>},
    {"RecordJob", &EverOpened},
    {"RecordStudy", &EverOpened},
    {"VerifyExit", &LatestExit},
    {"ReclassifyExit", &LatestExit},
    {"ReopenCase", &ReopenableCase},
    {"EndObservation", &ObservedEpisode},
};

using StepGuard = void (*)(const Episode&, const StepId&, const history::Envelope&, Refusals&);

AllowedAction OnStep(const char* command, StepGuard guard, const Case& state,
                     const history::Envelope& now) {
  Refusals refusals;
  const Episode* episode = PlannedEpisode(state, now, refusals);
  if (episode == nullptr) return {.command = command, .refusals = refusals.all()};
  return OnAny(
      command,
      episode->steps,
      {kStepUnknown, "The plan has no steps; plan one first.", {}},
      [](const Step& step) { return step.id.ToString(); },
      [&](const Step& step, Refusals& out) { guard(*episode, step.id, now, out); });
}

}  // namespace

std::vector<AllowedAction> AllowedActions(const Case& state,
                                          const std::vector<ActivitySession>& sessions,
                                          const history::Context& context) {
  const history::Envelope now = EnvelopeOf({context.now, history::Precision::kSecond}, context);
  std::vector<AllowedAction> actions;
  for (const GuardedCommand& guarded : kCommands) {
    Refusals refusals;
    guarded.guard(state, now, refusals);
    actions.push_back({.command = guarded.command, .refusals = refusals.all()});
  }
  Refusals exit;
  EverySessionAttended(state, sessions, context, exit);
  ExitableEpisode(state, now, exit);
  actions.push_back({.command = "RecordExit", .refusals = exit.all()});
  actions.push_back(OnStep("StartStep", &StartableStep, state, now));
  actions.push_back(OnStep("CompleteStep", &CompletableStep, state, now));
  actions.push_back(OnStep("CancelStep", &CancellableStep, state, now));
  const auto position = [](const auto& part) { return absl::StrCat(part.stamp.position); };
  actions.push_back(OnAny(
      "LockNote",
      state.notes,
      {kNoteUnknown, "The case has no notes.", {}},
      position,
      [&](const Note& note, Refusals& out) { LockableNote(state, note.stamp.position, out); }));
  actions.push_back(OnAny("DismissReminder",
                          state.reminders,
                          {kReminderUnknown, "The case has no reminders.", {}},
                          position,
                          [&](const Reminder& reminder, Refusals& out) {
                            DismissableReminder(state, reminder.stamp.position, out);
                          }));
  AddActionsOnParts(state, now, actions);
  return actions;
}

}  // namespace framdrift::cases
