#include "domain/cases/care.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
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

void Check(const Case& before, const casework::v1::ReminderSet&, const history::Envelope& envelope,
           Refusals& out) {
  AnyEpisode(before, envelope, out);
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

}  // namespace framdrift::cases
