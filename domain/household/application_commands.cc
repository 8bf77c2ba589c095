#include <algorithm>
#include <utility>

#include "base/status_macros.h"
#include "domain/history/when.h"
#include "domain/household/applicants.h"
#include "domain/household/emit.h"
#include "domain/household/household_commands.h"

namespace framdrift::household {
namespace {

using history::Context;
using history::Occurred;

// The applicants of the application `id` names; none when it names none.
std::vector<PersonId> ApplicantsOf(const Household& state, const std::string& id) {
  const auto application = ApplicationId::Parse(id);
  if (!application.ok()) return {};
  const auto at = state.applications.find(*application);
  return at == state.applications.end() ? std::vector<PersonId>() : at->second.applicants;
}

HouseholdEmitted Completed(const std::string& application_id, const Occurred& occurred) {
  HouseholdEmitted emitted;
  emitted.event.mutable_application_completed()->set_application_id(application_id);
  emitted.occurred = occurred;
  return emitted;
}

}  // namespace

absl::StatusOr<HouseholdEvents> Decide(const Household& state,
                                       const v1::ReceiveApplicationRequest& command,
                                       const HouseholdFacts& facts, const Context& context) {
  FD_RETURN_IF_ERROR(CheckKnown(state));
  HouseholdEmitted emitted;
  FD_ASSIGN_OR_RETURN(emitted.occurred,
                      history::PastOccurredFrom(command.occurred(), context.now, context.zone));
  v1::ApplicationReceived& received = *emitted.event.mutable_application_received();
  received.set_application_id(command.application_id());
  received.set_application_kind(command.application_kind());
  if (command.has_benefit_month()) {
    FD_ASSIGN_OR_RETURN(*received.mutable_benefit_month(), FirstOf(command.benefit_month()));
  }
  *received.mutable_applicant_ids() = command.applicant_ids();
  received.set_channel(command.channel());
  const std::vector<PersonId> applicants = PersonsOf(command.applicant_ids());
  Refusals refusals;
  const absl::CivilDay day = absl::ToCivilDay(emitted.occurred.at, context.zone);
  CheckNoMinor(applicants, facts, day, refusals);
  const auto texts = TextsOf(command.person_texts(), applicants, refusals);
  for (const auto& [person, text] : texts) {
    v1::HouseholdSealed sealed;
    sealed.mutable_application_received()->set_text(text);
    AddPart(emitted, person, std::move(sealed));
  }
  HouseholdEvents events;
  const Occurred occurred = emitted.occurred;
  events.push_back(std::move(emitted));
  if (command.complete()) events.push_back(Completed(command.application_id(), occurred));
  return history::Accept<HouseholdDecider>(state, std::move(events), std::move(refusals), context);
}

absl::StatusOr<HouseholdEvents> Decide(const Household& state,
                                       const v1::RequestSupplementRequest& command,
                                       const Context& context) {
  FD_RETURN_IF_ERROR(CheckKnown(state));
  HouseholdEmitted emitted;
  FD_ASSIGN_OR_RETURN(emitted.occurred,
                      history::PastOccurredFrom(command.occurred(), context.now, context.zone));
  v1::SupplementRequested& requested = *emitted.event.mutable_supplement_requested();
  requested.set_application_id(command.application_id());
  if (command.has_due_date()) {
    FD_RETURN_IF_ERROR(history::DayFrom(command.due_date()).status());
    *requested.mutable_due_date() = command.due_date();
  }
  if (!command.text().empty()) {
    for (const PersonId& person : ApplicantsOf(state, command.application_id())) {
      v1::HouseholdSealed sealed;
      sealed.mutable_supplement_requested()->set_text(command.text());
      AddPart(emitted, person, std::move(sealed));
    }
  }
  return AcceptOne(state, std::move(emitted), Refusals(), context);
}

absl::StatusOr<HouseholdEvents> Decide(const Household& state,
                                       const v1::CompleteApplicationRequest& command,
                                       const Context& context) {
  FD_RETURN_IF_ERROR(CheckKnown(state));
  FD_ASSIGN_OR_RETURN(const Occurred occurred,
                      history::PastOccurredFrom(command.occurred(), context.now, context.zone));
  return AcceptOne(state, Completed(command.application_id(), occurred), Refusals(), context);
}

}  // namespace framdrift::household
