// What a case and a member of staff are to a proposal that evens out caseloads.
#pragma once

#include "domain/balance/proposal.h"
#include "domain/cases/case.h"
#include "domain/organisation/staff.h"
#include "domain/person/person.h"
#include "domain/policy/policy.h"

namespace framdrift::balance {

// The case with an open episode that somebody is responsible for, without the language, which
// stands sealed. It stays where it is when the person is protected, when a transfer waits for an
// answer, and when an exit is in the works: a job or studies that began in the episode go on.
CaseToMove CandidateFrom(const history::CaseId& id, const cases::Case& state,
                         const person::Person& person, const policy::Policy& policy);

// Without the load. Somebody who does not work in the unit on `day` has no capacity there; cases
// are given to its caseworkers.
Caseworker CaseworkerFrom(const history::StaffId& id, const organisation::Staff& staff,
                          const history::UnitId& unit, absl::CivilDay day,
                          const policy::Policy& policy);

// How many meetings have been held since the present caseworker was made responsible, that day
// among them.
int32_t MeetingsWithCaseworker(const cases::Episode& episode);

}  // namespace framdrift::balance
