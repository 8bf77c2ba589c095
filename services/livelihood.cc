#include "services/livelihood.h"

#include <utility>

#include "base/status_macros.h"
#include "domain/history/appended.h"
#include "domain/livelihood/claims.h"
#include "domain/person/person_commands.h"

namespace framdrift::services {

absl::Status EmitWithLivelihood(UnitOfWork& work, const Id16& case_id, cases::CaseEvents events) {
  FD_ASSIGN_OR_RETURN(const auto* before, work.Load<cases::CaseDecider>(case_id));
  FD_ASSIGN_OR_RETURN(const auto* person, work.Load<person::PersonDecider>(case_id));
  const auto after = history::Appended(before->timeline(), events, work.context());
  FD_RETURN_IF_ERROR(work.Emit<cases::CaseDecider>(case_id, std::move(events)));
  if (!person->state().registered) return absl::OkStatus();
  return work.Emit<person::PersonDecider>(
      case_id,
      person::LivelihoodEvents(
          person->state(), livelihood::ClaimsOf(after.current()), work.context()));
}

}  // namespace framdrift::services
