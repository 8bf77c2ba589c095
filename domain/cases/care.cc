#include "domain/cases/care.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "domain/cases/decision.h"
#include "domain/cases/guards.h"
#include "domain/cases/refusals.h"
#include "domain/history/when.h"

namespace framdrift::cases {
namespace {

template <typename Reminders>
auto FindReminder(Reminders& reminders, int64_t position) {
  return std::find_if(reminders.begin(), reminders.end(), [&](const Reminder& reminder) {
    return reminder.stamp.position == position;
  });
}

// DATES_OUT_OF_ORDER where `until` is not after the day of the event.
void Ahead(const google::type::Date& until, const history::Envelope& envelope, Refusals& out) {
  const std::optional<absl::CivilDay> day = history::DayOrNone(until);
  if (!day || *day > envelope.day) return;
  out.Add(kDatesOutOfOrder,
          "It lasts at least a day: give an until_date after the day it begins.",
          {{"field", "until_date"}});
}

}  // namespace

void Evolve(Case& state, const casework::v1::CasePaused& event, const history::Envelope& envelope) {
  CurrentEpisode(state).pauses.push_back({.stamp = Stamp::Of(envelope),
                                          .reason = event.reason(),
                                          .until = history::DayOrNone(event.until_date())});
}

void Evolve(Case& state, const casework::v1::CaseResumed&, const history::Envelope& envelope) {
  if (state.paused()) state.episodes.back().pauses.back().resumed = Stamp::Of(envelope);
}

void Evolve(Case& state, const casework::v1::ReminderSet& event,
            const history::Envelope& envelope) {
  state.reminders.push_back({.stamp = Stamp::Of(envelope),
                             .kind = event.reminder_kind(),
                             .due = history::DayOrNone(event.due_date()),
                             .staff = history::IdOrNone<history::StaffId>(event.staff_id())});
}

void Evolve(Case& state, const casework::v1::ReminderDismissed& event,
            const history::Envelope& envelope) {
  const auto reminder = FindReminder(state.reminders, event.reminder_position());
  if (reminder != state.reminders.end()) reminder->dismissed = Stamp::Of(envelope);
}

void Evolve(Case& state, const casework::v1::DeadlineExempted& event,
            const history::Envelope& envelope) {
  state.exemptions.push_back({.stamp = Stamp::Of(envelope),
                              .deadline = event.deadline(),
                              .code = event.code(),
                              .until = history::DayOrNone(event.until_date())});
}

void DismissableReminder(const Case& state, int64_t position, Refusals& out) {
  const auto reminder = FindReminder(state.reminders, position);
  if (reminder == state.reminders.end()) {
    out.Add(kReminderUnknown,
            "The case has no reminder at that position.",
            {{"reminder_position", absl::StrCat(position)}});
  } else if (reminder->dismissed) {
    out.Add(kReminderDismissed,
            "The reminder is dismissed already.",
            {{"reminder_position", absl::StrCat(position)}});
  }
}

void Check(const Case& before, const casework::v1::CasePaused& event,
           const history::Envelope& envelope, Refusals& out) {
  UnpausedEpisode(before, envelope, out);
  Ahead(event.until_date(), envelope, out);
}

void Check(const Case& before, const casework::v1::CaseResumed&, const history::Envelope& envelope,
           Refusals& out) {
  PausedEpisode(before, envelope, out);
}

void Check(const Case& before, const casework::v1::ReminderSet& event,
           const history::Envelope& envelope, Refusals& out) {
  AnyEpisode(before, envelope, out);
  const std::optional<absl::CivilDay> due = history::DayOrNone(event.due_date());
  if (due && *due < envelope.day) {
    out.Add(kDatesOutOfOrder,
            "A reminder lies ahead: give a due_date that is not before the day it is set.",
            {{"field", "due_date"}});
  }
}

void Check(const Case& before, const casework::v1::ReminderDismissed& event,
           const history::Envelope&, Refusals& out) {
  DismissableReminder(before, event.reminder_position(), out);
}

void Check(const Case& before, const casework::v1::DeadlineExempted& event,
           const history::Envelope& envelope, Refusals& out) {
  AnyEpisode(before, envelope, out);
  Ahead(event.until_date(), envelope, out);
}

absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::PauseCaseRequest& command,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  auto& happened = *event.mutable_case_paused();
  happened.set_reason(command.reason());
  *happened.mutable_until_date() = command.until_date();
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_case_paused()->set_text(command.text());
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::ResumeCaseRequest& command,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  event.mutable_case_resumed()->set_reason(command.reason());
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_case_resumed()->set_text(command.text());
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::SetReminderRequest& command,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  auto& happened = *event.mutable_reminder_set();
  happened.set_reminder_kind(command.kind());
  *happened.mutable_due_date() = command.due_date();
  happened.set_staff_id(command.staff_id());
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_reminder_set()->set_text(command.text());
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::DismissReminderRequest& command,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  event.mutable_reminder_dismissed()->set_reminder_position(command.reminder_position());
  return Conclude(state, std::move(ground), std::move(event), {}, context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::ExemptDeadlineRequest& command,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  auto& happened = *event.mutable_deadline_exempted();
  happened.set_deadline(command.deadline());
  happened.set_code(command.code());
  *happened.mutable_until_date() = command.until_date();
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_deadline_exempted()->set_text(command.text());
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

}  // namespace framdrift::cases
