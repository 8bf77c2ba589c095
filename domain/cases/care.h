// What keeps a case from being forgotten: pauses, reminders and exemptions from deadlines.
#pragma once

#include "domain/cases/case_decider.h"
#include "framdrift/casework/v1/case_service.pb.h"

namespace framdrift::cases {

void Evolve(Case& state, const casework::v1::CasePaused& event, const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::CaseResumed& event, const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::ReminderSet& event, const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::ReminderDismissed& event,
            const history::Envelope& envelope);
void Evolve(Case& state, const casework::v1::DeadlineExempted& event,
            const history::Envelope& envelope);

void Check(const Case& before, const casework::v1::CasePaused& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::CaseResumed& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::ReminderSet& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::ReminderDismissed& event,
           const history::Envelope& envelope, Refusals& out);
void Check(const Case& before, const casework::v1::DeadlineExempted& event,
           const history::Envelope& envelope, Refusals& out);

// Whether the reminder whose event stands at `position` may be dismissed: REMINDER_UNKNOWN,
// REMINDER_DISMISSED.
void DismissableReminder(const Case& state, int64_t position, Refusals& out);

absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::PauseCaseRequest& command,
                                  const history::Context& context);
absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::ResumeCaseRequest& command,
                                  const history::Context& context);
absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::SetReminderRequest& command,
                                  const history::Context& context);
absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::DismissReminderRequest& command,
                                  const history::Context& context);
absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::ExemptDeadlineRequest& command,
                                  const history::Context& context);

}  // namespace framdrift::cases
