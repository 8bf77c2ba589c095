#include "services/livelihood.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/status_macros.h"
#include "domain/history/appended.h"
#include "domain/livelihood/claims.h"
#include "domain/person/person_commands.h"

namespace framdrift::services {
namespace {

using cases::CaseDecider;

// Whether an event may change what the person lives on: itself, or by amending one that did.
bool MayChangeClaims(const casework::v1::CaseEvent& event) {
  return event.has_job_started() || event.has_job_ended() || event.has_study_started() ||
         event.has_study_ended() || event.has_aid_month_set() || event.has_event_corrected() ||
         event.has_event_voided();
}

absl::Status EmitLivelihood(UnitOfWork& work, const Id16& person_id,
                            const std::vector<person::LivelihoodClaim>& claims) {
  FD_ASSIGN_OR_RETURN(const auto* snapshot, work.Load<person::PersonDecider>(person_id));
  const person::Person& state = snapshot->state();
  if (!state.registered || state.merged_into) return absl::OkStatus();
  return work.Emit<person::PersonDecider>(person_id,
                                          person::LivelihoodEvents(state, claims, work.context()));
}

}  // namespace

absl::Status EmitWithLivelihood(UnitOfWork& work, const Id16& case_id, cases::CaseEvents events) {
  const bool may_change = std::any_of(events.begin(), events.end(), [](const auto& emitted) {
    return MayChangeClaims(emitted.event);
  });
  if (!may_change) return work.Emit<CaseDecider>(case_id, std::move(events));
  FD_ASSIGN_OR_RETURN(const auto* before, work.Load<CaseDecider>(case_id));
  const auto after = history::Appended(before->timeline(), events, work.context());
  const auto claims = livelihood::ClaimsOf(after.current());
  if (claims != livelihood::ClaimsOf(before->state())) {
    FD_RETURN_IF_ERROR(EmitLivelihood(work, case_id, claims));
  }
  return work.Emit<CaseDecider>(case_id, std::move(events));
}

}  // namespace framdrift::services
