// What decisions on a case are told of other streams: sessions, receivers, units, partners.
#pragma once

#include "absl/status/statusor.h"
#include "domain/cases/attendance_commands.h"
#include "domain/cases/cooperation_commands.h"
#include "domain/cases/exit_commands.h"
#include "domain/cases/livelihood_commands.h"
#include "services/unit_of_work.h"

namespace framdrift::services {

// The session, in the activity named, else in whichever activity of the person's plan has it.
absl::StatusOr<cases::SessionFacts> FindSession(UnitOfWork& work, const Id16& case_id,
                                                const std::string& activity_id,
                                                const std::string& session_id);
// Every session of every activity in the plans of the case.
absl::StatusOr<std::vector<cases::ActivitySession>> SessionsOfPlan(UnitOfWork& work,
                                                                   const Id16& case_id);
// Whether the id is that of a board or of a registered partner.
absl::StatusOr<bool> IsReceiver(UnitOfWork& work, const std::string& receiver_id);
absl::StatusOr<bool> IsPartner(UnitOfWork& work, const std::string& partner_id);
// The person's age, and whether somebody represents them, on the day the command names.
absl::Status FillConsentFacts(UnitOfWork& work, const Id16& person_id,
                              const type::v1::When& occurred, cases::ConsentFacts& facts);
// The national lists with those of the policy in force today.
absl::StatusOr<codes::CodeLists> CodeListsToday(UnitOfWork& work);

}  // namespace framdrift::services
